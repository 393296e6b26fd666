"""A line of a claim by its rates: the parts that files show, and the administration that is with each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engine.domain.money import split_cents
from engine.domain.service_month import ServiceMonth
from engine.persistence.queries.claims import StoredLine
from engine.persistence.queries.month_pay import PayPart


def journeys_alone(line: StoredLine) -> tuple[PayPart, ...]:
    """A part without hours for a month in which only journeys are paid; () where nothing is."""
    if not line.transport_cents:
        return ()
    first = ServiceMonth.parse(line.period).first_day
    return (PayPart(0, Decimal("0.0000"), 0, first, "", ""),)


def administration_by_part(line: StoredLine, parts: Sequence[PayPart], admin_cents: int) -> list[int]:
    """Administration by the minutes of each part; an adjustment and journeys alone have it with the last."""
    weights = [part.minutes for part in parts]
    if line.adjustment or not any(weights):
        return [0] * (len(parts) - 1) + [admin_cents]
    return split_cents(admin_cents, weights)
