"""What everything that judges answers is handed, and how it refuses one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.domain.questionnaire import Instrument
from engine.messages_catalogue import Message

Words = Mapping[str, Callable[..., object]]
"""Calendar words that expressions of a form may call."""

Instruments = Mapping[str, Instrument]
"""File stem under processes/questionnaires/ → instrument."""

NO_WORDS: Words = {}

TEXTS_ACCEPTED = "texts_accepted"
"""Name in the context: a frozenset of keys whose texts somebody with the right to accepts (see `texts`)."""


@dataclass(frozen=True, slots=True)
class Known:
    """What answers are judged against."""

    context: Mapping[str, object]  # the process's values and the named lists of options
    instruments: Instruments
    words: Words


class Unfit(Exception):
    """What was sent is no answer to this field; `problems` maps a place inside the field to a sentence.

    The place `""` is the field itself, `.q03`, `[0].name` or `[2026-10-05]` a part of it.
    """

    def __init__(self, message: Message | None = None, *, problems: dict[str, Message] | None = None) -> None:
        self.problems = problems or ({"": message} if message else {})
        super().__init__("; ".join(str(problem) for problem in self.problems.values()))
