"""A second calendar of Latvia, written plainly from the law; nothing of it is the product's.

Days are walked one by one, months are the days that came together, working days stand in a list, and an
instant is looked for among the two that a local time can mean. Only what the Saeima and the Cabinet
decided for single days is taken from the package `holidays`, because no rule gives it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta

from holidays import country_holidays

FIRST, LAST = date(2013, 1, 1), date(2040, 12, 31)
ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


def walk(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


DAYS = walk(FIRST, LAST)
MONTHS: dict[tuple[int, int], list[date]] = {}  # (year, month) → its days
for _each in walk(date(2005, 1, 1), date(2048, 12, 31)):
    MONTHS.setdefault((_each.year, _each.month), []).append(_each)
_IN_ORDER = list(MONTHS)
_PLACE = {month: place for place, month in enumerate(_IN_ORDER)}


def easter(year: int) -> date:
    """The Gregorian Easter Sunday (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _free_by_law(year: int) -> set[date]:
    """Section 1 of the law on holidays, with the Monday after a 4 May or 18 November at the weekend."""
    found = {date(year, 1, 1), date(year, 5, 1), date(year, 5, 4), date(year, 6, 23), date(year, 6, 24)}
    found |= {date(year, 11, 18), *(date(year, 12, n) for n in (24, 25, 26, 31))}
    found |= {easter(year) + n * ONE_DAY for n in (-2, 0, 1, 49)}
    found.add([day for day in MONTHS[year, 5] if day.weekday() == SUNDAY][1])
    for national in (date(year, 5, 4), date(year, 11, 18)):
        if national.weekday() == SATURDAY:
            found.add(national + 2 * ONE_DAY)
        if national.weekday() == SUNDAY:
            found.add(national + ONE_DAY)
    return found


_OTHER = country_holidays("LV", years=range(FIRST.year, LAST.year + 1))
BY_LAW = {day for year in range(FIRST.year, LAST.year + 1) for day in _free_by_law(year)}
BY_DECISION = set(_OTHER) - BY_LAW  # single days of the Saeima, and weekdays whose work was moved
WORKED_INSTEAD = {day for day in _OTHER.weekend_workdays if FIRST <= day <= LAST}
WORKING = [
    day
    for day in DAYS
    if day in WORKED_INSTEAD or (day.weekday() < SATURDAY and day not in BY_LAW and day not in BY_DECISION)
]
_WORKING = set(WORKING)


def working_days_of(month: tuple[int, int]) -> list[date]:
    """The month's working days in order."""
    return [day for day in MONTHS[month] if day in _WORKING]


def before(day: date, n: int) -> date | None:
    """n working days earlier; None where that is before the first day known."""
    place = bisect_left(WORKING, day) - n
    return day if n == 0 else WORKING[place] if place >= 0 else None


def after(day: date, n: int) -> date | None:
    """n working days later; None where that is after the last day known."""
    place = bisect_right(WORKING, day) + n - 1
    return day if n == 0 else WORKING[place] if place < len(WORKING) else None


def numbered(n: int, month: tuple[int, int], shift: str) -> date | None:
    """The n-th or the last of the month, moved; None where that leads out of the days known."""
    day = MONTHS[month][:n][-1]
    if shift == "none" or day in _WORKING:
        return day
    return after(day, 1) if shift == "next" else before(day, 1)


def months_after(day: date, n: int) -> date:
    """The day of the same number n months on, or that month's last."""
    return MONTHS[_IN_ORDER[_PLACE[day.year, day.month] + n]][: day.day][-1]


def change_days(year: int) -> tuple[date, date]:
    """The last Sundays of March and October."""
    spring, autumn = ([day for day in MONTHS[year, m] if day.weekday() == SUNDAY][-1] for m in (3, 10))
    return spring, autumn


def shown(instant: datetime) -> datetime:
    """What clocks in Latvia show at a UTC instant: +3 hours in summer (Directive 2000/84/EC), else +2."""
    begins, ends = (datetime.combine(day, time(1), UTC) for day in change_days(instant.year))
    return (instant + timedelta(hours=3 if begins <= instant < ends else 2)).replace(tzinfo=None)


def instant_of(day: date, clock_time: time) -> datetime:
    """The first instant at which clocks show this; where none does, as if not changed yet."""
    wall = datetime.combine(day, clock_time, UTC)
    for hours in (3, 2):
        if shown(wall - timedelta(hours=hours)) == wall.replace(tzinfo=None):
            return wall - timedelta(hours=hours)
    return wall - timedelta(hours=2)
