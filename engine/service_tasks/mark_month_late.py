"""The deadline passed without both signatures."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.months import MoveMonth
from engine.persistence.tables.months import MonthState
from engine.service_tasks.month_values import whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def mark_month_late(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """The month is late; the diagram hands it to the caseworker next."""
    return Outcome(effects=[MoveMonth(whole(values, "month_id"), MonthState.LATE)])
