"""Hours of a full-time month, which minimum hourly rates are made of."""

from __future__ import annotations

from datetime import date, timedelta

from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import Holidays

_HOURS_A_DAY = 8
_MINOR_HOURS_A_DAY = 7  # a 35-hour week
_SATURDAY = 5


def normal_hours(month: ServiceMonth, *, minor: bool = False) -> int:
    """Paid hours: every Monday to Friday counts, public holidays too (the general minimum hourly rate)."""
    return _day_length(minor=minor) * sum(1 for day in month.days() if day.weekday() < _SATURDAY)


def worked_hours(month: ServiceMonth, holidays: Holidays, *, minor: bool = False) -> int:
    """Hours actually worked: Monday to Friday without public holidays, one hour less before each holiday.

    A moved working day keeps its hours in its month, so moved days change nothing here. Reproduces the
    ministry's table for all months of 2021, adult and minor, and the seed's average of 2019.
    """
    return sum(
        _day_length(minor=minor) - _is_before_holiday(day, holidays)
        for day in month.days()
        if day.weekday() < _SATURDAY and not holidays.is_holiday(day)
    )


def _is_before_holiday(day: date, holidays: Holidays) -> bool:
    return holidays.is_holiday(day + timedelta(days=1))


def _day_length(*, minor: bool) -> int:
    return _MINOR_HOURS_A_DAY if minor else _HOURS_A_DAY
