"""Scenarios of a draft seen closely: one played step by step, and what all of them pass of a diagram."""

from __future__ import annotations

from engine.drafting.drafts import draft_pages
from engine.drafting.publishing import draft_coverage, scenario_plays
from engine.errors import EngineError, NotFound, Refused
from web.drawing import coverage_drawing, draft_drawing, scenario_drawing
from web.page import Answer, Context, Route, Runtime, actor, language, msg, show
from web.pages.tryouts import crumbs


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def play(draft_id: int, path: str) -> Answer:
        """Play one scenario now: expected beside found, line by line."""
        return _played(runtime, draft_id, path)

    def coverage(draft_id: int, diagram: str) -> str:
        """What all of them pass of a diagram."""
        found = draft_coverage.find(runtime, actor(), draft_id, diagram)
        draft = draft_pages.find(runtime, actor(), draft_id)
        context = coverage_drawing.coverage(found, draft, diagram, language())
        return show(runtime, "coverage.html", context, crumbs=crumbs(draft, msg("What the scenarios pass")))

    return [
        Route("/drafts/<int:draft_id>/play/<path:path>", play, "draft.edit", ("POST",)),
        Route("/drafts/<int:draft_id>/coverage/<path:diagram>", coverage, "draft.see"),
    ]


def _played(runtime: Runtime, draft_id: int, path: str) -> Answer:
    me = actor()
    refused: EngineError | None = None
    found: scenario_plays.ScenarioPlay | None = None
    try:
        found = scenario_plays.play(runtime, me, draft_id, path)
    except NotFound:
        raise
    except EngineError as trouble:
        refused = trouble
    draft = draft_pages.find(runtime, me, draft_id)
    findings = refused.findings if isinstance(refused, Refused) else ()
    context: Context = {
        "title": draft_drawing.file_words(path, draft.processes, language()),
        "file_url": draft_drawing.address(draft_id, path),
        "play_url": f"/drafts/{draft_id}/play/{path}",
        "error": refused.message if refused else None,
        "findings": [draft_drawing.finding(one, draft_id, draft.processes, language()) for one in findings],
        **scenario_drawing.played(found, draft, path, language()),
    }
    drawn = show(runtime, "scenario_play.html", context, crumbs=crumbs(draft, msg("Scenario played")))
    return (drawn, 422) if refused else drawn
