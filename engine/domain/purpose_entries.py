"""What an assistant enters where hours are bound to purposes: minutes a day for each purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.domain.month_entries import DayEntry, entries_from_values
from engine.domain.weekly_purposes import TABLE_ORDER, WeeklyPurpose
from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message, msg


def purpose_entries_from_values(
    purposes: Mapping[str, object], times: Mapping[str, object] | None = None
) -> tuple[DayEntry, ...]:
    """The entries of a month form, sorted by day, days without minutes left out.

    `purposes` is {"2021-04-05": {"work": 120, "leisure": 60}}; `times` is that of `entries_from_values`.
    Raises `InvalidAnswers` with a sentence for each day that cannot be read.
    """
    problems: dict[str, Message] = {}
    parts = {day: _parts(day, value, problems) for day, value in purposes.items()}
    if problems:
        raise InvalidAnswers(problems)
    minutes = {day: sum(found.values()) for day, found in parts.items()}
    return tuple(
        DayEntry(entry.day, entry.minutes, entry.spans, tuple(parts[entry.day.isoformat()].items()))
        for entry in entries_from_values(minutes, times)
    )


def purposes_as_values(entries: Iterable[DayEntry]) -> dict[str, dict[str, int]]:
    """The entries' purposes as case values, sorted by day; the way back of `purpose_entries_from_values`."""
    return {
        entry.day.isoformat(): {str(purpose): minutes for purpose, minutes in entry.purposes}
        for entry in sorted(entries, key=lambda entry: entry.day)
        if entry.minutes
    }


def minutes_by_purpose(entries: Iterable[DayEntry]) -> dict[WeeklyPurpose, int]:
    """What was entered for each purpose in all, in the table's order: the lines of the monthly report."""
    sums = dict.fromkeys(TABLE_ORDER, 0)
    for entry in entries:
        for purpose, minutes in entry.purposes:
            sums[purpose] += minutes
    return {purpose: minutes for purpose, minutes in sums.items() if minutes}


def _parts(day: str, value: object, problems: dict[str, Message]) -> dict[WeeklyPurpose, int]:
    if not isinstance(value, Mapping) or not all(_is_minutes(minutes) for minutes in value.values()):
        problems[str(day)] = msg("{day}: enter whole minutes from 0 for each purpose.", day=day)
        return {}
    if unknown := sorted(str(name) for name in set(value) - set(WeeklyPurpose)):
        problems[str(day)] = msg("“{purpose}” is not a purpose of the service.", purpose=unknown[0])
        return {}
    return {purpose: value[purpose] for purpose in TABLE_ORDER if value.get(purpose)}


def _is_minutes(value: object) -> bool:
    return type(value) is int and value >= 0
