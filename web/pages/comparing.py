"""Two releases, or a draft and what it began from, side by side."""

from __future__ import annotations

from engine.drafting.comparing import comparing
from web.drawing import compare_drawing, draft_drawing
from web.page import Crumb, Response, Route, Runtime, actor, language, msg, show, typed

DRAFTS: list[Crumb] = [(msg("Release in force"), "/release"), (msg("Drafts"), "/drafts")]


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def releases() -> str:
        """Two releases."""
        found = comparing.of_releases(runtime, actor(), _number("old"), _number("new"), _process())
        context = compare_drawing.compare(found, None, language())
        crumbs: list[Crumb] = [(msg("Release in force"), "/release"), (msg("What differs"), None)]
        return show(runtime, "compare.html", context, crumbs=crumbs)

    def draft(draft_id: int) -> str:
        """A draft and its base."""
        found = comparing.of_draft(runtime, actor(), draft_id, _process())
        context = compare_drawing.compare(found, draft_id, language())
        here: list[Crumb] = [(found.title, draft_drawing.address(draft_id)), (msg("What differs"), None)]
        return show(runtime, "compare.html", context, crumbs=[*DRAFTS, *here])

    def diagram(release_id: int, process_id: str) -> Response:
        """The BPMN file of a release, for the viewer on the page."""
        data = comparing.xml(runtime, actor(), release_id, process_id)
        return Response(data, content_type="application/xml; charset=utf-8")

    return [
        Route("/release/compare", releases, "process.see"),
        Route("/drafts/<int:draft_id>/compare", draft, "draft.see"),
        Route("/release/<int:release_id>/diagrams/<process_id>.bpmn", diagram, "process.see"),
    ]


def _process() -> str:
    asked = typed("process", 80)
    return "" if asked == "all" else asked


def _number(name: str) -> int:
    text = typed(name, 15)
    return int(text) if text.isascii() and text.isdigit() else 0
