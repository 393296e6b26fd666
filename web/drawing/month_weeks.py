"""One service month as weeks of days, the way its page draws it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from engine.messages_catalogue import Message

SATURDAY = 6
HOUR, DAY_MINUTES = 60, 24 * 60
CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFrame:
    """What stands around the entries of one month; days are keyed by ISO text as in the answers."""

    period: str  # "2026-10"
    granted_minutes: int
    closed: Mapping[str, Message] = field(default_factory=dict)  # day → why no time can be entered
    notes: Mapping[str, Message] = field(
        default_factory=dict
    )  # day → a remark, such as the name of a holiday
    today: date | None = None
    with_times: frozenset[str] = frozenset()  # days on which from–to is asked


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the month."""

    date: date
    iso: str
    weekend: bool
    closed: Message | None
    note: Message | None
    with_times: bool


@dataclass(frozen=True, slots=True)
class Week:
    """The days of one ISO week that belong to the month."""

    number: int
    days: tuple[Day, ...]


def weeks_of(frame: MonthFrame) -> tuple[Week, ...]:
    """The weeks of the month in order, each with its days inside the month."""
    weeks = groupby(_days(frame), key=lambda day: day.date.isocalendar().week)
    return tuple(Week(number, tuple(days)) for number, days in weeks)


def opened_weeks(frame: MonthFrame, minutes: Mapping[str, int], errors: Iterable[str]) -> frozenset[int]:
    """The numbers of the weeks that lie open: the present one, or the first without any time where the
    month is over; and those in which something has to be mended (`errors`: names of inputs).
    """
    weeks, wrong = weeks_of(frame), list(errors)
    opened = {week.number for week in weeks if any(day.iso in name for day in week.days for name in wrong)}
    present = [week.number for week in weeks if any(day.date == frame.today for day in week.days)]
    untouched = [week.number for week in weeks if not any(minutes.get(day.iso) for day in week.days)]
    return frozenset(opened | set(present or untouched[:1]))


def typed_minutes(inputs: Mapping[str, Sequence[str]], name: str) -> int:
    """The minutes of one day (`entries[2026-10-05]`) as typed so far; what cannot be read, or is
    more than a day or an hour holds, counts as none.

    Where from–to was typed, that span is the time.
    """
    start, end = _clock(inputs.get(f"{name}.from")), _clock(inputs.get(f"{name}.to"))
    if start is not None and end is not None:
        return max(0, end - start)
    hours, minutes = _number(inputs.get(f"{name}.hours")), _number(inputs.get(f"{name}.minutes"))
    total = hours * 60 + minutes
    return total if minutes < HOUR and total <= DAY_MINUTES else 0


def _days(frame: MonthFrame) -> Iterator[Day]:
    day = date.fromisoformat(f"{frame.period}-01")
    month = day.month
    while day.month == month:
        iso = day.isoformat()
        yield Day(
            date=day,
            iso=iso,
            weekend=day.isoweekday() >= SATURDAY,
            closed=frame.closed.get(iso),
            note=frame.notes.get(iso),
            with_times=iso in frame.with_times,
        )
        day += timedelta(days=1)


def _clock(typed: Sequence[str] | None) -> int | None:
    found = CLOCK.fullmatch(typed[0].strip()) if typed else None
    return int(found[1]) * 60 + int(found[2]) if found else None


def _number(typed: Sequence[str] | None) -> int:
    text = typed[0].strip() if typed else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
