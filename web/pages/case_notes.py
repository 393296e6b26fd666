"""What is sent from a case's page and fetched from it: notes of the office, a copy of the whole file."""

from __future__ import annotations

from engine.case_files import case_copies
from engine.cases import case_notes
from engine.errors import InvalidAnswers
from web.file_answers import attachment
from web.page import Answer, Response, Route, Runtime, actor, go, msg, request, tell


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
        return attachment(made.content, "application/zip", made.file_name, made.sha256)

    return [
        Route("/cases/<int:case_id>/notes", write_note, "case.note", ("POST",)),
        Route("/cases/<int:case_id>/copy", copy, "case.copy"),
    ]
