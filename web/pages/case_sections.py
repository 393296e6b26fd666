"""Sections of a case's page: data, contract over time, notes, readers."""

from __future__ import annotations

from engine.case_files import case_contracts, case_data, case_opinions, case_readers
from engine.cases.cases import CaseFile
from web.drawing import case_section_drawing, contract_drawing
from web.page import Actor, Context, Runtime, language, may


def data(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    """The answers as they stand, with where they came from."""
    filled = case_data.filled_forms(runtime, me, file.header.case_id)
    sent = case_opinions.opinions(runtime, me, file.header.case_id)
    return {
        "forms": case_section_drawing.forms(filled, language()),
        "opinions": case_section_drawing.opinions(sent, language()),
    }


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
