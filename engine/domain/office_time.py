"""Time as an office counts it: working days of eight hours; nights and holidays do not look like delay.

Also the median of many such times, kept as "rounded minutes → how many".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from engine.clock import RIGA
from engine.domain.working_days import Holidays

OPENS, CLOSES = time(9), time(17)
MINUTES_A_DAY = 8 * 60
_FINE, _MEDIUM, _COARSE = (
    10,
    60,
    240,
)  # minutes: what a time is rounded to under a day, under five, from there
_ONE_DAY = timedelta(days=1)


def working_minutes(start: datetime, end: datetime, holidays: Holidays) -> int:
    """Minutes between two instants from 9.00 to 17.00 in Riga on working days; 0 where the end is not later.

    Raises EngineError for days that the list of holidays does not cover.
    """
    if end <= start:
        return 0
    first, last = start.astimezone(RIGA), end.astimezone(RIGA)
    whole = _days_between(first.date(), last.date(), holidays) * MINUTES_A_DAY
    before = _gone(first) if holidays.is_working_day(first.date()) else 0
    after = _gone(last) if holidays.is_working_day(last.date()) else 0
    return whole + after - before


def _days_between(first: date, last: date, holidays: Holidays) -> int:
    """Working days from the first to the day before the last."""
    return sum(holidays.is_working_day(first + number * _ONE_DAY) for number in range((last - first).days))


def _gone(local: datetime) -> int:
    """Working minutes of its day that are over."""
    minutes = (local.hour - OPENS.hour) * 60 + local.minute
    return min(max(minutes, 0), MINUTES_A_DAY)


def rounded(minutes: int) -> int:
    """To ten minutes under a day, to an hour under five days, then to half a day: few values to keep."""
    if minutes < MINUTES_A_DAY:
        step = _FINE
    elif minutes < 5 * MINUTES_A_DAY:
        step = _MEDIUM
    else:
        step = _COARSE
    return (minutes + step // 2) // step * step


def median(times: Mapping[int, int]) -> int | None:
    """The middle one of all, of two middle ones their mean; None where there are none."""
    count = sum(times.values())
    if not count:
        return None
    lower = upper = -1
    seen = 0
    for minutes in sorted(times):
        seen += times[minutes]
        if lower < 0 and seen >= (count + 1) // 2:
            lower = minutes
        if seen >= count // 2 + 1:
            upper = minutes
            break
    return (lower + upper) // 2
