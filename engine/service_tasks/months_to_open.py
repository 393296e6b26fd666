"""Months that begin only now: their contract was recorded late, or a stay that covered them is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.domain.service_month import ServiceMonth
from engine.persistence.queries.cases import frozen_periods
from engine.service_tasks.outcome import FollowUp, Reading


def months_to_open(why: str, first_day: date, reading: Reading, day: date) -> Iterator[FollowUp]:
    """A job for every month from the first day to the present one whose claim can still take a line.

    `why` tells one asking from another: the same months are opened once for it.
    """
    yield from months_of(reading.municipality_id, why, (first_day, day), frozen_periods(reading.session))


def months_of(
    municipality_id: int, why: str, days: tuple[date, date], frozen: frozenset[str]
) -> Iterator[FollowUp]:
    """The same for the months of a municipality between two days, where the closed periods are known."""
    period, present = ServiceMonth.of(days[0]), ServiceMonth.of(days[1])
    while period <= present:
        if str(period) not in frozen:
            yield FollowUp(
                kind="open_months",
                payload={"municipality_id": municipality_id, "period": str(period)},
                unique_key=f"open_months:{why}:{period}",
            )
        period = period.next()
