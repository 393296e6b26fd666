"""With what a test run of a diagram begins: sample data from the draft's scenarios."""

from __future__ import annotations

from engine.drafting.drafts import draft_pages
from engine.drafting.tryouts import tryout_begun
from engine.errors import EngineError, NotFound, Refused
from web.drawing import draft_drawing
from web.page import Answer, Route, Runtime, actor, go, language, msg, show, typed
from web.pages.tryouts import address, crumbs

BEGINNING = "/drafts/<int:draft_id>/try/<path:diagram>"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def beginning(draft_id: int, diagram: str) -> str:
        """With what to begin."""
        return _beginning(runtime, draft_id, diagram)

    def begin(draft_id: int, diagram: str) -> Answer:
        """Begin."""
        try:
            number = tryout_begun.begin(runtime, actor(), draft_id, diagram, typed("start", 200))
        except NotFound:
            raise
        except Refused as refused:
            return _beginning(runtime, draft_id, diagram, refused), 422
        except EngineError as refused:
            return _beginning(runtime, draft_id, diagram, refused), 409
        return go(address(draft_id, number))

    return [
        Route(BEGINNING, beginning, "draft.see"),
        Route(BEGINNING, begin, "draft.edit", ("POST",)),
    ]


def _beginning(runtime: Runtime, draft_id: int, path: str, refused: EngineError | None = None) -> str:
    found = tryout_begun.choices(runtime, actor(), draft_id, path)
    draft = draft_pages.find(runtime, actor(), draft_id)
    title = draft.processes.get(found.process_id, found.process_id)
    findings = refused.findings if isinstance(refused, Refused) else ()
    errors = [draft_drawing.finding(one, draft_id, draft.processes, language()) for one in findings]
    return show(
        runtime,
        "tryouts.html",
        {
            "title": title,
            "url": f"/drafts/{draft_id}/try/{path}",
            "beginnings": [
                {"value": one.path, "text": one.title_en if language() == "en" else one.title}
                for one in found.beginnings
            ],
            "begun": [{"href": address(draft_id, number), "at": at} for number, at in found.begun],
            "may_edit": draft.may_edit,
            "findings": errors,
            "error": refused.message if refused else None,
        },
        crumbs=crumbs(draft, msg("Test run: {process}", process=title)),
    )
