"""Sealed values that are not what they say: of another owner or row, altered, without a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.orm import Session

from engine.persistence.bindings import binding_of
from engine.persistence.key_book import KEY, book_of
from engine.persistence.keys import FORMAT_1
from engine.persistence.owner_lookup import persons_of
from engine.persistence.resealing import beyond, sealed_tables, whole_rows
from engine.persistence.sealing import SealedTable

_PAGE = 25  # rows held at once: a file may be large
_KEYS = select(KEY.c.tag, KEY.c.municipality_id, KEY.c.person_id, KEY.c.destroyed_at)


def faults(session: Session) -> Iterator[str]:
    """Each value that does not open for its own row, or whose key is another's: "table.column key: what".

    What was sealed by a destroyed key of its own person is sound. The session is for EVERY municipality.
    """
    wire = session.connection()
    for found in sealed_tables():
        after: Sequence[Any] = ()
        while page := wire.execute(beyond(_ordered(found), found, after)).all():
            yield from _of_page(wire, found, [dict(row._mapping) for row in page])
            after = [page[-1]._mapping[key.key] for key in found.keys]


def sealed_count(session: Session) -> int:
    """How many rows are looked at."""
    wire = session.connection()
    return sum(
        wire.exec_driver_sql(f"SELECT count(*) FROM {one.table.name}").scalar_one()  # noqa: S608 – own names
        for one in sealed_tables()
    )


def _ordered(found: SealedTable) -> Any:
    return whole_rows(found).order_by(*found.keys).limit(_PAGE)


def _of_page(wire: Connection, found: SealedTable, rows: list[dict[str, Any]]) -> Iterator[str]:
    persons = persons_of(wire, book_of(wire), found.whose, rows)
    tags = {row[name][1:9] for row in rows for name, _ in found.columns if row[name] is not None}
    keys = {row.tag: row for row in wire.execute(_KEYS.where(KEY.c.tag.in_(sorted(tags))))}
    for row, person in zip(rows, persons, strict=True):
        where = "/".join(str(row[key.key]) for key in found.keys)
        for name, what in _of_row(wire, found, row, (keys, person)):
            yield f"{found.table.name}.{name} {where}: {what}"


def _of_row(
    wire: Connection,
    found: SealedTable,
    row: Mapping[str, Any],
    known: tuple[dict[Any, Row[*tuple[Any, ...]]], int | None],
) -> Iterator[tuple[str, str]]:
    keys, person = known
    open_keys, binding = book_of(wire).open_keys, binding_of(found.keys, row)
    for name, column in found.columns:
        value: bytes | None = row[name]
        if value is None:
            continue
        if value[0] != FORMAT_1:
            key = keys.get(value[1:9])
            if key is None:
                yield name, "no such key"
                continue
            own = (row["municipality_id"], person), (row["municipality_id"], None)  # the latter: emptied
            if (key.municipality_id, key.person_id) not in own:
                yield name, "sealed for another"
                continue
            if key.destroyed_at is not None:
                continue
        try:
            open_keys.unseal(value, column.label, binding)
        except ValueError:
            yield name, "does not open"
