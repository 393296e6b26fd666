"""Which key of a database is whose: found, made where there is none yet, asked again once a second.

What a transaction has found or made counts for itself alone until it is committed: a key that is rolled back
with it would be lost with all it sealed. Keys that are read by their tag are asked for by a connection of
their own, for the value may be read in the middle of any statement.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Row, bindparam, func, insert, select

from engine.errors import Erased
from engine.persistence.keys import KeyRing
from engine.persistence.masters import KEY_BYTES, derived_key, unwrapped_by, wrapped_by
from engine.persistence.open_keys import TAG_BYTES, OpenKeys, erased_words
from engine.persistence.shapes import mapped_table
from engine.persistence.tables.data_keys import DataKey

Owner = tuple[Any, int | None]  # municipality, person (None: the municipality itself)
Connect = Callable[[], AbstractContextManager[Connection]]  # sees every key, begins and ends by itself
KEY = mapped_table(DataKey)
# tables whose ids are never given twice (reserved, or AUTOINCREMENT), where to a row leads never changes
LASTING = frozenset({"service_case", "service_month", "process_instance"})
BOOK = "asistents_keys"  # execution option of every engine that has keys
KEYS_OWN = "asistents_keys_own"  # … and of the connections by which keys are asked for, once a second
_UNDERWAY = "asistents_underway"
_MOST = 50_000  # owners and cases remembered
_LOOK = select(
    select(func.max(KEY.c.id)).where(KEY.c.person_id.is_(None)).scalar_subquery(),
    select(func.count()).where(KEY.c.destroyed_at.is_not(None)).scalar_subquery(),
)
_DESTROYED = select(KEY.c.tag).where(KEY.c.destroyed_at.is_not(None))
_BY_TAG = select(KEY).where(KEY.c.tag == bindparam("tag"))
_OF_PERSONS = select(KEY).where(KEY.c.person_id.in_(bindparam("whose", expanding=True))).order_by(KEY.c.id)
_OF_TOWNS = (
    select(KEY)
    .where(KEY.c.municipality_id.in_(bindparam("whose", expanding=True)), KEY.c.person_id.is_(None))
    .order_by(KEY.c.id)
)


@dataclass(slots=True)
class Underway:
    """What one transaction knows, until it ends."""

    tags: dict[Owner, bytes] = field(default_factory=dict)
    facts: dict[tuple[str, int], int | None] = field(default_factory=dict)  # (table, id) → owners' next hop
    given: dict[str, int] = field(default_factory=dict)  # table → the highest id given
    destroyed: set[bytes] = field(default_factory=set)
    seen: tuple[int | None, int] = (None, 0)  # what the book had seen when the transaction asked it
    erases: bool = False  # it empties rows of people: what is left is the municipality's


def underway(connection: Connection) -> Underway:
    """What the transaction of this connection knows."""
    known: dict[str, Any] = connection.__dict__
    found: Underway | None = known.get(_UNDERWAY)
    if found is None:
        found = known[_UNDERWAY] = Underway()
    return found


def note_fact(connection: Connection, table: str, number: int, leads_to: int | None) -> None:
    """Tell the transaction to which row or person a row leads, so that it need not ask."""
    underway(connection).facts[table, number] = leads_to


def begin_anew(connection: Connection, *_: object) -> None:
    """Nothing is known any more: a transaction begins, or a part of it was taken back."""
    connection.__dict__.pop(_UNDERWAY, None)


def book_of(connection: Connection) -> KeyBook:
    """The keys of the database that this connection leads to."""
    book = connection.get_execution_options()[BOOK]
    assert isinstance(book, KeyBook)  # noqa: S101 – put there by `sealed_engine.give_keys`
    return book


class KeyBook:
    """The keys of one database."""

    def __init__(self, keys: KeyRing, connect: Connect) -> None:
        self.open_keys = OpenKeys(keys, self)
        self._connect = connect
        self._tags: dict[Owner, bytes] = {}
        self.facts: dict[tuple[str, int], int | None] = {}  # committed, of the tables of LASTING
        self._wrapping: dict[bytes, bytes] = {}  # municipality's key → what wraps its persons' keys
        self._lock = Lock()
        self._seen: tuple[int | None, int] = (None, 0)

    def look(self) -> None:
        with self._connect() as connection:
            newest, destroyed = connection.execute(_LOOK).one()
            if (newest, destroyed) == self._seen:
                return
            gone = set(connection.execute(_DESTROYED).scalars()) if destroyed else set()
        if newest != self._seen[0]:
            with self._lock:
                self._tags = {owner: tag for owner, tag in self._tags.items() if owner[1] is not None}
        self._seen = (newest, destroyed)
        self._drop(gone)

    def _drop(self, gone: set[bytes]) -> None:
        with self._lock:
            self._tags = {owner: tag for owner, tag in self._tags.items() if tag not in gone}
        self.open_keys.forget(gone)

    def find(self, tag: bytes) -> AESGCM | datetime | None:
        with self._connect() as connection:
            row = connection.execute(_BY_TAG, {"tag": tag}).one_or_none()
            if row is None or row.destroyed_at is not None:
                return None if row is None else row.destroyed_at
            return self._opened(connection, row)

    def tags_of(self, connection: Connection, owners: Sequence[Owner]) -> list[bytes | None]:
        """The tag of the key that seals for each owner, its key ready; made where there is none.

        None for a row that is not there. Raises Erased where a person's key was destroyed: nothing is sealed
        for them any more.
        """
        self.open_keys.look()
        known, shared = underway(connection).tags, self._tags  # which grows, and is replaced to shrink
        missing = {one for one in owners if one not in known and one not in shared and one[0] is not None}
        if missing:
            if not known:
                underway(connection).seen = self._seen
            self._find_or_make(connection, missing, known)
        return [None if one[0] is None else (known[one] if one in known else shared[one]) for one in owners]

    def promote(self, known: Underway) -> None:
        """What a transaction knew is committed: it counts for all that follow."""
        with self._lock:
            if len(self._tags) > _MOST:
                self._tags = {}
            if len(self.facts) > _MOST:
                self.facts = {}
            if known.seen == self._seen:  # else keys were renewed meanwhile: they are asked for anew
                self._tags.update(known.tags)
            self.facts.update({key: to for key, to in known.facts.items() if key[0] in LASTING})
        if known.destroyed:
            self._drop(known.destroyed)

    def _find_or_make(self, connection: Connection, owners: set[Owner], known: dict[Owner, bytes]) -> None:
        persons = sorted(person for _, person in owners if person is not None)
        towns = sorted({town for town, _ in owners})
        rows: list[Row[Any]] = list(connection.execute(_OF_PERSONS, {"whose": persons})) if persons else []
        if len({row.person_id for row in rows}) < len(persons) or len(persons) < len(owners):
            rows += connection.execute(_OF_TOWNS, {"whose": towns})
        for row in rows:  # the newest comes last
            if row.destroyed_at is not None:
                raise Erased(erased_words(row.destroyed_at))
            self._opened(connection, row)
            known[row.municipality_id, row.person_id] = row.tag
        lacking = sorted(owners - known.keys(), key=str)
        for town in {town for town, _ in lacking if (town, None) not in known}:
            self.make_town_key(connection, town)
        self._make_persons(connection, [one for one in lacking if one[1] is not None], known)

    def wrapping_key(self, connection: Connection, tag: bytes) -> bytes:
        """What wraps the keys of persons: derived from the municipality's key of this tag."""
        if tag not in self._wrapping:
            self._opened(connection, connection.execute(_BY_TAG, {"tag": tag}).one())
        return self._wrapping[tag]

    def _opened(self, connection: Connection, row: Row[Any]) -> AESGCM:
        """The key of a row, ready."""
        about = about_key(row.tag, (row.municipality_id, row.person_id))
        if row.person_id is None:
            key = self.open_keys.keys.masters.unwrap(row.master, row.wrapped, about)
            return self._of_town(row.tag, key)
        wrapping = self.wrapping_key(connection, row.wrapped_by)
        cipher = AESGCM(unwrapped_by(wrapping, row.wrapped, about))
        self.open_keys.keep(row.tag, cipher)
        return cipher

    def _of_town(self, tag: bytes, key: bytes) -> AESGCM:
        """A municipality's key seals and wraps, by a key derived for each."""
        self._wrapping[tag] = derived_key(key, "keys")
        cipher = AESGCM(derived_key(key, "values"))
        self.open_keys.keep(tag, cipher)
        return cipher

    def make_town_key(self, connection: Connection, town: int) -> bytes:
        """A new key of a municipality, wrapped by the newest master; its tag. It seals from now on."""
        tag, key = os.urandom(TAG_BYTES), os.urandom(KEY_BYTES)
        number, wrapped = self.open_keys.keys.masters.wrap(key, about_key(tag, (town, None)))
        row = {"municipality_id": town, "tag": tag, "wrapped": wrapped, "master": number}
        connection.execute(insert(KEY), [row])
        self._of_town(tag, key)
        underway(connection).tags[town, None] = tag
        return tag

    def _make_persons(self, connection: Connection, owners: list[Owner], known: dict[Owner, bytes]) -> None:
        rows = []
        for owner in owners:
            tag, key, by = os.urandom(TAG_BYTES), os.urandom(KEY_BYTES), known[owner[0], None]
            wrapped = wrapped_by(self._wrapping[by], key, about_key(tag, owner))
            rows.append(
                {
                    "municipality_id": owner[0],
                    "person_id": owner[1],
                    "tag": tag,
                    "wrapped": wrapped,
                    "wrapped_by": by,
                }
            )
            self.open_keys.keep(tag, AESGCM(key))
            known[owner] = tag
        if rows:
            connection.execute(insert(KEY), rows)


def about_key(tag: bytes, owner: tuple[int | None, int | None], purpose: str = "") -> bytes:
    """What a wrapped key is bound to: its own row."""
    return f"data_key\0{tag.hex()}\0{owner[0]}\0{owner[1]}\0{purpose}".encode()
