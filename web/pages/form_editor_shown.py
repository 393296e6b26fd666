"""The form editor's page put together, with what could not be kept where something could not."""

from __future__ import annotations

from collections.abc import Mapping

from flask import make_response

from engine.drafting.forms.form_editing import OpenedForm
from web.content_policy import FRAMING_POLICY
from web.drawing import draft_drawing, form_editor_drawing, preview_choices
from web.drawing.form_panel_drawing import NOTHING, Refused
from web.page import Crumb, Message, Response, Runtime, language, msg, request, show
from web.pages import form_typed


def shown(runtime: Runtime, opened: OpenedForm, place: str) -> Response:
    """The editor with one piece of the form chosen."""
    return _page(runtime, opened, place, NOTHING)


def refused(runtime: Runtime, opened: OpenedForm, place: str, errors: Mapping[str, Message]) -> Response:
    """The same with what was typed and the sentences beside it."""
    return _page(runtime, opened, place, Refused(errors, form_typed.typed(), form_typed.show_if()))


def _page(runtime: Runtime, opened: OpenedForm, place: str, kept: Refused) -> Response:
    context = form_editor_drawing.editor(opened, place, language(), kept)
    standing, path = opened.page.page.standing, opened.page.file.path
    preview = f"{draft_drawing.address(standing.draft_id)}/form-preview/{path}"
    context["preview"] = preview_choices.chosen(request.args, language(), preview, {"field": place})
    crumbs: list[Crumb] = [
        (msg("Drafts"), "/drafts"),
        (standing.title, draft_drawing.address(standing.draft_id)),
        (str(context["title"]), None),
    ]
    answer = make_response(show(runtime, "form_editor.html", context, crumbs=crumbs))
    answer.headers["Content-Security-Policy"] = FRAMING_POLICY
    return answer
