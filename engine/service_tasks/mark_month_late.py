"""The deadline passed without both signatures."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.months import MoveMonth
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.service_tasks.month_letters import notice_of_lateness
from engine.service_tasks.month_values import whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def mark_month_late(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """The month is late; the office is told, and the diagram hands the month to the caseworker next."""
    month = reading.session.get_one(ServiceMonth, whole(values, "month_id"))
    return Outcome(
        effects=[MoveMonth(month.id, MonthState.LATE)],
        letters=[notice_of_lateness(reading.session, month)],
    )
