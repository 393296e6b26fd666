"""One case: what happened, people, documents, tasks, months, and its diagram with the token in it."""

from __future__ import annotations

from collections.abc import Callable

from engine import case_diagrams, cases, form_pages, letter_pages
from engine.cases import CaseFile
from web.drawing import case_drawing, case_section_drawing, outline_drawing, second_look_drawing
from web.page import (
    Actor,
    Context,
    Crumb,
    Message,
    Response,
    Route,
    Runtime,
    actor,
    is_party,
    language,
    may,
    msg,
    request,
    show,
)
from web.pages import case_sections

SECTIONS = {
    "course": msg("What has happened"),
    "data": msg("Data"),
    "people": msg("People"),
    "documents": msg("Documents"),
    "tasks": msg("Tasks"),
    "months": msg("Months"),
    "contracts": msg("Contract over time"),
    "notes": msg("Notes"),
    "access": msg("Access"),
    "diagram": msg("Diagram"),
}
FOR_SOME: dict[str, Callable[[Actor], bool]] = {
    "notes": lambda me: not is_party(me),
    "access": lambda _me: may("case.readers"),
}
"""Sections that are not for everybody who may see a case."""

NEWEST = 20
"""As many things that happened are shown at once; the others are one touch away."""

SENSELESS = {"service_resumed": ("active",), "service_suspended": ("suspended",)}
"""Changes that a case listens for in states in which nobody would record them."""


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def case(case_id: int) -> str:
        """The case, a section at a time."""
        section = request.args.get("section", "")
        return _case(runtime, case_id, section if section in _sections(actor()) else "course")

    def diagram(case_id: int, process_id: str) -> Response:
        """The BPMN file of the case's own release, for the viewer on the page."""
        data = case_diagrams.xml(runtime, actor(), case_id, process_id)
        return Response(data, content_type="application/xml; charset=utf-8")

    return [
        Route("/cases/<int:case_id>", case, "case.see"),
        Route("/cases/<int:case_id>/diagrams/<process_id>.bpmn", diagram, "case.diagram"),
    ]


def _case(runtime: Runtime, case_id: int, section: str) -> str:
    me = actor()
    file = cases.find(runtime, me, case_id)
    address, number = f"/cases/{case_id}", file.header.case_number
    context: Context = {
        "case": {
            "number": number,
            "person": file.header.recipient_name,
            "state": file.header.state,
            "line": case_drawing.headline(file, language()),
            "held": file.header.is_held,
            "hold_url": _hold_url(file) if may("case.hold") else None,
            "copy_url": f"{address}/copy" if may("case.copy") else None,
            "print_url": f"{address}/file.pdf",
        },
        "actions": [
            {"text": change.form.title, "href": f"{address}/changes/{change.name}"}
            for change in form_pages.changes(runtime, me, case_id)
            if file.header.state not in SENSELESS.get(change.name, ())
        ],
        "tabs": [
            {"text": text, "href": f"{address}?section={name}", "current": name == section, "count": None}
            for name, text in _sections(me).items()
        ],
        "section": section,
        **SHOWN[section](runtime, me, file),
    }
    crumbs: list[Crumb] = [] if is_party(me) else [(msg("Cases"), "/cases"), (number, None)]
    return show(runtime, "case.html", context, crumbs=crumbs)


def _sections(me: Actor) -> dict[str, Message]:
    return {name: text for name, text in SECTIONS.items() if name not in FOR_SOME or FOR_SOME[name](me)}


def _hold_url(file: CaseFile) -> str | None:
    """Where a reason for holding, or for resuming, is sent to; a case that has ended is left alone."""
    if file.header.closed_on is not None or file.header.instance_id is None:
        return None
    return f"/cases/{file.header.case_id}/{'resume' if file.header.is_held else 'hold'}"


def _course(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    letters = letter_pages.readable(runtime, me, file.header.case_id)
    now = runtime.clock.now()
    is_staff = not is_party(me)
    events = case_drawing.course(file, letters, me, language(), sees_months=may("month.see"))
    return {
        "timeline": events[:NEWEST],
        "earlier": events[NEWEST:],
        "archived_before": file.archived_before,
        "now": case_drawing.now_waiting(file, me, now),
        "decision": case_drawing.decision(file, language()),
        "second_looks": [second_look_drawing.draw(one) for one in file.second_looks] if is_staff else [],
    }


def _people(_runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    return {"people": case_drawing.people(file, me, language(), lets_in=may("sign_in_link.make"))}


def _documents(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    letters = letter_pages.readable(runtime, me, file.header.case_id)
    uploads = [] if is_party(me) else case_section_drawing.uploads(file)
    return {"documents": case_drawing.documents(file, letters), "uploads": uploads}


def _tasks(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    return {
        "tasks": case_drawing.tasks(
            file, me, runtime.clock.now(), moves=may("deadline.move"), reads=may("task.read")
        )
    }


def _months(_runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    months = case_drawing.months(file, sees_months=may("month.see"), is_staff=not is_party(me))
    return {"months": months, "hours": file.hours}


def _diagram(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    case_id = file.header.case_id
    found = case_diagrams.of_case(runtime, me, case_id, request.args.get("process", ""))
    address, everything = f"/cases/{case_id}", "outline" in request.args
    drawn = outline_drawing.draw(found, case_href=address, language=language(), everything=everything)
    return {"diagram": drawn}


SHOWN: dict[str, Callable[[Runtime, Actor, CaseFile], Context]] = {
    "course": _course,
    "data": case_sections.data,
    "contracts": case_sections.contracts,
    "notes": case_sections.notes,
    "access": case_sections.access,
    "people": _people,
    "documents": _documents,
    "tasks": _tasks,
    "months": _months,
    "diagram": _diagram,
}
"""What each section of the page shows."""
