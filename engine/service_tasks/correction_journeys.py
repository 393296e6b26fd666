"""Journeys of a month that is corrected: they stay as they were claimed, so their days have to stay too."""

from __future__ import annotations

from collections import Counter

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.months import MonthEntry
from engine.persistence.tables.weekly import MonthTransport
from engine.service_tasks.month_values import MonthContent
from engine.service_tasks.outcome import Reading


def refuse_lost_journeys(reading: Reading, month: MonthContent) -> None:
    """EngineError where a day with a journey that was paid would have no hours any more."""
    transport = rows.first(reading.session, MonthTransport, month_id=month.month_id)
    if transport is None or not transport.cents:
        return
    entered = rows.values(reading.session, MonthEntry, ("day",), month_id=month.month_id)
    gone = {day for (day,) in entered} - {entry.day for entry in month.entries if entry.minutes}
    paid = Counter(journey["travelled_on"] for journey in transport.journeys)
    paid.subtract(reason["day"] for reason in transport.reasons or ())  # a reason for each that is not paid
    if lost := sorted(day for day in gone if paid[day] > 0):
        raise EngineError(
            msg(
                "A journey on {day} was paid, and a correction cannot take it back: leave the hours of the "
                "way on that day, or do not correct the month here and settle it with finance.",
                day=lost[0],
            )
        )
