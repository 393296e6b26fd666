"""The diagram editor of process owners: its page, and the steps of the diagram beside the canvas."""

from __future__ import annotations

from flask import make_response, render_template

from engine.drafting.diagrams.draft_diagrams import diagram_path
from engine.drafting.drafts import draft_files, draft_pages
from web.content_policy import EDITOR_POLICY
from web.drawing import draft_drawing, editor_drawing
from web.page import Crumb, Response, Route, Runtime, actor, language, msg, show


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def page(draft_id: int, diagram: str) -> Response:
        """The editor with the diagram."""
        return _page(runtime, draft_id, diagram_path(diagram))

    def outline(draft_id: int, diagram: str) -> str:
        """The steps in words, to be put beside the canvas."""
        one = draft_files.read(runtime, actor(), draft_id, diagram_path(diagram))
        steps = editor_drawing.outline(one.content or b"", diagram, language())
        return render_template("parts/editor_outline.html", outline=steps)

    return [
        Route("/drafts/<int:draft_id>/diagrams/<path:diagram>", page, "draft.see"),
        Route("/drafts/<int:draft_id>/diagram-outline/<path:diagram>", outline, "draft.see"),
    ]


def _page(runtime: Runtime, draft_id: int, path: str) -> Response:
    found = draft_pages.find_file(runtime, actor(), draft_id, path)
    context = editor_drawing.page(found, language())
    crumbs: list[Crumb] = [
        (msg("Drafts"), "/drafts"),
        (found.page.standing.title, draft_drawing.address(draft_id)),
        (str(context["title"]), None),
    ]
    answer = make_response(show(runtime, "diagram_editor.html", context, crumbs=crumbs))
    answer.headers["Content-Security-Policy"] = EDITOR_POLICY
    return answer
