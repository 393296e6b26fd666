"""The diagram editor of process owners: its page, and what it asks for while somebody draws.

The file itself is read and saved by the addresses of draft_files; the room of drafts says how.
"""

from __future__ import annotations

from flask import jsonify, make_response, render_template

from engine.drafting import diagram_choices, draft_diagrams, draft_files, draft_pages, rule_dates
from engine.drafting.draft_diagrams import NewForm, Wording
from engine.drafting.draft_paths import process_of
from engine.errors import EngineError, NotFound, StaleVersion
from web.content_policy import EDITOR_POLICY
from web.drawing import draft_drawing, editor_drawing
from web.page import Crumb, Response, Route, Runtime, actor, language, msg, request, said, show

SEND = ("POST",)
MOST_TYPED = 1_000
Told = Response | tuple[Response, int]


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def page(draft_id: int, diagram: str) -> Response:
        """The editor with the diagram."""
        return _page(runtime, draft_id, diagram)

    def choices(draft_id: int, diagram: str) -> Response:
        """What the panel chooses from."""
        found = diagram_choices.of_diagram(runtime, actor(), draft_id, _diagram(diagram))
        return jsonify(editor_drawing.choices(found, draft_id, language()))

    def outline(draft_id: int, diagram: str) -> str:
        """The steps in words, to be put beside the canvas."""
        one = draft_files.read(runtime, actor(), draft_id, _diagram(diagram))
        steps = editor_drawing.outline(one.content or b"", diagram, language())
        return render_template("parts/editor_outline.html", outline=steps)

    def dates(draft_id: int, diagram: str) -> Response:
        """The next days that a rule gives, or why it gives none."""
        return _dates(runtime, draft_id, _diagram(diagram))

    def forms(draft_id: int, diagram: str) -> Told:
        """Make the form of a task."""
        return _form_made(runtime, draft_id, _diagram(diagram))

    return [
        Route("/drafts/<int:draft_id>/diagrams/<path:diagram>", page, "draft.see"),
        Route("/drafts/<int:draft_id>/diagram-choices/<path:diagram>", choices, "draft.see"),
        Route("/drafts/<int:draft_id>/diagram-outline/<path:diagram>", outline, "draft.see"),
        Route("/drafts/<int:draft_id>/diagram-dates/<path:diagram>", dates, "draft.see", SEND),
        Route("/drafts/<int:draft_id>/diagram-forms/<path:diagram>", forms, "draft.edit", SEND),
    ]


def _diagram(path: str) -> str:
    if not draft_diagrams.is_diagram(path):
        raise NotFound(msg("There is no such diagram."))
    return path


def _page(runtime: Runtime, draft_id: int, path: str) -> Response:
    found = draft_pages.find_file(runtime, actor(), draft_id, _diagram(path))
    context = editor_drawing.page(found, language())
    crumbs: list[Crumb] = [
        (msg("Drafts"), "/drafts"),
        (found.page.standing.title, draft_drawing.address(draft_id)),
        (str(context["title"]), None),
    ]
    answer = make_response(show(runtime, "diagram_editor.html", context, crumbs=crumbs))
    answer.headers["Content-Security-Policy"] = EDITOR_POLICY
    return answer


def _dates(runtime: Runtime, draft_id: int, path: str) -> Response:
    try:
        given = rule_dates.next_dates(runtime, actor(), draft_id, path, _sent("rule"))
    except NotFound:
        raise
    except EngineError as refused:
        return jsonify(days=[], error=said(refused.message))
    return jsonify(editor_drawing.dates(given, language()))


def _form_made(runtime: Runtime, draft_id: int, path: str) -> Told:
    title = Wording(_sent("title"), _sent("title_en"))
    wanted = NewForm(process_of(path), _sent("name"), title, _sent("copied"))
    try:
        made = draft_diagrams.make_form(runtime, actor(), draft_id, wanted)
    except NotFound:
        raise
    except StaleVersion as stale:
        return jsonify(error=said(stale.message)), 409
    except EngineError as refused:
        return jsonify(error=said(refused.message)), 422
    return jsonify(editor_drawing.form_made(made, title.said(language()), draft_id))


def _sent(name: str) -> str:
    sent = request.get_json(silent=True)
    value = sent.get(name, "") if isinstance(sent, dict) else ""
    return value[:MOST_TYPED] if isinstance(value, str) else ""
