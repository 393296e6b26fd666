"""Values that stand in an earlier format or under a key that is not their owner's newest, sealed anew.

In small transactions of their own, in the order of the keys of each table, while the house works. What is
done already is passed over, so that it can be cut off anywhere and begun again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Select, func, or_, select, tuple_, type_coerce, update
from sqlalchemy.orm import Session

from engine.errors import Erased
from engine.persistence import data_keys
from engine.persistence.bindings import binding_of
from engine.persistence.key_book import KEY, KeyBook, book_of
from engine.persistence.open_keys import FORMAT_2, place_of
from engine.persistence.owner_lookup import persons_of
from engine.persistence.sealing import SealedTable, sealed_table
from engine.persistence.tables import Base
from engine.persistence.types import Sealed

PORTION = 50  # rows in one transaction
_FORMAT_1, _FORMAT_2 = b"\x01", bytes((FORMAT_2,))


@dataclass(frozen=True, slots=True)
class Behind:
    """Values of a column that are not sealed as new ones are."""

    column: str  # "table.column"
    format_1: int  # by a master, bound to the column alone
    old_key: int  # by a key of the municipality that is not its newest


def sealed_tables() -> list[SealedTable]:
    """Every table with sealed columns."""
    found = [sealed_table(table) for table in Base.metadata.sorted_tables]
    return [one for one in found if one is not None]


def behind(session: Session) -> Iterator[Behind]:
    """How many values of each column are to be sealed anew; columns without such are left out."""
    wire = session.connection()
    old = data_keys.town_tags(wire) - set(data_keys.newest_tags(wire).values())
    for found in sealed_tables():
        for name, _ in found.columns:
            column = raw(found.table.c[name])
            first = func.count().filter(_head(column) == _FORMAT_1)
            other = func.count().filter(_tag(column).in_(sorted(old)))
            counts = wire.execute(select(first, other).select_from(found.table)).one()
            if any(counts):
                yield Behind(f"{found.table.name}.{name}", *counts)


def reseal_portion(session: Session, found: SealedTable, after: Sequence[Any]) -> tuple[Sequence[Any], int]:
    """Seal anew what must be of the next rows of a table, after the one with this key.

    Gives the key of the last row looked at (empty: there are no more), and how many values were sealed.
    """
    wire = session.connection()
    keys = _candidates(wire, found, after)
    towns = data_keys.town_tags(wire)
    sealed = sum(_reseal(wire, found, key, towns) for key in keys)
    return (keys[-1] if keys else ()), sealed


def raw(column: Column[Any]) -> Any:
    """The column's bytes as they are stored."""
    return type_coerce(column, LargeBinary)


def _head(column: Any) -> Any:
    return type_coerce(func.substr(column, 1, 1), LargeBinary)


def _tag(column: Any) -> Any:
    return type_coerce(func.substr(column, 2, 8), LargeBinary)


def _candidates(wire: Connection, found: SealedTable, after: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Keys of rows that hold something of an earlier format, or by a key of the municipality."""
    towns = select(KEY.c.tag).where(KEY.c.person_id.is_(None), KEY.c.purpose.is_(None))
    columns = [raw(found.table.c[name]) for name, _ in found.columns]
    wanted = [(_head(one) == _FORMAT_1) | _tag(one).in_(towns) for one in columns]
    statement = select(*found.keys).where(or_(*wanted)).order_by(*found.keys).limit(PORTION)
    return [tuple(row) for row in wire.execute(beyond(statement, found, after))]


def beyond(statement: Select[Any], found: SealedTable, after: Sequence[Any]) -> Select[Any]:
    """The rows behind the one with this key (empty: all of them)."""
    if not after:
        return statement
    last = [type_coerce(value, key.type) for key, value in zip(found.keys, after, strict=True)]
    return statement.where(tuple_(*found.keys) > tuple_(*last))


def whole_rows(found: SealedTable) -> Select[Any]:
    """Key, owner's columns and sealed values as they are stored, by name."""
    names = {*found.leads, "municipality_id"} - {one.key for one in found.keys}
    columns = [*found.keys, *(found.table.c[one] for one in sorted(names))]
    return select(*columns, *(raw(found.table.c[name]).label(name) for name, _ in found.columns))


def _reseal(wire: Connection, found: SealedTable, key: Sequence[Any], towns: set[bytes]) -> int:
    same = [column == value for column, value in zip(found.keys, key, strict=True)]
    there = wire.execute(whole_rows(found).where(*same).with_for_update()).one_or_none()
    if there is None:
        return 0
    row = dict(there._mapping)
    anew = _sealed_anew(wire, found, row, towns)
    if anew:
        wire.execute(update(found.table).where(*same).values(anew))
    return len(anew)


def _sealed_anew(
    wire: Connection, found: SealedTable, row: dict[str, Any], towns: set[bytes]
) -> dict[str, Sealed]:
    book, binding = book_of(wire), binding_of(found.keys, row)
    [person] = persons_of(wire, book, found.whose, [row])
    own = _tag_of(wire, book, (row["municipality_id"], person))
    town = _tag_of(wire, book, (row["municipality_id"], None))
    anew = {}
    for name, column in found.columns:
        value: bytes | None = row[name]
        if value is None:
            continue
        emptied = value[:1] == _FORMAT_2 and value[1:9] in towns  # of a person, and stays the municipality's
        tag = town if emptied else own
        if value[:1] == _FORMAT_2 and value[1:9] == tag:
            continue
        if tag is None:  # the person was erased, and so is this
            anew[name] = Sealed(_FORMAT_2 + _destroyed(wire, person) + os.urandom(64))
            continue
        plain = book.open_keys.unseal(value, column.label, binding)
        anew[name] = Sealed(book.open_keys.seal(plain, tag, place_of(column.label, binding)))
    return anew


def _tag_of(wire: Connection, book: KeyBook, owner: tuple[int, int | None]) -> bytes | None:
    try:
        return book.tags_of(wire, [owner])[0]
    except Erased:
        return None


def _destroyed(wire: Connection, person: int | None) -> bytes:
    found: bytes = wire.execute(select(KEY.c.tag).where(KEY.c.person_id == person).limit(1)).scalar_one()
    return found
