"""Books a month's pay: cost against what is owed."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.months import MoveMonth
from engine.persistence.tables.months import MonthState
from engine.service_tasks.month_booking import month_booking
from engine.service_tasks.month_pay import kept_pay, month_pay
from engine.service_tasks.month_statement import statements
from engine.service_tasks.month_values import whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def post_to_ledger(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """One balanced entry with the caller-given id month-<id>; the month is ready to be claimed.

    Its assistant gets the statement of it.
    """
    month_id = whole(values, "month_id")
    pay = month_pay(values, reading, rules)
    entry_id, booked = month_booking(values, reading, pay, day)
    return Outcome(
        values={"entry_id": entry_id},
        effects=[
            *booked,
            kept_pay(month_id, pay, rules),
            MoveMonth(month_id, MonthState.READY, payable_minutes=pay.minutes),
        ],
        letters=statements(values, reading, pay),
    )
