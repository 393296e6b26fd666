"""From a case's file to what has happened in it, and to its letters."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.case_files.case_file import CaseFile
from engine.case_files.case_timeline import TimelineEntry
from engine.domain.rights import PARTIES, Actor, Role
from engine.messages_catalogue import msg
from web.drawing import letter_titles, words
from web.drawing.case_words import LETTERS

Rows = list[dict[str, object]]
READ_QUESTIONS = (Role.CASEWORKER, Role.HEAD_OF_SERVICE, Role.AUDITOR)  # beside who asked


def course(
    file: CaseFile, letters: Collection[int], actor: Actor, language: str, *, sees_months: bool
) -> Rows:
    """What has happened, newest first; the office's notes are for the office, questions for who asked."""
    is_staff = not actor.roles <= PARTIES
    return [
        {
            "title": _title(entry, language),
            "by": entry.by,
            "at": entry.at,
            "text": entry.text if is_staff or entry.kind != "person" else None,
            "steps": list(entry.steps) if is_staff else [],
            "kind": entry.kind,
            "links": list(_links(entry, letters, sees_months=sees_months)),
        }
        for entry in file.timeline
        if (is_staff or entry.kind != "note")
        and (entry.document_id is None or entry.document_id in letters)
        and (entry.asked_by in (None, actor.person_id) or actor.has(*READ_QUESTIONS))
    ]


def _title(entry: TimelineEntry, language: str) -> object:
    """A task that somebody has completed is told as done, not as something to do."""
    if entry.is_task:
        return msg("Done: {task}", task=words.said(entry.title, language))
    if entry.document_id is not None:
        return letter_titles.short(words.said(entry.title, language))
    return entry.title


def _links(
    entry: TimelineEntry, letters: Collection[int], *, sees_months: bool
) -> Iterator[dict[str, object]]:
    if entry.document_id is not None and entry.document_id in letters:
        yield {"text": msg("Read the letter"), "href": f"/letters/{entry.document_id}"}
    if entry.month_id is not None and sees_months:
        yield {"text": msg("To the month"), "href": f"/months/{entry.month_id}"}
    if entry.question_id is not None:
        yield {"text": msg("To the question"), "href": f"/questions/{entry.question_id}"}


def documents(file: CaseFile, letters: Collection[int]) -> Rows:
    """The letters that this person may open, newest first."""
    return [
        {
            "title": letter_titles.short(one.title),
            "kind": LETTERS.get(one.kind, one.kind),
            "day": one.created_at,
            "href": f"/letters/{one.document_id}",
            "pdf_href": f"/letters/{one.document_id}.pdf",
            "to": one.addressee or msg("the office"),
        }
        for one in file.documents
        if one.document_id in letters
    ]
