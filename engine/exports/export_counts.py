"""What a year counts for the official statistics: applications, decisions, people served, hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.domain.eligibility import age_at
from engine.domain.small_groups import hidden_groups
from engine.persistence.queries import office_exports as rows
from engine.runtime import Session

ADULT_FROM = 18
ALL, CHILD, ADULT = "all", "child", "adult"


@dataclass(frozen=True, slots=True)
class CountRow:
    """One number of a year; None: not told, for the group is small."""

    year: int
    indicator: str
    group: str
    count: int | None


def count_cells(row: CountRow) -> dict[str, str | int]:
    """A number under the names of COUNTS; nothing where it is not told."""
    count = "" if row.count is None else row.count
    return {"year": row.year, "indicator": row.indicator, "group": row.group, "count": count}


def counts_of(session: Session, year: int, smallest: int) -> list[CountRow]:
    """Every indicator for all, for children and for adults, in a fixed order.

    Of fewer people than `smallest` nothing is told.
    """
    last_day = date(year, 12, 31)
    applications = rows.applications_of(session, year)
    decisions = rows.decided_in(session, year)
    served = rows.served_in(session, year)
    people: dict[str, set[int]] = {
        "applicants": {recipient_id for recipient_id, _ in applications},
        "people_granted": _decided(decisions, ("granted", "partly")),
        "people_refused": _decided(decisions, ("refused",)),
        "people_served": {one.recipient_id for one in served},
    }
    ages = rows.born(session, {one for each in people.values() for one in each})
    found = [CountRow(year, "applications", ALL, len(applications))]
    found += [CountRow(year, "decisions", ALL, len(decisions))]
    for indicator, who in people.items():
        group_of = {one: _group(ages.get(one), last_day) for one in who}
        found += [
            CountRow(year, indicator, group, count) for group, count in _by_age(who, group_of, smallest)
        ]
    found += _work(year, served, smallest)
    return found


def _decided(decisions: Iterable[tuple[int, str]], outcomes: tuple[str, ...]) -> set[int]:
    return {recipient_id for recipient_id, outcome in decisions if outcome in outcomes}


def _group(born: date | None, day: date) -> str:
    return ADULT if born is None or age_at(born, day) >= ADULT_FROM else CHILD


def _by_age(who: set[int], group_of: Mapping[int, str], smallest: int) -> Iterator[tuple[str, int | None]]:
    """The whole, and its two parts; where a part is small neither of the two is told."""
    parts = {group: sum(1 for one in who if group_of[one] == group) for group in (CHILD, ADULT)}
    hidden = hidden_groups({**parts}, smallest)
    whole = None if 0 < len(who) < smallest else len(who)
    yield ALL, whole
    for group, count in parts.items():
        yield group, None if group in hidden or whole is None else count


def _work(year: int, served: list[rows.Served], smallest: int) -> Iterator[CountRow]:
    """Assistants and hours; told only where enough people were served."""
    recipients = {one.recipient_id for one in served}
    assistants = {one.assistant_id for one in served}
    told = not 0 < len(recipients) < smallest and not 0 < len(assistants) < smallest
    hours = sum(one.minutes for one in served) // 60
    yield CountRow(year, "assistants", ALL, len(assistants) if told else None)
    yield CountRow(year, "months_served", ALL, len(served) if told else None)
    yield CountRow(year, "hours_served", ALL, hours if told else None)
