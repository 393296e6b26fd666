"""A change of a running case, recorded on the form of its message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.cases import cases, form_pages
from engine.cases.form_pages import NOT_THERE, FormPage
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.messages_catalogue import Message
from engine.task_forms import fill_inputs, parse_submission
from engine.task_forms.fields import Wording
from web.drawing.task_drawing import draw_form
from web.page import Answer, Context, Route, Runtime, actor, go, msg, request, show, tell

Flat = Mapping[str, Sequence[str]]


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def form(case_id: int, name: str) -> str:
        """The form of the change."""
        page = _find(runtime, case_id, name)
        return _draw(runtime, page, (case_id, name), fill_inputs(page.form, page.start), {})

    def send(case_id: int, name: str) -> Answer:
        """Hand the message to the case; a form that does not fit comes back as it was typed."""
        page = _find(runtime, case_id, name)
        return _send(runtime, page, (case_id, name))

    address = "/cases/<int:case_id>/changes/<name>"
    return [Route(address, form, "case.see"), Route(address, send, "case.see", ("POST",))]


def _find(runtime: Runtime, case_id: int, name: str) -> FormPage:
    page = form_pages.change(runtime, actor(), case_id, name)
    if page is None:
        raise NotFound(NOT_THERE)
    return page


def _send(runtime: Runtime, page: FormPage, place: tuple[int, str]) -> Answer:
    case_id, name = place
    flat = {name: request.form.getlist(name) for name in request.form}
    if request.form.get("_action") != "complete":
        return _draw(runtime, page, place, flat, {})
    try:
        cases.record_change(runtime, actor(), case_id, name, parse_submission(page.form, flat))
    except InvalidAnswers as invalid:
        return _draw(runtime, page, place, flat, invalid.fields), 422
    except EngineError as refused:
        return _draw(runtime, page, place, flat, {"": refused.message}), 409
    tell(msg("Recorded."))
    return go(f"/cases/{case_id}")


def _button(page: FormPage) -> Message | Wording:
    """A party hands something in; the office records it."""
    by_party = page.context.get("entered_by") == "applicant"
    return page.form.party.submit if by_party and page.form.party.submit.lv else msg("Record")


def _draw(
    runtime: Runtime, page: FormPage, place: tuple[int, str], inputs: Flat, errors: Mapping[str, Message]
) -> str:
    case_id, name = place
    number = cases.find(runtime, actor(), case_id).header
    context: Context = {
        "page": {
            "title": page.form.title,
            "lead": f"{number.recipient_name}, {number.case_number}",
            "action": f"/cases/{case_id}/changes/{name}",
            "submit_text": _button(page),
            "back": f"/cases/{case_id}",
            "once": "",
        },
        "drawing": draw_form(page, inputs, errors=errors),
    }
    return show(runtime, "form_page.html", context)
