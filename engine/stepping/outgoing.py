"""The letters and files that an operation asks for, made ready to be kept."""

from __future__ import annotations

from engine.letters import letters
from engine.money_files.making import make
from engine.persistence.effects.context import Effect
from engine.service_tasks.outcome import Outcome
from engine.stepping.asking import Asked


def outgoing(asked: Asked, outcome: Outcome) -> list[Effect]:
    """The effects that keep them; nothing has left the house yet."""
    filled: list[Effect] = [
        letters.prepare(
            asked.runtime,
            asked.session,
            asked.release,
            asked.stored.process_id,
            letter,
            asked.stored.case_id,
        )
        for letter in outcome.letters
        if not letter.is_later or letters.is_written(asked.release, asked.stored.process_id, letter.kind)
    ]
    return [*filled, *(make(wanted) for wanted in outcome.files)]
