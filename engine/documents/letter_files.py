"""A letter as a file: its subject between two lines of three hyphens, then its Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from engine.documents.template_parts import Part, Parts, Trouble, take_apart
from engine.messages_catalogue import Message, msg

MOST_BYTES = 64 * 1024

_FENCE = "---"


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A letter taken apart, and everything in it that could not be read."""

    subject: tuple[Part, ...]
    body: tuple[Part, ...]
    troubles: tuple[Trouble, ...]


def read_letter_file(data: bytes) -> LetterFile:
    """The parts of the file; what cannot be read is told, never raised."""
    if len(data) > MOST_BYTES:
        return _unreadable(msg("The letter is longer than {most} bytes.", most=MOST_BYTES))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return _unreadable(msg("The letter is not written in UTF-8."))
    head, body, first_line = _split(text)
    subject, troubles = _subject(head)
    parts = take_apart(body, first_line)
    if not body.strip():
        troubles += (_at(first_line, msg("The letter has no text under its subject.")),)
    return LetterFile(subject.parts, parts.parts, (*troubles, *subject.troubles, *parts.troubles))


def _split(text: str) -> tuple[list[str], str, int]:
    """The lines of the head, the body, and the number of the body's first line."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return [], text, 1
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == _FENCE:
            return lines[1:number], "\n".join(lines[number + 1 :]).lstrip("\n"), _first_line(lines, number)
    return lines[1:], "", len(lines)


def _first_line(lines: list[str], fence: int) -> int:
    written = (number for number in range(fence + 1, len(lines)) if lines[number])
    return next(written, fence + 1) + 1


def _subject(head: list[str]) -> tuple[Parts, tuple[Trouble, ...]]:
    subject, troubles = "", []
    for line, written in enumerate(head, 2):
        key, colon, value = written.partition(":")
        if key.strip() == "subject" and colon:
            subject = value.strip().removeprefix('"').removesuffix('"').strip()
        elif written.strip():
            troubles.append(_at(line, msg("Only “subject: …” is known above the letter.")))
    if not subject:
        sentence = msg(
            "The letter has no subject: write “subject: …” between two lines of three hyphens above it."
        )
        troubles.append(_at(1, sentence))
    return take_apart(subject, 2), tuple(troubles)


def _at(line: int, message: Message) -> Trouble:
    return Trouble(line, "letter_head", message)


def _unreadable(message: Message) -> LetterFile:
    return LetterFile((), (), (_at(1, message),))
