"""The sections of a case's page that tell of its data, its notes and its readers."""

from __future__ import annotations

from collections.abc import Sequence

from engine.case_files.case_data import FilledForm
from engine.case_files.case_file import CaseFile
from engine.case_files.case_readers import Readers
from engine.messages_catalogue import Message, msg, say
from web.drawing import words
from web.drawing.case_words import PURPOSES, WHY
from web.drawing.earlier_drawing import draw_answers
from web.drawing.opinion_drawing import opinions
from web.drawing.role_words import ROLE_WORDS

__all__ = ["forms", "notes", "opinions", "readers", "uploads"]

Rows = list[dict[str, object]]


def forms(filled: Sequence[FilledForm], language: str) -> Rows:
    """Each form with its answers and where they came from."""
    return [
        {
            "title": {"lv": one.title_lv, "en": one.title_en},
            "source": _source(one, language),
            "href": None if one.task_id is None else f"/tasks/{one.task_id}",
            "drawing": draw_answers(one),
        }
        for one in filled
    ]


def _source(one: FilledForm, language: str) -> Message:
    if one.at is None:
        return msg("From the application of {day}", day=words.short_day(one.day, language) if one.day else "")
    return msg("Filled in by {name}, {when}", name=one.by, when=words.moment(one.at, language))


def notes(file: CaseFile) -> Rows:
    """The office's notes, newest first."""
    return [{"at": one.at, "by": one.by or msg("the system"), "text": one.text} for one in file.notes]


def uploads(file: CaseFile) -> Rows:
    """Files that came with answers, newest first."""
    return [
        {
            "name": one.file_name,
            "href": f"/uploads/{one.word}",
            "by": one.by,
            "at": one.uploaded_at,
            "kilobytes": max(1, one.size // 1000),
            "signatures": one.signatures,
        }
        for one in file.uploads
    ]


def readers(found: Readers, language: str) -> dict[str, object]:
    """Who looked, when and why."""
    return {
        "rows": [
            {
                "day": one.day,
                "name": one.name,
                "roles": ", ".join(
                    say(ROLE_WORDS[role], language) for role in one.roles if role in ROLE_WORDS
                ),
                "purpose": PURPOSES.get(one.purpose, one.purpose),
                "why": next((WHY[role] for role in one.roles if role in WHY), None),
                "when": _when(one.first_at, one.last_at, language),
                "times": one.times,
            }
            for one in found.readers
        ],
        "is_whole": found.is_whole,
    }


def _when(first: object, last: object, language: str) -> str:
    begins, ends = words.clock(first, language), words.clock(last, language)  # type: ignore[arg-type]
    return begins if begins == ends else f"{begins}–{ends}"
