"""Calls one registered operation with what it may read; letters and files it asks for become effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.clock import local_day
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence.effects.context import Effect
from engine.service_tasks.outcome import FollowUp, Values
from engine.service_tasks.registry import OPERATIONS
from engine.stepping.asking import Asked, reading_for, rules_for
from engine.stepping.outgoing import outgoing

__all__ = ["Asked", "Said", "call"]


@dataclass(frozen=True, slots=True)
class Said:
    """What an operation said, its letters and files already made."""

    values: Values
    effects: Sequence[Effect]
    follow_ups: Sequence[FollowUp] = field(default_factory=tuple)


def call(asked: Asked, name: str, element_id: str, values: Values) -> Said:
    """Call the operation as of now; raises NotFound for an unknown one, and whatever it raises itself."""
    operation = OPERATIONS.get(name)
    if operation is None:
        raise NotFound(msg("There is no operation {name}.", name=name))
    reading = reading_for(asked, element_id)
    outcome = operation(values, reading, rules_for(reading, values), local_day(reading.now))
    effects = [*outcome.effects, *outgoing(asked, outcome)]
    return Said(outcome.values, effects, tuple(outcome.follow_ups))
