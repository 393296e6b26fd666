"""A form of a draft as people would get it; what is sent to it is judged, and never kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import make_response

from engine.drafting.forms import form_previews
from engine.drafting.forms.form_previews import FormPreview
from engine.errors import InvalidAnswers
from web.content_policy import FRAMED_POLICY
from web.drawing import form_preview_drawing
from web.drawing.row_buttons import removed, rows_wanted
from web.page import Context, Message, Response, Route, Runtime, actor, request, show
from web.visit import visit

ADDRESS = "/drafts/<int:draft_id>/form-preview/<path:form>"
ASKED = ("in", "who", "filled", "plain")
Flat = Mapping[str, Sequence[str]]


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def page(draft_id: int, form: str) -> Response:
        """The form as it is opened."""
        return _shown(runtime, _found(runtime, draft_id, form), None)

    def send(draft_id: int, form: str) -> Response:
        """The form as it comes back: judged by the server, and thrown away."""
        return _sent(runtime, _found(runtime, draft_id, form))

    return [
        Route(ADDRESS, page, "draft.see"),
        Route(ADDRESS, send, "draft.see", ("POST",)),
    ]


def _found(runtime: Runtime, draft_id: int, path: str) -> FormPreview | None:
    if request.args.get("in") in ("lv", "en"):
        visit().language = request.args["in"]  # of this page alone
    as_party, filled = (request.args.get(name) == "1" for name in ("who", "filled"))
    return form_previews.find(runtime, actor(), draft_id, path, as_party=as_party, filled=filled)


def _sent(runtime: Runtime, preview: FormPreview | None) -> Response:
    if preview is None:
        return _shown(runtime, None, None)
    flat = {name: request.form.getlist(name) for name in request.form}
    if request.form.get("_action") != "complete":
        rows = rows_wanted(flat, request.form.get("_add", ""))
        left = removed(flat, request.form.get("_remove", ""))
        return _shown(runtime, preview, left, rows=rows)
    try:
        answers = form_previews.judge(preview, flat)
    except InvalidAnswers as invalid:
        answer = _shown(runtime, preview, flat, errors=invalid.fields)
        answer.status_code = 422
        return answer
    return _shown(runtime, preview, flat, taken=answers.values)


def _shown(
    runtime: Runtime,
    preview: FormPreview | None,
    inputs: Flat | None,
    *,
    errors: Mapping[str, Message] | None = None,
    rows: Mapping[str, int] | None = None,
    taken: Mapping[str, object] | None = None,
) -> Response:
    asked = {name: request.args[name] for name in ASKED if name in request.args}
    context: Context = {
        "action": f"{request.path}?{urlencode(asked)}",
        "has_script": asked.get("plain") != "1",
        "taken": None if taken is None else form_preview_drawing.values(taken),
        "title": preview.form.title if preview else "",
        "submit_text": preview.form.party.submit if preview and asked.get("who") == "1" else None,
        "drawing": form_preview_drawing.draw(preview, inputs, errors=errors or {}, rows=rows)
        if preview
        else None,
    }
    answer = make_response(show(runtime, "form_preview.html", context))
    answer.headers["Content-Security-Policy"] = FRAMED_POLICY
    return answer
