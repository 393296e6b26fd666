"""Sections of a case's page: data, contract over time, notes, readers; and the whole file as a copy."""

from __future__ import annotations

from engine import case_contracts, case_copies, case_data, case_notes, case_readers
from engine.cases import CaseFile
from engine.errors import InvalidAnswers
from web.drawing import case_section_drawing, contract_drawing, words
from web.page import (
    Actor,
    Answer,
    Context,
    Response,
    Route,
    Runtime,
    actor,
    go,
    language,
    may,
    msg,
    request,
    tell,
)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def write_note(case_id: int) -> Answer:
        """Keep a note of the office."""
        try:
            case_notes.write(runtime, actor(), case_id, request.form.get("note", ""))
        except InvalidAnswers as invalid:
            for sentence in invalid.fields.values():
                tell(sentence, "error")
        else:
            tell(msg("The note is kept."))
        return go(f"/cases/{case_id}?section=notes")

    def copy(case_id: int) -> Response:
        """The whole file as data and files."""
        made = case_copies.copy_of(runtime, actor(), case_id)
        answer = Response(made.content, content_type="application/zip")
        answer.headers.set("Content-Disposition", "attachment", filename=made.file_name)
        answer.headers["X-Checksum-Sha256"] = made.sha256
        return answer

    return [
        Route("/cases/<int:case_id>/notes", write_note, "case.note", ("POST",)),
        Route("/cases/<int:case_id>/copy", copy, "case.copy"),
    ]


def data(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    """The answers as they stand, with where they came from."""
    filled = case_data.filled_forms(runtime, me, file.header.case_id)
    return {"forms": case_section_drawing.forms(filled, language())}


def contracts(runtime: Runtime, _me: Actor, file: CaseFile) -> Context:
    """The contract over time."""
    course = case_contracts.course_of(file, words.local_day(runtime.clock.now()))
    return {"course": None if course is None else contract_drawing.draw(course, language())}


def notes(_runtime: Runtime, _me: Actor, file: CaseFile) -> Context:
    """The notes of the office, and where another one is sent to."""
    address = f"/cases/{file.header.case_id}/notes"
    return {"notes": case_section_drawing.notes(file), "note_url": address if may("case.note") else None}


def access(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    """Who has looked at the file."""
    found = case_readers.readers(runtime, me, file.header.case_id)
    return {"access": case_section_drawing.readers(found, language())}
