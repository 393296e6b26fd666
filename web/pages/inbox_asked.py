"""What somebody asks of the inbox, read from the address or the form; what is no choice is left out."""

from __future__ import annotations

from datetime import date, datetime

from engine.inbox import inbox_pages
from engine.inbox.inbox_pages import Cursor, Due, InboxView, Sort, Wanted
from web.drawing.inbox_drawing import Chosen
from web.page import request, typed

__all__ = ["ON_A_PAGE", "Chosen", "chosen", "wanted"]

ON_A_PAGE = 50


def wanted(chosen: Chosen, on_a_page: int) -> Wanted:
    """The part of the inbox that was chosen."""
    whole = Wanted(
        view=chosen.view,
        search=chosen.search,
        person_id=int(chosen.about) if chosen.about else None,
        process_id=chosen.process or None,
        element_id=chosen.work or None,
        role=chosen.role or None,
        regime=chosen.regime or None,
        assignee_id=int(chosen.who) if chosen.who else None,
        only_drafts=bool(chosen.draft),
        sort=Sort(chosen.sort) if chosen.sort else Sort.DUE,
        after=_cursor("after"),
        before=_cursor("before"),
        limit=on_a_page,
    )
    return inbox_pages.between(whole, _day(chosen.first), _day(chosen.last))


def chosen() -> Chosen:
    """Tab, filters, order."""
    view, due, sort = typed("view", 20), typed("due", 20), typed("sort", 20)
    return Chosen(
        view=InboxView(view) if view in set(InboxView) else InboxView.ALL,
        search=typed("q", 100),
        about=_number("about"),
        process=typed("process", 80),
        work=typed("work", 80),
        role=typed("role", 40),
        due=due if due in set(Due) else "",
        first=typed("from", 10) if _day(typed("from", 10)) else "",
        last=typed("to", 10) if _day(typed("to", 10)) else "",
        regime=typed("regime", 40),
        who=_number("who"),
        draft="1" if typed("draft", 5) else "",
        sort=sort if sort in set(Sort) else "",
    )


def _number(name: str) -> str:
    text = typed(name, 15)
    return text if text.isascii() and text.isdigit() else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _cursor(name: str) -> Cursor | None:
    task_id, parted, place = request.args.get(name, "").partition("~")
    if not (parted and task_id.isascii() and task_id.isdigit()):
        return None
    if typed("sort", 20) == Sort.NAME:
        return Cursor(place, int(task_id))
    try:
        at = datetime.fromisoformat(place)
    except ValueError:
        return None
    return Cursor(at, int(task_id)) if at.tzinfo else None
