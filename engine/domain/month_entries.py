"""What an assistant enters for a month: minutes a day, and from–to only on days where two contracts meet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from engine.domain.money import whole
from engine.domain.weekly_purposes import WeeklyPurpose
from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message, msg

DAY_MINUTES = 24 * 60
_TIME = re.compile(r"(?:([01][0-9]|2[0-3]):([0-5][0-9])|(24):(00))")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From–to on one day in minutes since local midnight; 0 ≤ start < end ≤ 1440."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= whole(self.start) < whole(self.end) <= DAY_MINUTES:
            raise ValueError(f"not a part of a day: {self.start}–{self.end}")

    @classmethod
    def parse(cls, start: str, end: str) -> Span:
        """The span between two times "HH:MM", the last of which may be "24:00"; ValueError otherwise."""
        return cls(_minutes(start), _minutes(end))

    @property
    def minutes(self) -> int:
        """Its length."""
        return self.end - self.start

    def __str__(self) -> str:
        return f"{_written(self.start)}–{_written(self.end)}"


@dataclass(frozen=True, slots=True, order=True)
class DayEntry:
    """Minutes of service on one day, with from–to where it was asked for, and what they were used for where
    hours are bound to their purpose."""

    day: date
    minutes: int
    spans: tuple[Span, ...] = ()
    purposes: tuple[tuple[WeeklyPurpose, int], ...] = ()  # their sum is `minutes`; () = not asked

    def __post_init__(self) -> None:
        if whole(self.minutes) < 0:
            raise ValueError(f"minutes are not negative: {self.minutes}")
        if self.purposes and sum(whole(minutes) for _, minutes in self.purposes) != self.minutes:
            raise ValueError(f"the purposes of {self.day} do not sum to its minutes")
        if len(dict(self.purposes)) != len(self.purposes):
            raise ValueError(f"a purpose of {self.day} is entered twice")


def entries_from_values(
    minutes: Mapping[str, object], times: Mapping[str, object] | None = None
) -> tuple[DayEntry, ...]:
    """The entries of a month form, sorted by day, days without minutes left out.

    `minutes` is {"2026-10-05": 120}; `times` is {"2026-10-05": {"from": "09:30", "to": "11:30"}} for the
    days that needed it. Raises `InvalidAnswers` with a sentence for each day that cannot be read.
    """
    problems: dict[str, Message] = {}
    entries: list[DayEntry] = []
    for written, value in minutes.items():
        try:
            entry = _entry(written, value, (times or {}).get(written))
        except ValueError:
            problems[str(written)] = msg(
                "{day}: enter whole minutes from 0, and times as 09:30.", day=written
            )
            continue
        if entry.minutes:
            entries.append(entry)
    for written in (times or {}).keys() - minutes.keys():
        problems[str(written)] = msg("{day} has times but no minutes.", day=written)
    if problems:
        raise InvalidAnswers(problems)
    return tuple(sorted(entries))


def entries_as_values(
    entries: Iterable[DayEntry],
) -> tuple[dict[str, int], dict[str, dict[str, str]]]:
    """The entries as (minutes, times) case values, sorted; the way back of `entries_from_values`.

    A day with several spans cannot be written so and raises ValueError.
    """
    ordered = [entry for entry in sorted(entries) if entry.minutes]
    if any(len(entry.spans) > 1 for entry in ordered):
        raise ValueError("a form holds one from–to a day")
    minutes = {entry.day.isoformat(): entry.minutes for entry in ordered}
    times = {
        entry.day.isoformat(): {"from": _written(span.start), "to": _written(span.end)}
        for entry in ordered
        for span in entry.spans
    }
    return minutes, times


def total_minutes(entries: Iterable[DayEntry]) -> int:
    """The sum of minutes."""
    return sum(entry.minutes for entry in entries)


def hours_and_minutes(minutes: int) -> str:
    """Minutes as people read them: 4530 → "75:30"."""
    return f"{whole(minutes) // 60}:{minutes % 60:02d}"


def covered(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time as separate spans in order, each minute once."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def shared_minutes(some: Iterable[Span], others: Iterable[Span]) -> int:
    """Minutes of the day that lie in both, each counted once."""
    mine, theirs = covered(some), covered(others)
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in mine for b in theirs)


def _entry(written: str, value: object, times: object) -> DayEntry:
    if not isinstance(written, str) or not _DAY.fullmatch(written) or type(value) is not int:
        raise ValueError(written)
    spans: tuple[Span, ...] = ()
    if times is not None:
        if not isinstance(times, Mapping) or set(times) != {"from", "to"}:
            raise ValueError(written)
        spans = (Span.parse(str(times["from"]), str(times["to"])),)
    return DayEntry(date.fromisoformat(written), value, spans)


def _minutes(text: str) -> int:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(f"not a time: {text}")
    return int(found[1] or found[3]) * 60 + int(found[2] or found[4])


def _written(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
