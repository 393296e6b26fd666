"""The inbox of staff: what is mine, what waits for my group, what is overdue, what waits for others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import parse_qsl, urlencode

from engine import deputies, inbox_pages, inbox_search, inbox_views, tasks
from engine.domain.rights import Role
from engine.inbox_pages import Cursor, Due, Inbox, InboxView, Sort, Wanted
from engine.inbox_views import StoredView
from web.drawing import inbox_drawing, inbox_rows
from web.drawing.inbox_drawing import Chosen
from web.drawing.page_links import Stretch, page_links
from web.page import (
    Answer,
    Context,
    Route,
    Runtime,
    actor,
    go,
    is_party,
    language,
    may,
    msg,
    request,
    said,
    show,
    tell,
    typed,
)

ON_A_PAGE = 50


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> Answer:
        """The list; parties have theirs on the first page."""
        return go("/") if is_party(actor()) else _list(runtime)

    def search() -> Answer:
        """Look for something; a personal code becomes a person, so that no address ever holds it."""
        return go(_searched(runtime, _chosen()).address())

    def claim(task_id: int) -> Answer:
        """Take a task."""
        tasks.claim(runtime, actor(), task_id)
        return go(f"/tasks/{task_id}")

    def give_back(task_id: int) -> Answer:
        """Give it back to the group."""
        tasks.release(runtime, actor(), task_id)
        return go("/tasks")

    def news() -> dict[str, object]:
        """How many tasks there are by now, said politely once a minute."""
        found = inbox_pages.how_many(runtime, actor())
        counts = {view.value: count for view in InboxView if (count := found.of(view)) is not None}
        counts.pop(InboxView.PUT_OFF.value)
        return {"counts": counts, "text": said(msg("Tasks now: {count}", count=found.all))}

    return [
        Route("/tasks", listing, "inbox.see"),
        Route("/tasks/search", search, "inbox.see", ("POST",)),
        Route("/tasks/<int:task_id>/claim", claim, "inbox.see", ("POST",)),
        Route("/tasks/<int:task_id>/release", give_back, "inbox.see", ("POST",)),
        Route("/tasks/news", news, "inbox.see"),
    ]


def _searched(runtime: Runtime, chosen: Chosen) -> Chosen:
    if not inbox_search.is_code(chosen.search):
        return chosen
    person_id = inbox_search.person_of(runtime, actor(), chosen.search)
    if person_id is None:
        tell(msg("Nobody with this personal code takes part in a case here."), "notice")
    return chosen.looking_for("" if person_id is None else str(person_id))


def _list(runtime: Runtime) -> Answer:
    views = inbox_views.listed(runtime, actor())
    first = next((one for one in views if one.is_default and one.user_id == actor().user_id), None)
    if first is not None and not request.args:
        return go(f"/tasks?{first.asked}")
    chosen = _chosen()
    if inbox_search.is_code(chosen.search):  # typed into the address by hand
        return go(_searched(runtime, chosen).address())
    due = Due(chosen.due) if chosen.due else None
    found = inbox_pages.list_inbox(runtime, actor(), _wanted(chosen), due)
    now, me = runtime.clock.now(), actor()
    context: Context = {
        **inbox_drawing.listing(found, chosen, language()),
        **_around(runtime, chosen, views, found),
        "rows": [inbox_rows.row(one, found, chosen.view, me, now, language()) for one in found.page.rows],
        "pages": page_links("/tasks", chosen.follow(), _stretch(found), ON_A_PAGE),
    }
    return show(runtime, "inbox.html", context)


def _around(runtime: Runtime, chosen: Chosen, views: Sequence[StoredView], found: Inbox) -> Context:
    """Kept views, whom one stands in for, what can be done with several tasks."""
    asked = urlencode(chosen.kept())
    me = actor().user_id
    return {
        "views": [
            {
                "id": one.view_id,
                "name": one.name,
                "href": f"/tasks?{one.asked}",
                "current": dict(parse_qsl(one.asked)) == chosen.kept(),
                "shared_by": one.made_by if one.is_shared and one.user_id != me else None,
                "is_shared": one.is_shared,
                "is_default": one.is_default and one.user_id == me,
                "is_own": one.user_id == me,
            }
            for one in views
        ],
        "keep": {"action": "/tasks/views", "asked": asked} if may("view.keep") else None,
        "stands_in": [
            {"name": one.away, "until": one.to_day} for one in deputies.stood_in_for(runtime, actor())
        ],
        "bulk": inbox_drawing.bulk(
            found,
            chosen,
            may_give=actor().has(Role.HEAD_OF_SERVICE),
            may_remind=may("task.remind"),
            may_hand_over=may("case.assign"),
        )
        if may("task.bulk")
        else None,
    }


def _wanted(chosen: Chosen) -> Wanted:
    wanted = Wanted(
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
        limit=ON_A_PAGE,
    )
    return inbox_pages.between(wanted, _day(chosen.first), _day(chosen.last))


def _chosen() -> Chosen:
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


def _stretch(found: Inbox) -> Stretch:
    first, last = _words(found.page.previous), _words(found.page.next)
    return Stretch(first, last, found.place.before, found.place.total)


def _words(cursor: Cursor | None) -> str | None:
    if cursor is None:
        return None
    place = cursor.place
    return f"{cursor.task_id}~{place.isoformat() if isinstance(place, datetime) else place}"


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
