"""The assistant has died: the contract ends on that day, another assistant can be chosen."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.cases import NoteDeath
from engine.persistence.effects.context import Effect
from engine.service_tasks.case_values import maybe, the_day
from engine.service_tasks.contract_endings import end_running_contract
from engine.service_tasks.open_months_note import note_open_months
from engine.service_tasks.outcome import Outcome, Reading, Values

DIED = "assistant_died"


def end_contract_for_death(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """contract_active=False; the office is told which months it will have to record without the assistant."""
    died_on = the_day(values, "died_on")
    effects: list[Effect] = [*end_running_contract(reading, died_on, DIED).effects]
    assistant_id = maybe(values, "assistant_id", int)
    if assistant_id is not None:
        effects += [NoteDeath(assistant_id, died_on), *note_open_months(reading, died_on)]
    return Outcome({"contract_active": False}, effects)
