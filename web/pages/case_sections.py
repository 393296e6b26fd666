"""Sections of a case's page: data, contract over time, notes, readers, diagram."""

from __future__ import annotations

from engine import case_contracts, case_data, case_diagrams, case_readers
from engine.cases import CaseFile
from web.drawing import case_section_drawing, contract_drawing, outline_drawing
from web.page import Actor, Context, Runtime, language, may, request


def data(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    """The answers as they stand, with where they came from."""
    filled = case_data.filled_forms(runtime, me, file.header.case_id)
    return {"forms": case_section_drawing.forms(filled, language())}


def contracts(runtime: Runtime, _me: Actor, file: CaseFile) -> Context:
    """The contract over time."""
    course = case_contracts.course_of(file, case_contracts.today(runtime))
    return {"course": None if course is None else contract_drawing.draw(course, language())}


def notes(_runtime: Runtime, _me: Actor, file: CaseFile) -> Context:
    """The notes of the office, and where another one is sent to."""
    address = f"/cases/{file.header.case_id}/notes"
    return {"notes": case_section_drawing.notes(file), "note_url": address if may("case.note") else None}


def access(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    """Who has looked at the file."""
    found = case_readers.readers(runtime, me, file.header.case_id)
    return {"access": case_section_drawing.readers(found, language())}


def diagram(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    """The diagram with where the case stands, and the same in words."""
    case_id = file.header.case_id
    found = case_diagrams.of_case(runtime, me, case_id, request.args.get("process", ""))
    address, everything = f"/cases/{case_id}", "outline" in request.args
    drawn = outline_drawing.draw(found, case_href=address, language=language(), everything=everything)
    return {"diagram": drawn}
