"""Drafts of releases: the list, one draft with its files and findings, begun and withdrawn here."""

from __future__ import annotations

from engine.drafting import draft_pages, drafts
from engine.errors import EngineError, InvalidAnswers, NotFound
from web.drawing import draft_drawing
from web.page import Answer, Message, Route, Runtime, actor, go, language, msg, request, show, tell, typed

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
        try:
            drafts.withdraw(runtime, actor(), draft_id)
        except NotFound:
            raise
        except EngineError as refused:
            return draft_page(runtime, draft_id, refused.message), 409
        tell(msg("The draft was withdrawn; it stays on record."))
        return go(LIST)

    return [
        Route(LIST, listing, "draft.see"),
        Route(LIST, begin, "draft.edit", SEND),
        Route("/drafts/<int:draft_id>", draft, "draft.see"),
        Route("/drafts/<int:draft_id>/withdraw", withdraw, "draft.edit", SEND),
    ]


def _listing(runtime: Runtime, error: Message | None = None) -> str:
    found = drafts.listed(runtime, actor())
    return show(
        runtime,
        "drafts.html",
        {
            "rows": [draft_drawing.row(one) for one in found.rows],
            "may_begin": found.may_begin,
            "title": typed("title", 500) if request.method == "POST" else "",
            "error": error,
        },
        crumbs=[(msg("Release in force"), "/release"), (msg("Drafts"), None)],
    )


def draft_page(runtime: Runtime, draft_id: int, error: Message | None = None) -> str:
    """The page of one draft, with what was wrong with what was just sent."""
    page = draft_pages.find(runtime, actor(), draft_id)
    context = draft_drawing.draft(page, language(), typed("process", 80))
    return show(
        runtime,
        "draft.html",
        {**context, "error": error},
        crumbs=[(msg("Release in force"), "/release"), (msg("Drafts"), LIST), (page.standing.title, None)],
    )
