"""The words for dates in diagrams and forms: `before(working_day(5, months_after(period, 1)), 2)`.

Days are days in Latvia, instants are UTC. A month is "2026-10" or any day in it; a day may also be
written "2026-10-31", or be a moment, which then means its day in Latvia.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from engine.clock import local_day
from engine.domain import working_days
from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import Holidays, Shift
from engine.expressions.errors import ExpressionFailed
from engine.expressions.functions import as_day
from engine.expressions.values import Value, kind_of
from engine.messages_catalogue import Message, msg

MAX_WORKING_DAYS = 500  # counted one by one
MAX_DAYS = 40_000
MAX_MONTHS = 1_500
MAX_HOURS = 24 * 366
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_DURATION = re.compile(r"P(?:(\d{1,5})D|T(\d{1,5})H)", re.ASCII)

CALENDAR_WORD_NAMES = frozenset(
    {
        "working_day", "day", "before", "after", "months_after", "days_after", "first_day", "last_day",
        "month_of", "at", "end_of", "birthday", "latest", "earliest", "today",
    }
)  # fmt: skip
"""For checking a diagram when no holidays are at hand."""


def calendar_words(now: datetime, holidays: Holidays) -> Mapping[str, Callable[..., Value]]:
    """The words as functions, with the present and the holidays they count with.

    Each raises EngineError with a sentence where its values do not fit.
    """
    return {
        "working_day": partial(working_day, holidays),
        "day": partial(day, holidays),
        "before": partial(before, holidays),
        "after": partial(after, holidays),
        "months_after": months_after,
        "days_after": days_after,
        "first_day": first_day,
        "last_day": last_day,
        "month_of": month_of,
        "at": at,
        "end_of": end_of,
        "birthday": birthday,
        "latest": latest,
        "earliest": earliest,
        "today": partial(local_day, now),
    }


def working_day(holidays: Holidays, n: Value, month: Value) -> date:
    """The n-th working day of the month, from 1."""
    return working_days.working_day(_count(n, 1, 31), as_month(month), holidays)


def day(holidays: Holidays, n: Value, month: Value, shift: Value = "none") -> date:
    """The n-th of the month (the last day where the month is shorter), moved off days off as `shift` says."""
    if shift not in set(Shift):
        raise ExpressionFailed(msg('day moves to "next" or "previous" working day, or "none".'))
    return working_days.day(_count(n, 1, 31), as_month(month), Shift(shift), holidays)


def before(holidays: Holidays, start: Value, n: Value) -> date:
    """n working days before the day."""
    return working_days.before(as_day(start), _count(n, 0, MAX_WORKING_DAYS), holidays)


def after(holidays: Holidays, start: Value, n: Value) -> date:
    """n working days after the day."""
    return working_days.after(as_day(start), _count(n, 0, MAX_WORKING_DAYS), holidays)


def months_after(start: Value, n: Value) -> date | str:
    """The same day n months on (31 January + 1 = 28 or 29 February); for "2026-10" a month, "2026-11"."""
    months = _count(n, -MAX_MONTHS, MAX_MONTHS)
    if type(start) is str and _MONTH.fullmatch(start):
        return str(working_days.months_after(ServiceMonth.parse(start), months))
    return working_days.months_after(as_day(start), months)


def days_after(start: Value, n: Value) -> date:
    """n calendar days after the day; a negative n counts back."""
    return as_day(start) + timedelta(days=_count(n, -MAX_DAYS, MAX_DAYS))


def first_day(month: Value) -> date:
    """The 1st of the month."""
    return as_month(month).first_day


def last_day(month: Value) -> date:
    """The last day of the month."""
    return as_month(month).last_day


def month_of(value: Value) -> str:
    """The month a day lies in, as "2026-10"."""
    return str(as_month(value))


def at(start: Value, clock_time: Value) -> datetime:
    """The instant when clocks in Latvia show "HH:MM" on that day."""
    found = _TIME.fullmatch(clock_time) if type(clock_time) is str else None
    if found is None:
        raise ExpressionFailed(msg('at needs a time such as "09:00".'))
    return working_days.at(as_day(start), time(int(found[1]), int(found[2])))


def end_of(value: Value) -> datetime:
    """The local midnight that ends the day."""
    return working_days.end_of(as_day(value))


def birthday(birth_date: Value, n: Value) -> date:
    """The day somebody reaches the age of n years."""
    return working_days.birthday(as_day(birth_date), _count(n, 0, 150))


def latest(*moments: Value) -> Value:
    """The last of several days or instants; mixed, a day means its first moment."""
    return max(_alike("latest", moments))


def earliest(*moments: Value) -> Value:
    """The first of several days or instants; mixed, a day means its first moment."""
    return min(_alike("earliest", moments))


def as_month(value: Value) -> ServiceMonth:
    """The month behind "2026-10", a day or a moment."""
    if type(value) is str and _MONTH.fullmatch(value):
        return ServiceMonth.parse(value)
    return ServiceMonth.of(as_day(value))


def as_instant(value: Value) -> datetime:
    """The UTC instant behind a day (its local midnight) or an aware moment (unchanged).

    Raises ExpressionFailed for anything else, also for a day before all that can be counted.
    """
    if type(value) is datetime and value.tzinfo is None:
        raise ExpressionFailed(msg("A moment without a time zone cannot be used."))
    try:
        if type(value) is datetime:
            return value.astimezone(UTC)
        if type(value) is date or type(value) is str:
            return working_days.start_of(as_day(value))
    except OverflowError:
        raise ExpressionFailed(msg("The day “{text}” is too far away.", text=str(value)[:60])) from None
    raise ExpressionFailed(msg("A day or a moment is needed here, not {kind}.", kind=kind_of(value)))


def duration(text: Value) -> timedelta:
    """The span behind "P10D" or "PT6H".

    Raises ExpressionFailed for months, years, weeks, negative spans and repetitions, saying what to write.
    """
    if type(text) is not str:
        raise ExpressionFailed(msg('A waiting time is written "P10D" for days or "PT6H" for hours.'))
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ExpressionFailed(_mend_of_duration(text.strip()[:60]))
    days, hours = int(found[1] or 0), int(found[2] or 0)
    if days > MAX_DAYS or hours > MAX_HOURS:
        raise ExpressionFailed(msg("The waiting time “{text}” is too long.", text=text))
    return timedelta(days=days, hours=hours)


def _mend_of_duration(text: str) -> Message:
    if text.startswith("R"):
        return msg("A timer cannot repeat (“{text}”); give the date of the next time.", text=text)
    if text.startswith("-") or "-" in text:
        return msg("A waiting time cannot be negative (“{text}”).", text=text)
    if re.search(r"[YW]", text) or re.match(r"P[^T]*M", text):
        return msg(
            "“{text}” counts in months, years or weeks; use a date with months_after(…), or days as in P14D.",
            text=text,
        )
    return msg('A waiting time is written "P10D" for days or "PT6H" for hours.')


def _count(n: Value, least: int, most: int) -> int:
    if type(n) is not int or not least <= n <= most:
        raise ExpressionFailed(
            msg("A whole number from {least} to {most} is needed here.", least=least, most=most)
        )
    return n


def _alike(name: str, moments: tuple[Value, ...]) -> list[Value]:
    if not moments or any(type(moment) not in {date, datetime} for moment in moments):
        raise ExpressionFailed(msg("{name} needs days or moments.", name=name))
    if len({type(moment) for moment in moments}) > 1:
        return [as_instant(moment) for moment in moments]
    return list(moments)
