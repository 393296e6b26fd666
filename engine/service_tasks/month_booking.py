"""The entry in the books that a month's pay and transport make."""

from __future__ import annotations

from datetime import date

from engine.domain.bookings import month_entry
from engine.domain.remuneration import Remuneration
from engine.persistence.effects.money import Book
from engine.service_tasks.outcome import Values


def month_booking(month_id: int, values: Values, pay: Remuneration, day: date) -> Book | None:
    """One balanced entry with the caller-given id month-<id>; None where nothing is paid."""
    entry = month_entry(f"month-{month_id}", day, pay, _transport(values))
    return None if entry is None else Book(entry, month_id=month_id)


def _transport(values: Values) -> int:
    """What is paid for journeys, in cents; none where the order knows none."""
    cents = values.get("transport_cents")
    return cents if type(cents) is int else 0
