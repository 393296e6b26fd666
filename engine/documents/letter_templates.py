"""Letters: Markdown written by process owners, checked when it is published and filled when it is sent.

Paths and conditions are all a letter knows (template_parts); values are worded in the language of the
letter (wording) and can never become markup (markdown_text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.documents.letter_checks import check_template, finding
from engine.documents.letter_files import read_letter_file
from engine.documents.markdown_text import escaped, escaped_block, letter_html, one_line
from engine.documents.template_parts import Choice, Part, Place
from engine.documents.wording import comparable, declined, worded
from engine.errors import EngineError, Refused
from engine.expressions.interpreter import evaluate, names_used
from engine.messages_catalogue import DEFAULT_LANGUAGE, Message, msg

__all__ = ["FilledLetter", "LetterTemplate", "check_template", "fill", "letter_html", "read_template"]

# What may stand before a value in its line and still let a number begin a list.
_LINE_START = re.compile(r"[ \t>*+\-0-9.)&#;]*")
# A character reference of the letter's own that a value, even an empty one, could complete: “&”, “&#”, “&am”.
_OPEN_REFERENCE = re.compile(r"&[#0-9A-Za-z]*\Z")


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter that was read without mistakes; can be kept and filled any number of times."""

    file: str
    subject: tuple[Part, ...]
    body: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class FilledLetter:
    """A letter to one person: `subject` is plain text in one line, `markdown` the letter itself."""

    subject: str
    markdown: str


def read_template(data: bytes, file: str) -> LetterTemplate:
    """The letter, ready to be filled; Refused with every finding when it cannot be read."""
    letter = read_letter_file(data)
    if letter.troubles:
        raise Refused([finding(file, trouble) for trouble in letter.troubles])
    return LetterTemplate(file, letter.subject, letter.body)


def fill(
    template: LetterTemplate, values: Mapping[str, object], language: str = DEFAULT_LANGUAGE
) -> FilledLetter:
    """The letter with these values.

    An EngineError that names file and line when a value is missing, has no wording (nothing, a float, a
    table), or a condition cannot be worked out: no letter goes out with a hole in it.
    """
    filling = _Filling(template.file, values, language)
    subject = "".join(
        piece if isinstance(piece, str) else piece[1] for piece in _chosen(template.subject, filling)
    )
    page = _Page()
    for piece in _chosen(template.body, filling):
        if isinstance(piece, str):
            page.add(piece)
        else:
            page.add_value(*piece)
    return FilledLetter(one_line(subject), "".join(page.written).strip("\n") + "\n")


@dataclass(frozen=True, slots=True)
class _Filling:
    file: str
    values: Mapping[str, object]
    language: str


@dataclass(slots=True)
class _Page:
    """What is written of the letter so far; `line` is the line being written."""

    written: list[str] = field(default_factory=list)
    line: str = ""

    def add(self, text: str) -> None:
        self.written.append(text)
        before, line_end, last = text.rpartition("\n")
        self.line = last if line_end else self.line + before + last

    def add_value(self, place: Place, words: str) -> None:
        if place.alone:
            self.add(escaped_block(words))
            return
        self._close_reference()
        if _ends_in_open_backslash(self.line):
            self.add("\\")  # else it would take the value's own backslash for itself
        self.add(escaped(words, at_line_start=bool(_LINE_START.fullmatch(self.line))))

    def _close_reference(self) -> None:
        """Let an “&” that is still open stand for itself, whatever follows."""
        found = _OPEN_REFERENCE.search(self.line)
        if found is None or _ends_in_open_backslash(self.line[: found.start()]):
            return
        shown = f"&amp;{found[0][1:]}"
        self.line = self.line[: found.start()] + shown
        self.written = ["".join(self.written).removesuffix(found[0]), shown]


def _chosen(parts: Sequence[Part], filling: _Filling) -> Iterator[str | tuple[Place, str]]:
    """The texts and worded values of the branches that apply, in order."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Place):
            yield part, _words(part, filling)
        else:
            yield from _chosen(part.yes if _holds(part, filling) else part.no, filling)


def _words(place: Place, filling: _Filling) -> str:
    value: object = filling.values
    for name in place.path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None:
        raise _cannot_fill(filling, place.line, msg("“{name}” is not known yet.", name=place.name))
    try:
        if place.case:
            return declined(place.path[-1], place.case, value, filling.language)
        return worded(place.path[-1], value, filling.language)
    except EngineError as refused:
        raise _cannot_fill(filling, place.line, refused.message) from refused


def _holds(choice: Choice, filling: _Filling) -> bool:
    asked = names_used(choice.condition) & filling.values.keys()
    names = {name: comparable(filling.values[name]) for name in asked}
    try:
        return bool(evaluate(choice.condition, names))
    except EngineError as failed:
        raise _cannot_fill(filling, choice.line, failed.message) from failed


def _cannot_fill(filling: _Filling, line: int, reason: Message) -> EngineError:
    return EngineError(
        msg("Letter {file}, line {line}: {reason}", file=filling.file, line=line, reason=reason)
    )


def _ends_in_open_backslash(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1
