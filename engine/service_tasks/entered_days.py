"""What stands in a month's form by day: minutes, or minutes for each purpose where hours are bound to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from engine.domain.journeys import ReportedJourney, reported
from engine.domain.month_entries import DayEntry, entries_from_values
from engine.domain.purpose_entries import purposes_as_values
from engine.domain.weekly_purposes import TABLE_ORDER, WeeklyPurpose
from engine.service_tasks.outcome import Values

Journeys: TypeAlias = tuple[ReportedJourney, ...]
Parts = list[tuple[WeeklyPurpose, DayEntry]]


def entered(values: Values) -> tuple[DayEntry, ...]:
    """The entries, sorted by day; InvalidAnswers where a day cannot be read.

    A month that begins with `purposes_asked` has one answer `entries_<purpose>` for each of them.
    """
    asked = values.get("purposes_asked")
    if not isinstance(asked, list):
        return entries_from_values(table(values, "entries"), table(values, "entries_times"))
    days: dict[date, Parts] = {}
    for purpose in [one for one in TABLE_ORDER if one in asked]:
        name = f"entries_{purpose}"
        for entry in entries_from_values(table(values, name), table(values, f"{name}_times")):
            days.setdefault(entry.day, []).append((purpose, entry))
    return tuple(_together(day, days[day]) for day in sorted(days))


def travelled(values: Values) -> Journeys:
    """The journeys, sorted by day; InvalidAnswers where one is not whole. () where none were made."""
    return reported(values.get("journeys")) if values.get("journeys_made") is True else ()


def nothing_entered(values: Values) -> dict[str, object]:
    """The answers of a month without a day of service, whatever an earlier round left among the values."""
    asked = values.get("purposes_asked")
    names = [f"entries_{one}" for one in asked] if isinstance(asked, list) else ["entries"]
    days: dict[str, object] = {key: {} for name in names for key in (name, f"{name}_times")}
    return {**days, "journeys_made": False} if isinstance(asked, list) else days


def shown_purposes(entries: Iterable[DayEntry]) -> dict[str, object]:
    """What the signer saw the hours being used for; nothing where it is not asked."""
    purposes = purposes_as_values([entry for entry in entries if entry.purposes])
    return {"purposes": purposes} if purposes else {}


def times_of(values: Values, day: date) -> dict[str, object]:
    """Purpose → {from, to} on the day, where that was entered."""
    asked, on = values.get("purposes_asked"), day.isoformat()
    purposes = asked if isinstance(asked, list) else []
    times = {str(purpose): table(values, f"entries_{purpose}_times") for purpose in purposes}
    return {purpose: found[on] for purpose, found in times.items() if on in found}


def table(values: Values, name: str) -> Mapping[str, object]:
    """A table by name among the values; empty where it is not set."""
    value = values.get(name)
    return value if isinstance(value, Mapping) else {}


def _together(day: date, parts: Parts) -> DayEntry:
    spans = tuple(span for _, entry in parts for span in entry.spans)
    purposes = tuple((purpose, entry.minutes) for purpose, entry in parts)
    return DayEntry(day, sum(minutes for _, minutes in purposes), spans, purposes)
