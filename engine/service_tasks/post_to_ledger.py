"""Books a month's pay: cost against what is owed."""

from __future__ import annotations

from datetime import date

from engine.domain.bookings import month_entry
from engine.domain.rules import Rules
from engine.persistence.effects.money import Book
from engine.persistence.effects.months import MoveMonth
from engine.persistence.tables.months import MonthState
from engine.service_tasks.month_pay import kept_pay, month_pay
from engine.service_tasks.month_values import whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def post_to_ledger(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """One balanced entry with the caller-given id month-<id>; the month is ready to be claimed."""
    month_id = whole(values, "month_id")
    pay = month_pay(values, reading, rules)
    entry_id = f"month-{month_id}"
    entry = month_entry(entry_id, day, pay, _transport(values))
    booked = [] if entry is None else [Book(entry, month_id=month_id)]
    return Outcome(
        values={"entry_id": entry_id if entry is not None else None},
        effects=[
            *booked,
            kept_pay(month_id, pay, rules),
            MoveMonth(month_id, MonthState.READY, payable_minutes=pay.minutes),
        ],
    )


def _transport(values: Values) -> int:
    """What is paid for journeys, in cents; none where the order knows none."""
    cents = values.get("transport_cents")
    return cents if type(cents) is int else 0
