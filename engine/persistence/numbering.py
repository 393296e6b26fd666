"""Numbers of new rows before they are put in: what they hold is sealed for exactly this row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select, text

from engine.persistence.key_book import underway

_SEQUENCE = text(
    "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, CAST(:count AS integer))"
)
_EVER = text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :name")


def next_ids(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """The ids that the database would give the next rows of the table."""
    if not count:
        return []
    if connection.dialect.name == "postgresql":
        return connection.execute(_SEQUENCE, {"name": table.name, "count": count}).scalars().all()
    given = underway(connection).given
    highest = max(given.get(table.name, 0), connection.execute(_highest(table)).scalar() or 0)
    if table.dialect_options["sqlite"]["autoincrement"]:
        highest = max(highest, connection.execute(_EVER, {"name": table.name}).scalar() or 0)
    given[table.name] = highest + count
    return range(highest + 1, highest + count + 1)


@lru_cache(maxsize=256)
def _highest(table: Table) -> Select[Any]:
    return select(func.max(table.c.id))
