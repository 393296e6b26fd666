"""A new application: by the office for somebody, or by a recipient or representative online."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from engine.cases import application_form, cases
from engine.cases.form_pages import FormPage
from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message
from engine.task_forms import fill_inputs, parse_submission
from web.drawing.task_drawing import draw_form
from web.page import Answer, Context, Route, Runtime, actor, go, is_party, msg, request, show

ADDRESS = "/applications/new"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def form() -> str:
        """The form, with what is known of a party already in it."""
        page = application_form.find(runtime, actor())
        return _draw(runtime, page, fill_inputs(page.form, page.start), {}, secrets.token_urlsafe(12))

    def send() -> Answer:
        """Open the case; a form that does not fit comes back as it was typed."""
        page = application_form.find(runtime, actor())
        return _send(runtime, page, {name: request.form.getlist(name) for name in request.form})

    def received(case_id: int) -> str:
        """What was received, and what happens next."""
        return show(runtime, "done.html", {"done": _done(runtime, case_id)})

    return [
        Route(ADDRESS, form, "case.open"),
        Route(ADDRESS, send, "case.open", ("POST",)),
        Route("/applications/<int:case_id>/received", received, "case.open"),
    ]


def _send(runtime: Runtime, page: FormPage, flat: Mapping[str, list[str]]) -> Answer:
    once = request.form.get("_once", "")[:40]
    if request.form.get("_action") != "complete":
        return _draw(runtime, page, flat, {}, once)
    channel = "online" if is_party(actor()) else "paper"
    try:
        case_id = cases.open_case(
            runtime, actor(), parse_submission(page.form, flat), channel=channel, once=once
        )
    except InvalidAnswers as invalid:
        return _draw(runtime, page, flat, invalid.fields, once), 422
    return go(f"/applications/{case_id}/received")


def _draw(
    runtime: Runtime,
    page: FormPage,
    inputs: Mapping[str, Sequence[str]],
    errors: Mapping[str, Message],
    once: str,
) -> str:
    context: Context = {
        "page": {
            "title": page.form.title,
            "lead": None,
            "action": ADDRESS,
            "submit_text": msg("Send the application"),
            "back": "/" if is_party(actor()) else "/cases",
            "once": once,
        },
        "drawing": draw_form(page, inputs, errors=errors),
    }
    return show(runtime, "form_page.html", context)


def _done(runtime: Runtime, case_id: int) -> Context:
    file = cases.find(runtime, actor(), case_id)
    links = [{"text": msg("To the case"), "href": f"/cases/{case_id}"}]
    if is_party(actor()):
        links.append({"text": msg("What do I have to do?"), "href": "/"})
    else:
        links.append({"text": msg("To the tasks"), "href": "/tasks"})
    return {
        "title": msg("The application is received"),
        "text": msg("Number of the case: {number}", number=file.header.case_number),
        "steps": [
            msg("The office checks the application and the documents. If something is missing, it writes."),
            msg("The need is assessed: for an adult by twelve questions, for a child by documents."),
            msg("The decision is made within a month of the application and comes as a letter."),
        ],
        "links": links,
        "pending": False,
    }
