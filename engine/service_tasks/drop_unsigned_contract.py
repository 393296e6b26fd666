"""Another assistant was asked for before all had signed: the draft is dropped; that is no change yet."""

from __future__ import annotations

from datetime import date, timedelta

from engine.domain.rules import Rules
from engine.service_tasks.case_values import the_day
from engine.service_tasks.contract_endings import end_running_contract
from engine.service_tasks.outcome import Outcome, Reading, Values

CHANGED = "assistant_changed"


def drop_unsigned_contract(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """contract_active=False; the number of changes a year is not touched."""
    last_day = the_day(values, "change_from") - timedelta(days=1)
    return Outcome({"contract_active": False}, end_running_contract(reading, last_day, CHANGED).effects)
