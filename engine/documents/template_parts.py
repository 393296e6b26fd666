"""The letter's small language: `{{ path }}` and `{% if … %}…{% else %}…{% endif %}`, and nothing else.

Reading never stops at the first mistake: every trouble is collected with its line, so that the process
owner mends a letter in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.errors import EngineError
from engine.expressions.interpreter import Expression, parse_expression
from engine.messages_catalogue import CASES, Message, msg

MOST_NESTED = 10

_OPENING = re.compile(r"\{[{%]")
_STRAY = re.compile(r"\}\}|%\}")
_PATH = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*")
_CONDITION = re.compile(r"if\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value goes; `alone` when it has its line, from the first column, to itself.

    `{{ valid_from.genitive }}` has the path ("valid_from",) and the case "genitive".
    """

    path: tuple[str, ...]
    line: int
    alone: bool
    case: str = ""

    @property
    def name(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of two runs of parts, by a condition."""

    condition: Expression
    line: int
    yes: tuple[Part, ...]
    no: tuple[Part, ...]


Part = str | Place | Choice


@dataclass(frozen=True, slots=True)
class Trouble:
    """What cannot be read, and where."""

    line: int
    rule: str
    message: Message


@dataclass(frozen=True, slots=True)
class Parts:
    """A text taken apart; what could not be read is left out and told in `troubles`."""

    parts: tuple[Part, ...]
    troubles: tuple[Trouble, ...]


@dataclass(slots=True)
class _OpenChoice:
    condition: Expression | None
    line: int
    yes: list[Part] = field(default_factory=list)
    no: list[Part] | None = None

    def current(self) -> list[Part]:
        return self.yes if self.no is None else self.no


@dataclass(slots=True)
class _Reading:
    top: list[Part] = field(default_factory=list)
    opened: list[_OpenChoice] = field(default_factory=list)
    deepest: int = 0  # conditions in each other, however soon they were closed again
    troubles: list[Trouble] = field(default_factory=list)

    def add(self, part: Part) -> None:
        (self.opened[-1].current() if self.opened else self.top).append(part)

    def trouble(self, line: int, rule: str, message: Message) -> None:
        self.troubles.append(Trouble(line, rule, message))


def take_apart(text: str, first_line: int = 1) -> Parts:
    """The parts of a text; a condition's tag that has a line to itself takes the line away with it."""
    reading = _Reading()
    for line, written in enumerate(text.splitlines(keepends=True), first_line):
        for piece in _pieces(written):
            _read_piece(reading, piece, line, alone=written.rstrip() == piece)
        if reading.deepest > MOST_NESTED:
            sentence = msg("Conditions stand in each other more than {most} deep.", most=MOST_NESTED)
            return Parts((), (*reading.troubles, Trouble(line, "letter_tag", sentence)))
    for choice in reading.opened:
        reading.trouble(
            choice.line, "letter_tag", msg("This “if” is never closed; write an “endif” behind it.")
        )
    return Parts(tuple(reading.top), tuple(reading.troubles))


def places_of(parts: tuple[Part, ...]) -> Iterator[Place]:
    """Every place, in every branch."""
    for part in parts:
        if isinstance(part, Place):
            yield part
        elif isinstance(part, Choice):
            yield from places_of(part.yes)
            yield from places_of(part.no)


def choices_of(parts: tuple[Part, ...]) -> Iterator[Choice]:
    """Every condition, in every branch."""
    for part in parts:
        if isinstance(part, Choice):
            yield part
            yield from choices_of(part.yes)
            yield from choices_of(part.no)


def _pieces(line: str) -> Iterator[str]:
    """The texts, places and tags of one line in order; an unclosed mark takes the rest of the line."""
    if line.strip().startswith("{%") and line.strip().endswith("%}") and line.count("{%") == 1:
        yield line.strip()
        return
    position = 0
    while position < len(line):
        opening = _OPENING.search(line, position)
        start = opening.start() if opening else len(line)
        if start > position:
            yield line[position:start]
        position = start
        if opening:
            closing = line.find("}}" if opening[0] == "{{" else "%}", start + 2)
            position = len(line) if closing < 0 else closing + 2
            yield line[start:position]


def _read_piece(reading: _Reading, piece: str, line: int, *, alone: bool) -> None:
    if piece.startswith("{{"):
        _read_place(reading, piece, line, alone=alone)
    elif piece.startswith("{%"):
        _read_tag(reading, piece, line)
    elif _STRAY.search(piece):
        reading.trouble(line, "letter_tag", msg("A closing mark stands here without its opening mark."))
    else:
        reading.add(piece)


def _read_place(reading: _Reading, piece: str, line: int, *, alone: bool) -> None:
    path = piece[2:-2].strip()
    if not piece.endswith("}}"):
        reading.trouble(line, "letter_tag", msg("“{{{{” is opened here and not closed in the same line."))
    elif not _PATH.fullmatch(path):
        reading.trouble(
            line,
            "letter_place",
            msg("“{text}” is not the name of a value: write names joined by full stops.", text=path[:60]),
        )
    else:
        names = path.split(".")
        case = names.pop() if len(names) > 1 and names[-1] in CASES else ""
        reading.add(Place(tuple(names), line, alone, case))


def _read_tag(reading: _Reading, piece: str, line: int) -> None:
    tag = piece[2:-2].strip()
    if not piece.endswith("%}"):
        reading.trouble(line, "letter_tag", msg("“{{%” is opened here and not closed in the same line."))
    elif condition := _CONDITION.fullmatch(tag):
        _open_choice(reading, condition[1], line)
    elif tag in {"else", "endif"}:
        _turn_or_close(reading, tag, line)
    else:
        reading.trouble(
            line,
            "letter_tag",
            msg("“{text}” is not known in letters: there are “if …”, “else” and “endif”.", text=tag[:60]),
        )


def _open_choice(reading: _Reading, text: str, line: int) -> None:
    condition = None
    try:
        condition = parse_expression(text)
    except EngineError as refused:
        reading.trouble(line, "letter_condition", refused.message)
    reading.opened.append(_OpenChoice(condition, line))
    reading.deepest = max(reading.deepest, len(reading.opened))


def _turn_or_close(reading: _Reading, tag: str, line: int) -> None:
    if not reading.opened:
        reading.trouble(line, "letter_tag", msg("“{tag}” stands here without an “if” before it.", tag=tag))
    elif tag == "endif":
        closed = reading.opened.pop()
        if closed.condition is not None:
            reading.add(Choice(closed.condition, closed.line, tuple(closed.yes), tuple(closed.no or ())))
    elif reading.opened[-1].no is not None:
        reading.trouble(line, "letter_tag", msg("This “if” has two “else”."))
    else:
        reading.opened[-1].no = []
