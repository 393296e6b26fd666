"""What the diagram editor's script asks for while somebody draws, as JSON.

The file itself is read and saved by the addresses of draft_files; the room of drafts says how.
"""

from __future__ import annotations

from flask import jsonify

from engine.drafting.diagrams import diagram_choices, draft_diagrams, rule_dates
from engine.drafting.diagrams.draft_diagrams import NewForm, Wording, diagram_path
from engine.drafting.drafts.draft_paths import process_of
from engine.errors import EngineError, NotFound, StaleVersion
from web.drawing import editor_choices, editor_drawing
from web.page import Response, Route, Runtime, actor, language, request, said

SEND = ("POST",)
MOST_TYPED = 1_000
Told = Response | tuple[Response, int]


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def choices(draft_id: int, diagram: str) -> Response:
        """What the panel chooses from."""
        found = diagram_choices.of_diagram(runtime, actor(), draft_id, diagram_path(diagram))
        return jsonify(editor_choices.choices(found, draft_id, language()))

    def dates(draft_id: int, diagram: str) -> Response:
        """The next days that a rule gives, or why it gives none."""
        return _dates(runtime, draft_id, diagram_path(diagram))

    def forms(draft_id: int, diagram: str) -> Told:
        """Make the form of a task."""
        return _form_made(runtime, draft_id, diagram_path(diagram))

    return [
        Route("/drafts/<int:draft_id>/diagram-choices/<path:diagram>", choices, "draft.see"),
        Route("/drafts/<int:draft_id>/diagram-dates/<path:diagram>", dates, "draft.see", SEND),
        Route("/drafts/<int:draft_id>/diagram-forms/<path:diagram>", forms, "draft.edit", SEND),
    ]


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
    return jsonify(editor_choices.form_made(made, title.said(language()), draft_id))


def _sent(name: str) -> str:
    sent = request.get_json(silent=True)
    value = sent.get(name, "") if isinstance(sent, dict) else ""
    return value[:MOST_TYPED] if isinstance(value, str) else ""
