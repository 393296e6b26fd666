"""What a month that was found payable does to the accounts, and what the municipality adds to it."""

from __future__ import annotations

from datetime import date

from engine.domain.bookings import month_entry
from engine.domain.remuneration import Remuneration
from engine.persistence.effects.context import Effect
from engine.persistence.effects.money import Book
from engine.service_tasks.month_values import text, whole
from engine.service_tasks.outcome import Reading, Values
from engine.service_tasks.top_ups import kept_top_up, rate_of_month


def month_booking(
    values: Values, reading: Reading, pay: Remuneration, day: date
) -> tuple[str | None, list[Effect]]:
    """The entry's caller-given id month-<id>, None for a month without money; what is to be kept."""
    month_id = whole(values, "month_id")
    entry = month_entry(f"month-{month_id}", day, pay, _transport(values))
    added = kept_top_up(month_id, 0, rate_of_month(reading, text(values, "period")), pay)
    if entry is None:
        return None, [*added]
    return entry.entry_id, [Book(entry, month_id=month_id), *added]


def _transport(values: Values) -> int:
    """What is paid for journeys, in cents; none where the order knows none."""
    cents = values.get("transport_cents")
    return cents if type(cents) is int else 0
