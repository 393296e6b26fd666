"""Dates and instants that deadlines are made of: working days, month arithmetic, local midnight.

A deadline is first a date in Latvia, then an instant. Holidays are data (`Holidays`); a question about
a year that the data does not cover is refused, because a guessed holiday moves a deadline unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import overload

from engine.clock import RIGA
from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError
from engine.messages_catalogue import msg

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class Shift(StrEnum):
    """What happens to a date that is not a working day."""

    NONE = "none"  # it stays
    NEXT = "next"  # it moves to the next working day
    PREVIOUS = "previous"  # it moves to the working day before


@dataclass(frozen=True, slots=True)
class Holidays:
    """Public holidays and moved working days of whole years, `first_year` to `last_year`."""

    first_year: int
    last_year: int
    dates: frozenset[date]  # public holidays, moved Mondays and one-off days off included
    names: Mapping[date, str] = field(default_factory=dict, hash=False)  # Latvian, for the calendar's page
    moved: Mapping[date, date] = field(default_factory=dict, hash=False)  # day off → day worked instead
    own_off: frozenset[date] = frozenset()  # of one municipality: no holiday, but nobody works there
    own_working: frozenset[date] = frozenset()  # of one municipality: worked although the calendar says no

    def is_holiday(self, day: date) -> bool:
        """Whether the day is a public holiday; a moved working day is not one."""
        self._refuse_unknown_year(day)
        return day in self.dates

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday without holidays; a working day that the Cabinet moved counts where it went.

        A municipality's own days go before all that.
        """
        self._refuse_unknown_year(day)
        if day in self.own_off or day in self.own_working:
            return day in self.own_working
        if day.weekday() < _SATURDAY:
            return day not in self.dates and day not in self.moved
        return day in self.moved.values()

    def _refuse_unknown_year(self, day: date) -> None:
        if not self.first_year <= day.year <= self.last_year:
            raise EngineError(
                msg(
                    "The list of holidays covers {first}–{last}, but {year} was asked for. "
                    "Add that year to processes/rule_packs/holidays_lv.yaml.",
                    first=self.first_year,
                    last=self.last_year,
                    year=day.year,
                )
            )


def working_day(n: int, month: ServiceMonth, holidays: Holidays) -> date:
    """The n-th working day of the month, from 1; `EngineError` where the month has fewer."""
    working = [day for day in month.days() if holidays.is_working_day(day)]
    if not 1 <= n <= len(working):
        raise EngineError(
            msg(
                "{month} has {count} working days; there is no number {n}.",
                month=str(month),
                count=len(working),
                n=n,
            )
        )
    return working[n - 1]


def day(n: int, month: ServiceMonth, shift: Shift | str, holidays: Holidays) -> date:
    """The n-th of the month (1–31; a shorter month gives its last day), moved as `shift` says."""
    if not 1 <= n <= 31:
        raise EngineError(msg("A month has days 1 to 31; there is no day {n}.", n=n))
    last = month.last_day
    return shifted(min(last, month.first_day + (n - 1) * _ONE_DAY), shift, holidays)


def shifted(start: date, shift: Shift | str, holidays: Holidays) -> date:
    """The date itself, or the working day that `shift` leads to when it is not a working day."""
    step = {Shift.NONE: 0, Shift.NEXT: 1, Shift.PREVIOUS: -1}[Shift(shift)]
    while step and not holidays.is_working_day(start):
        start += step * _ONE_DAY
    return start


def before(start: date, n: int, holidays: Holidays) -> date:
    """The date n working days earlier, the start not counted; with n = 0 the start itself."""
    return _stepped(start, n, -_ONE_DAY, holidays)


def after(start: date, n: int, holidays: Holidays) -> date:
    """The date n working days later, the start not counted; with n = 0 the start itself."""
    return _stepped(start, n, _ONE_DAY, holidays)


def _stepped(start: date, n: int, step: timedelta, holidays: Holidays) -> date:
    if n < 0:
        raise EngineError(msg("A number of working days cannot be negative: {n}.", n=n))
    while n:
        start += step
        n -= holidays.is_working_day(start)
    return start


@overload
def months_after(start: ServiceMonth, n: int) -> ServiceMonth: ...
@overload
def months_after(start: date, n: int) -> date: ...
def months_after(start: date | ServiceMonth, n: int) -> date | ServiceMonth:
    """The same day n months later by month index: 31 January + 1 is 28 or 29 February, + 2 is 31 March.

    Count from the anchor each time; adding one month twice loses days.
    """
    if isinstance(start, ServiceMonth):
        return start.plus(n)
    month = ServiceMonth.of(start).plus(n)
    return min(month.last_day, month.first_day + (start.day - 1) * _ONE_DAY)


def birthday(birth_date: date, n: int) -> date:
    """The day on which a person reaches age n; someone born on 29 February does so on 28 February."""
    return months_after(birth_date, 12 * n)


def last_day(month: ServiceMonth) -> date:
    """The last day of the month."""
    return month.last_day


def at(local_day: date, local_time: time) -> datetime:
    """The UTC instant of a local time in Latvia.

    A time that the spring change skips moves forward (03:30 becomes 04:30); one that the autumn change
    repeats means its first occurrence.
    """
    if local_time.tzinfo is not None:
        raise ValueError("a local time has no zone of its own")
    return datetime.combine(local_day, local_time.replace(fold=0), tzinfo=RIGA).astimezone(UTC)


def start_of(local_day: date) -> datetime:
    """The UTC instant of the local midnight that begins the day."""
    return at(local_day, time())


def end_of(local_day: date) -> datetime:
    """The UTC instant of the local midnight that ends the day."""
    return start_of(local_day + _ONE_DAY)
