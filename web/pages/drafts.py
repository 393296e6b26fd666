"""Drafts of releases: the list, one draft with its files and findings, begun and withdrawn here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from engine.drafting.drafts import draft_pages, drafts
from engine.drafting.publishing import draft_outlook, planned_releases
from engine.errors import EngineError, InvalidAnswers, NotFound
from web.drawing import draft_drawing, draft_outlook_drawing
from web.page import (
    Answer,
    Context,
    Message,
    Route,
    Runtime,
    actor,
    go,
    language,
    may,
    msg,
    request,
    show,
    tell,
    typed,
)

LIST = "/drafts"
SEND = ("POST",)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """All drafts of the municipality."""
        return _listing(runtime)

    def begin() -> Answer:
        """A new draft of what is in force."""
        try:
            draft_id = drafts.begin(runtime, actor(), typed("title", 500))
        except InvalidAnswers as invalid:
            return _listing(runtime, invalid.fields.get("title")), 422
        return go(draft_drawing.address(draft_id))

    def draft(draft_id: int) -> str:
        """One draft: its files by process, what is found in them."""
        return draft_page(runtime, draft_id)

    def withdraw(draft_id: int) -> Answer:
        """Nothing comes of it."""
        done = msg("The draft was withdrawn; it stays on record.")
        return answered(runtime, draft_id, partial(drafts.withdraw, runtime, actor(), draft_id), done, LIST)

    def bring_back() -> Answer:
        """A draft that makes an earlier release count again."""
        number = typed("release", 15)
        release_id = int(number) if number.isascii() and number.isdigit() else 0
        return go(draft_drawing.address(drafts.begin_like(runtime, actor(), release_id)))

    return [
        Route(LIST, listing, "draft.see"),
        Route(LIST, begin, "draft.edit", SEND),
        Route("/drafts/<int:draft_id>", draft, "draft.see"),
        Route("/drafts/<int:draft_id>/withdraw", withdraw, "draft.edit", SEND),
        Route("/drafts/earlier", bring_back, "draft.edit", SEND),
    ]


def _listing(runtime: Runtime, error: Message | None = None) -> str:
    found = drafts.listed(runtime, actor())
    return show(
        runtime,
        "drafts.html",
        {
            "rows": [draft_drawing.row(one) for one in found.rows],
            "earlier": [draft_drawing.earlier(one) for one in found.earlier],
            "may_begin": found.may_begin,
            "title": typed("title", 500) if request.method == "POST" else "",
            "error": error,
        },
        crumbs=[(msg("Release in force"), "/release"), (msg("Drafts"), None)],
    )


def draft_page(runtime: Runtime, draft_id: int, wrong: Mapping[str, Message] | None = None) -> str:
    """The page of one draft, with what was wrong with what was just sent: field ("" for all) → sentence."""
    me = actor()
    page = draft_pages.find(runtime, me, draft_id)
    context = draft_drawing.draft(page, language(), typed("process", 80))
    outlook = draft_outlook_drawing.outlook(page, draft_outlook.find(runtime, me, draft_id), language())
    return show(
        runtime,
        "draft.html",
        {
            **context,
            **outlook,
            "plan": planned_releases.find(runtime, me, draft_id),
            "address": draft_drawing.address(draft_id),
            "numbers_url": "/numbers" if may("numbers.see") else None,
            "errors_of": dict(wrong or {}),
            "typed": _typed(outlook),
        },
        crumbs=[(msg("Release in force"), "/release"), (msg("Drafts"), LIST), (page.standing.title, None)],
    )


def _typed(outlook: Context) -> Context:
    """What was typed into the forms of the page, else what they show at first."""
    day = outlook["from_day"]
    first = {
        "note": outlook["note"],
        "from_day": day.isoformat() if isinstance(day, date) else "",
        "reason": "",
    }
    return {name: typed(name, 3000) or shown for name, shown in first.items()}


def answered(
    runtime: Runtime, draft_id: int, act: Callable[[], object], done: Message, goes_to: str = ""
) -> Answer:
    """Do it and go on; the page of the draft with the reason where it is refused."""
    try:
        act()
    except NotFound:
        raise
    except InvalidAnswers as invalid:
        return draft_page(runtime, draft_id, invalid.fields), 422
    except EngineError as refused:
        return draft_page(runtime, draft_id, {"": refused.message}), 409
    tell(done)
    return go(goes_to or draft_drawing.address(draft_id))
