"""A letter of a draft, opened to be edited: its text, which values it may name, its other language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files, draft_pages
from engine.drafting.drafts.draft_pages import FilePage
from engine.drafting.letters import letter_samples
from engine.drafting.letters.letter_samples import LetterValue, kind_and_language, letter_path
from engine.messages_catalogue import LANGUAGES
from engine.runtime import Runtime

__all__ = ["LetterValue", "OpenedLetter", "letter_path", "open_letter", "save"]


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """A letter as its editor needs it."""

    page: FilePage
    language: str
    kind: str  # file stem without its language
    values: Sequence[LetterValue]
    samples: int  # ways on which it is sent, each with its own values; 0: no operation sends it
    other_path: str  # the same letter in the other language
    has_other: bool


def open_letter(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> OpenedLetter:
    """The letter with what it may name; NotFound where the draft has no such file."""
    page = draft_pages.find_file(runtime, actor, draft_id, letter_path(path))
    kind, language = kind_and_language(path)
    other = next(code for code in LANGUAGES if code != language)
    other_path = f"{path.removesuffix(f'{language}.md')}{other}.md"
    there = {row.path for row in page.page.files if not row.is_gone}
    return OpenedLetter(
        page=page,
        language=language,
        kind=kind,
        values=letter_samples.values(path),
        samples=letter_samples.ways(path),
        other_path=other_path,
        has_other=other_path in there,
    )


def save(
    runtime: Runtime, actor: Actor, draft_id: int, path: str, content: bytes, *, seen: int | None
) -> None:
    """Keep the text; refused as `draft_files.save` says."""
    draft_files.save(runtime, actor, draft_id, letter_path(path), content, seen=seen)
