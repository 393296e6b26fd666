"""How the contract that runs, or waits for signatures, comes to its end before the case does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.persistence.effects.context import Effect
from engine.persistence.effects.contracts import DropDrafts, EndContract
from engine.service_tasks.case_values import case_id_of
from engine.service_tasks.outcome import Reading
from engine.service_tasks.standing import moved, standing


@dataclass(frozen=True, slots=True)
class Ended:
    """What is asked for, and whether a signed contract was ended by it."""

    effects: tuple[Effect, ...]
    was_in_force: bool


def end_running_contract(reading: Reading, last_day: date, reason: str) -> Ended:
    """Signed contracts end on the day (never later than they would anyway), unsigned ones are dropped."""
    running = standing(reading).contracts
    ended = [EndContract(one.id, min(last_day, one.last_day or last_day), reason) for one in running]
    dropped = DropDrafts(case_id_of(reading))
    return Ended((dropped, *ended, *moved(reading, in_service=False)), bool(running))
