"""Minutes per day of one service month, as a person wrote them.

A person writes hours and minutes; on a day when two contracts meet also from–to. The answer is minutes
per day; where from–to was needed a second answer `<key>_times` holds {"2026-10-05": {"from": "09:30",
"to": "12:00"}}. Times are kept only for the days that need them: what is not needed is not stored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.messages_catalogue import Message, msg
from engine.task_forms.terms import Unfit

DAY_MINUTES = 24 * 60
PERIOD = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)|24[:.]00")
DIGITS = re.compile(r"\d{1,4}")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Month:
    """What was entered: minutes per ISO day, and from–to on the days that need it."""

    minutes: dict[str, int]
    times: dict[str, dict[str, str]]


def read_month(raw: object, *, period: object, days_with_times: object) -> Month:
    """The month that was entered; raises Unfit with a sentence per day (place `[2026-10-05]`).

    `period` is "YYYY-MM" (anything else: every day must be of one and the same month);
    `days_with_times` is a list of ISO days on which from–to must be given.
    """
    if raw in (None, ""):
        return Month({}, {})
    if not isinstance(raw, Mapping):
        raise Unfit(msg("Enter hours and minutes for each day."))
    if len(raw) > 62:
        raise Unfit(msg("A month has at most 31 days."))
    listed = days_with_times if isinstance(days_with_times, list | tuple | set) else ()
    needs_times = {day for day in listed if isinstance(day, str)}
    minutes: dict[str, int] = {}
    times: dict[str, dict[str, str]] = {}
    problems: dict[str, Message] = {}
    month = period if isinstance(period, str) and PERIOD.fullmatch(period) else ""
    for day, entry in raw.items():
        try:
            month = _day(day, month)
            spent, span = _entry(entry, needs_times=day in needs_times)
        except Unfit as unfit:
            problems[f"[{str(day)[:10]}]"] = unfit.problems[""]
            continue
        if spent:
            minutes[day] = spent
            times |= {day: span} if span else {}
    if problems:
        raise Unfit(problems=problems)
    return Month(dict(sorted(minutes.items())), dict(sorted(times.items())))


def _day(day: object, month: str) -> str:
    """The month this day belongs to; raises Unfit when it is no day of `month`."""
    try:
        parsed = date.fromisoformat(day) if isinstance(day, str) and ISO_DAY.fullmatch(day) else None
    except ValueError:
        parsed = None
    if parsed is None:
        raise Unfit(msg("There is no such day."))
    if month and parsed.isoformat()[:7] != month:
        raise Unfit(msg("This day is not in the month that is being confirmed."))
    return parsed.isoformat()[:7]


def _entry(entry: object, *, needs_times: bool) -> tuple[int, dict[str, str]]:
    if isinstance(entry, int) and not isinstance(entry, bool):
        entry = {"minutes": entry}
    if not isinstance(entry, Mapping):
        raise Unfit(msg("Enter hours and minutes as whole numbers."))
    hours, minutes = _whole(entry.get("hours")), _whole(entry.get("minutes"))
    if hours and minutes > 59:
        raise Unfit(msg("Minutes go from 0 to 59; a full hour belongs to the hours."))
    spent = hours * 60 + minutes
    if not needs_times:
        return _in_a_day(spent), {}
    return _with_times(_in_a_day(spent), entry)


def _in_a_day(minutes: int) -> int:
    if minutes > DAY_MINUTES:
        raise Unfit(msg("A day has 24 hours."))
    return minutes


def _with_times(spent: int, entry: Mapping[str, object]) -> tuple[int, dict[str, str]]:
    start, end = _clock(entry.get("from")), _clock(entry.get("to"))
    if start is None and end is None and not spent:
        return 0, {}
    if start is None or end is None:
        raise Unfit(
            msg("On this day please also give the time from and to: another assistant or contract meets it.")
        )
    if end <= start:
        raise Unfit(msg("The time “to” must be later than the time “from”."))
    if spent and spent != end - start:
        raise Unfit(
            msg(
                "From {start} to {end} is {span:duration}, but {spent:duration} are entered.",
                start=_written(start),
                end=_written(end),
                span=end - start,
                spent=spent,
            )
        )
    return end - start, {"from": _written(start), "to": _written(end)}


def _whole(raw: object) -> int:
    if raw is None or raw == "":
        return 0
    if isinstance(raw, str) and raw.isascii() and DIGITS.fullmatch(raw.strip()):
        return int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= DAY_MINUTES:
        return raw
    raise Unfit(msg("Enter hours and minutes as whole numbers."))


def _clock(raw: object) -> int | None:
    if raw is None or raw == "":
        return None
    found = CLOCK.fullmatch(raw.strip()) if isinstance(raw, str) and raw.isascii() and len(raw) < 10 else None
    if found is None:
        raise Unfit(msg("Write the time like 09:30."))
    return int(found.group(1)) * 60 + int(found.group(2)) if found.group(1) else DAY_MINUTES


def _written(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
