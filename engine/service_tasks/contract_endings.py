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
    """The signed contract ends on the day (never later than it would anyway), unsigned ones are dropped."""
    effects: list[Effect] = [DropDrafts(case_id_of(reading))]
    contract = standing(reading).contract
    if contract is not None:
        planned = contract.last_day
        effects.append(EndContract(contract.id, min(last_day, planned or last_day), reason))
    return Ended((*effects, *moved(reading, in_service=False)), contract is not None)
