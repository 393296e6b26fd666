"""One case: what happened, people, documents, tasks, months, and its diagram with the token in it."""

from __future__ import annotations

from collections.abc import Callable

from engine.case_files import case_diagrams
from engine.cases import cases, form_pages
from engine.cases.cases import CaseFile
from web.drawing import case_drawing
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
from web.pages import case_diagram_section, case_parts, case_sections

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
            "kept_off": _kept_off(me, address),
            "print_url": f"{address}/file.pdf",
            "district": None if is_party(me) else case_parts.district(runtime, me, case_id),
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


def _kept_off(me: Actor, address: str) -> Context | None:
    """The page on which somebody of the office says that they must not work on the case, or the head does."""
    if is_party(me) or not may("case.kept_off"):
        return None
    text = (
        msg("Who must not work on the case") if may("case.keep_off") else msg("I must not work on this case")
    )
    return {"text": text, "href": f"{address}/kept-off"}


SHOWN: dict[str, Callable[[Runtime, Actor, CaseFile], Context]] = {
    "course": case_parts.course,
    "data": case_sections.data,
    "contracts": case_sections.contracts,
    "notes": case_sections.notes,
    "access": case_sections.access,
    "people": case_parts.people,
    "documents": case_parts.documents,
    "tasks": case_parts.tasks,
    "months": case_parts.months,
    "diagram": case_diagram_section.diagram,
}
"""What each section of the page shows."""
