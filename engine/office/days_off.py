"""Days that are not as the calendar says: the country's, which stand fixed, and a municipality's own.

An own day moves deadlines counted in working days; it changes no pay, which follows the country's holidays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.domain.rights import Actor
from engine.domain.working_days import Holidays
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.office.house_details import note_change, refuse_stranger
from engine.persistence import rows
from engine.persistence.tables.installation import DayOff
from engine.runtime import EVERY, Runtime, Session, Tenant

LONGEST = 100


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day of the list."""

    day: date
    name: str
    is_working: bool
    own_id: int | None  # None: the country's, read only


@dataclass(frozen=True, slots=True)
class SpecialYear:
    """The days of one year in order, and which years the country's holidays are known for."""

    year: int
    days: Sequence[SpecialDay]
    first_year: int
    last_year: int


def of_year(runtime: Runtime, actor: Actor, year: int) -> SpecialYear:
    """Every special day of a year; a year whose holidays are not known becomes the nearest known one."""
    refuse_stranger(actor)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        known = runtime.rule_book(session).holidays
        shown = min(max(year, known.first_year), known.last_year)
        own = _own(session, actor, shown)
    days = [SpecialDay(one.day, one.name, one.is_working, one.id) for one in own]
    days += [one for one in _of_the_country(known) if one.day.year == shown]
    return SpecialYear(shown, sorted(days, key=lambda one: one.day), known.first_year, known.last_year)


def add(runtime: Runtime, actor: Actor, day: date, name: str, *, is_working: bool) -> None:
    """A day of the municipality's own; EngineError where there is one already or it changes nothing."""
    refuse_stranger(actor)
    if not name.strip() or len(name) > LONGEST:
        raise EngineError(msg("Say in a few words why, for example: municipality's day."))
    with runtime.reading(EVERY) as session:
        as_usual = runtime.rule_book(session).holidays.is_working_day(day)
    if as_usual == is_working:
        raise EngineError(msg("This changes nothing: the day is like that already."))
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        if rows.count(session, DayOff, municipality_id=actor.municipality_id, day=day):
            raise EngineError(msg("This day is in the list already."))
        row = DayOff(municipality_id=actor.municipality_id, day=day, name=name.strip(), is_working=is_working)
        session.add(row)
        session.flush()
        after = {"day": day, "name": row.name, "is_working": is_working}
        note_change(session, actor, "day_off_added", ({}, after), now=runtime.clock.now(), object_id=row.id)


def remove(runtime: Runtime, actor: Actor, own_id: int) -> None:
    """Take an own day away; a day of the country or of others stays."""
    refuse_stranger(actor)
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        row = rows.first(session, DayOff, id=own_id, municipality_id=actor.municipality_id)
        if row is None:
            return
        before = {"day": row.day, "name": row.name, "is_working": row.is_working}
        rows.remove(session, DayOff, id=own_id, municipality_id=actor.municipality_id)
        gone = dict.fromkeys(before, "")
        note_change(
            session, actor, "day_off_removed", (before, gone), now=runtime.clock.now(), object_id=own_id
        )


def _own(session: Session, actor: Actor, year: int) -> Sequence[DayOff]:
    return rows.every(
        session,
        DayOff,
        municipality_id=actor.municipality_id,
        day__least=date(year, 1, 1),
        day__most=date(year, 12, 31),
    )


def _of_the_country(known: Holidays) -> list[SpecialDay]:
    off = [SpecialDay(day, known.names.get(day, ""), is_working=False, own_id=None) for day in known.dates]
    moved = [SpecialDay(day, "", is_working=False, own_id=None) for day in known.moved]
    worked = [SpecialDay(day, "", is_working=True, own_id=None) for day in known.moved.values()]
    return [*off, *moved, *worked]
