"""What is done with the keys of municipalities and persons: destroyed, wrapped anew, counted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.orm import Session

from engine.persistence import purpose_keys, rows
from engine.persistence.key_book import KEY, KeyBook, about_key, book_of, underway
from engine.persistence.masters import unwrapped_by, wrapped_by
from engine.persistence.open_keys import TAG_BYTES
from engine.persistence.tables.data_keys import DataKey
from engine.persistence.tables.people import Person

PORTION = 500  # keys of persons wrapped anew in one transaction


@dataclass(frozen=True, slots=True)
class Wrapping:
    """A key, and how many keys of another kind it wraps."""

    name: str  # number of a master, or id of a municipality's key
    municipality_id: int | None  # None: a master
    is_newest: bool
    wraps: int


def begin_erasing(session: Session) -> None:
    """Until the transaction ends, what is sealed is sealed for the municipality.

    What is left of emptied rows – nothing, of the same shape – must open when the person's key is gone.
    """
    underway(session.connection()).erases = True


def destroy(session: Session, person_id: int, at: datetime) -> int:
    """Destroy every key of a person: nothing sealed by them opens any more, and nothing new is sealed.

    How many keys there were. Other processes notice within a second. What still is in the format of
    earlier versions (`keys list` counts it) was never sealed by them; `keys reseal` makes it unreadable too.
    """
    tags = rows.values(session, DataKey, ["tag"], person_id=person_id, destroyed_at=None)
    gone = {"wrapped": None, "wrapped_by": None, "destroyed_at": at}
    count = rows.change(session, DataKey, gone, person_id=person_id, destroyed_at=None)
    if not rows.count(session, DataKey, person_id=person_id):  # nothing was sealed for them yet
        person = session.get(Person, person_id)
        if person is None:  # a copy from before they came
            return 0
        mark = {
            "municipality_id": person.municipality_id,
            "person_id": person_id,
            "tag": os.urandom(TAG_BYTES),
            "destroyed_at": at,
        }
        rows.insert_many(session, DataKey, [mark])
    underway(session.connection()).destroyed.update(row.tag for row in tags)
    return count


def begin_new_town_keys(session: Session) -> int:
    """Give each municipality that has a key a new one; the one before opens on. How many."""
    wire = session.connection()
    towns = select(KEY.c.municipality_id).where(_IS_TOWN).distinct()
    found = wire.execute(towns.order_by(KEY.c.municipality_id)).scalars().all()
    for town in found:
        book_of(wire).make_town_key(wire, town)
    return len(found)


def wrap_by_newest_master(session: Session) -> int:
    """Have the newest master wrap every key of municipalities and purposes; how many it took over."""
    wire = session.connection()
    book, count = book_of(wire), 0
    masters = book.open_keys.keys.masters
    purpose_keys.wrap_anew(wire, book.open_keys.keys)
    newest = masters.numbers()[-1]
    for row in wire.execute(select(KEY).where(_IS_TOWN, KEY.c.master != newest)):
        about = about_key(row.tag, (row.municipality_id, None))
        number, wrapped = masters.wrap(masters.unwrap(row.master, row.wrapped, about), about)
        count += wire.execute(_unless_destroyed(row, {"wrapped": wrapped, "master": number})).rowcount
    return count


def wrap_persons_by_newest(session: Session) -> int:
    """Have the newest key of each municipality wrap keys of its persons, a portion; 0: all stand under it."""
    wire = session.connection()
    book = book_of(wire)
    newest = newest_tags(wire)
    wanted = (
        select(KEY)
        .where(KEY.c.wrapped_by.is_not(None), KEY.c.wrapped_by.not_in(list(newest.values())))
        .order_by(KEY.c.id)
        .limit(PORTION)
    )
    found = wire.execute(wanted).all()
    for row in found:
        wire.execute(_unless_destroyed(row, _wrapped_anew(wire, book, row, newest[row.municipality_id])))
    return len(found)


def wrappings(session: Session) -> Iterator[Wrapping]:
    """Masters, then keys of municipalities, and what each wraps."""
    wire = session.connection()
    numbers = book_of(wire).open_keys.keys.masters.numbers()
    by_master = dict(_counted(wire, KEY.c.master))
    for number in sorted({*numbers, *by_master}):
        yield Wrapping(str(number), None, number == numbers[-1], by_master.get(number, 0))
    by_town, newest = dict(_counted(wire, KEY.c.wrapped_by)), set(newest_tags(wire).values())
    for row in wire.execute(select(KEY).where(_IS_TOWN).order_by(KEY.c.municipality_id, KEY.c.id)):
        yield Wrapping(str(row.id), row.municipality_id, row.tag in newest, by_town.get(row.tag, 0))


def newest_tags(connection: Connection) -> dict[int, bytes]:
    """The key of each municipality that seals and wraps now, by its tag."""
    return {row.municipality_id: row.tag for row in connection.execute(_NEWEST_TAGS)}


def town_tags(connection: Connection) -> set[bytes]:
    """Tags of every key of a municipality, present and past."""
    return set(connection.execute(select(KEY.c.tag).where(_IS_TOWN)).scalars())


def _wrapped_anew(wire: Connection, book: KeyBook, row: Row[Any], by: bytes) -> dict[str, bytes]:
    about = about_key(row.tag, (row.municipality_id, row.person_id))
    key = unwrapped_by(book.wrapping_key(wire, row.wrapped_by), row.wrapped, about)
    return {"wrapped": wrapped_by(book.wrapping_key(wire, by), key, about), "wrapped_by": by}


def _unless_destroyed(row: Row[Any], values: dict[str, Any]) -> Any:
    return update(KEY).where(KEY.c.id == row.id, KEY.c.destroyed_at.is_(None)).values(values)


def _counted(wire: Connection, column: Any) -> list[tuple[Any, int]]:
    found = select(column, func.count()).where(column.is_not(None)).group_by(column)
    return [(name, number) for name, number in wire.execute(found)]


_IS_TOWN = KEY.c.person_id.is_(None) & KEY.c.purpose.is_(None)
_NEWEST = select(func.max(KEY.c.id)).where(_IS_TOWN).group_by(KEY.c.municipality_id)
_NEWEST_TAGS = select(KEY.c.municipality_id, KEY.c.tag).where(KEY.c.id.in_(_NEWEST))
