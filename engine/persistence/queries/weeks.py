"""An assistant's minutes per ISO week over all municipalities: sums only, capped under a lock.

Weeks are written "2026-W41". Checked outside the writing transaction two months can each fit and
together break the cap; so the shares are written here, and the cap is checked by the same statement run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Insert, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.errors import Outrun
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.shapes import mapped_table
from engine.persistence.tables.months import AssistantWeek, AssistantWeekShare

_Week = tuple[int, int]
_TABLE = mapped_table(AssistantWeek)
_ADD = (  # the row is locked from here to the end of the transaction
    update(_TABLE)
    .where(
        _TABLE.c.assistant_key == bindparam("key"),
        _TABLE.c.iso_year == bindparam("year"),
        _TABLE.c.iso_week == bindparam("week"),
    )
    .values(minutes=_TABLE.c.minutes + bindparam("more"))
    .returning(_TABLE.c.minutes)
)
_INSERT_MISSING: Mapping[str, Insert] = {
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing(),
}


@dataclass(frozen=True, slots=True)
class WeekShares:
    """What one month of one contract adds to the assistant's weeks."""

    municipality_id: int
    month_id: int
    assistant_key: str  # lookups.assistant_key
    minutes: Mapping[str, int]  # "2026-W41" → minutes; weeks of 0 are left out


class WeekFull(Outrun):
    """The week's cap would be broken: the month must be checked anew, with what others have claimed since."""

    def __init__(self, week: str, minutes: int, cap: int) -> None:
        super().__init__(
            msg(
                "In week {week} the assistant would have {minutes:duration}, "
                "but only {cap:duration} are allowed.",
                week=week,
                minutes=minutes,
                cap=cap,
            )
        )
        self.week = week
        self.minutes = minutes
        self.cap = cap


def minutes_elsewhere(
    session: Session, assistant_key: str, month_id: int, weeks: Iterable[str]
) -> dict[str, int]:
    """The assistant's minutes in these weeks that other months have claimed, in any municipality."""
    wanted = [_parsed(week) for week in weeks]
    totals = _totals(session, assistant_key, wanted)
    own = _own(session, month_id)
    mine = {week: minutes for week, (key, minutes) in own.items() if key == assistant_key}
    left = {week: totals.get(week, 0) - mine.get(week, 0) for week in wanted}
    return {_written(week): minutes for week, minutes in left.items() if minutes > 0}


def claim_week_minutes(session: Session, shares: WeekShares, *, cap_minutes: int | None) -> None:
    """Replace the month's shares, unless a week would then exceed the cap (None: no cap).

    Raises WeekFull; the transaction must then be rolled back. To be called in the writing transaction.
    """
    new = {_parsed(week): minutes for week, minutes in shares.minutes.items() if minutes}
    own = _own(session, shares.month_id)
    for week, (key, minutes) in own.items():
        if key != shares.assistant_key:  # the month's assistant was corrected
            _add(session, key, {week: -minutes})
    mine = {week: minutes for week, (key, minutes) in own.items() if key == shares.assistant_key}
    changes = {week: new.get(week, 0) - mine.get(week, 0) for week in new.keys() | mine.keys()}
    totals = _add(session, shares.assistant_key, changes)
    for week, total in sorted(totals.items()):
        if cap_minutes is not None and total > cap_minutes and changes[week] > 0:
            raise WeekFull(_written(week), total, cap_minutes)
    _replace(session, shares, new)


def release_week_minutes(session: Session, shares: WeekShares) -> None:
    """Take the month's shares away (a rejected or reopened month)."""
    empty = WeekShares(shares.municipality_id, shares.month_id, shares.assistant_key, {})
    claim_week_minutes(session, empty, cap_minutes=None)


def _add(session: Session, assistant_key: str, changes: Mapping[_Week, int]) -> dict[_Week, int]:
    """Add to the sums under their row locks; the new sums. Always in the same order: no deadlocks."""
    changes = {week: minutes for week, minutes in sorted(changes.items()) if minutes}
    if not changes:
        return {}
    new = [
        {"assistant_key": assistant_key, "iso_year": year, "iso_week": week, "minutes": 0}
        for year, week in changes
    ]
    connection = session.connection()
    connection.execute(_INSERT_MISSING[connection.dialect.name], new)
    totals = {}
    for (year, week), minutes in changes.items():
        place = {"key": assistant_key, "year": year, "week": week, "more": minutes}
        totals[year, week] = connection.execute(_ADD, place).scalar_one()
    return totals


def _replace(session: Session, shares: WeekShares, new: Mapping[_Week, int]) -> None:
    rows.remove(session, AssistantWeekShare, month_id=shares.month_id)
    rows.insert_many(
        session,
        AssistantWeekShare,
        [
            {
                "municipality_id": shares.municipality_id,
                "month_id": shares.month_id,
                "iso_year": year,
                "iso_week": week,
                "assistant_key": shares.assistant_key,
                "minutes": minutes,
            }
            for (year, week), minutes in sorted(new.items())
        ],
    )


def _totals(session: Session, assistant_key: str, weeks: Iterable[_Week]) -> dict[_Week, int]:
    found: dict[_Week, int] = {}
    columns = ("iso_year", "iso_week", "minutes")
    for year, numbers in _by_year(weeks).items():
        of = {"assistant_key": assistant_key, "iso_year": year, "iso_week": numbers}
        found |= {
            (y, week): minutes for y, week, minutes in rows.values(session, AssistantWeek, columns, **of)
        }
    return found


def _by_year(weeks: Iterable[_Week]) -> dict[int, list[int]]:
    years: dict[int, list[int]] = {}
    for year, week in sorted(weeks):
        years.setdefault(year, []).append(week)
    return years


def _own(session: Session, month_id: int) -> dict[_Week, tuple[str, int]]:
    columns = ("iso_year", "iso_week", "assistant_key", "minutes")
    found = rows.values(session, AssistantWeekShare, columns, month_id=month_id)
    return {(year, week): (key, minutes) for year, week, key, minutes in found}


def _parsed(week: str) -> _Week:
    year, _, number = week.partition("-W")
    return int(year), int(number)


def _written(week: _Week) -> str:
    return f"{week[0]:04d}-W{week[1]:02d}"
