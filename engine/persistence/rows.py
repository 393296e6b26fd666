"""The plain questions every noun asks: one row, some rows, how many; put in, change, take away.

Conditions are column=value pairs joined by AND: a value of None asks for null, a tuple, list or set for
membership, and `column__least`, `column__most`, `column__before`, `column__after`, `column__not` compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from engine.persistence import prepared
from engine.persistence.tables.base import Base

Row = TypeVar("Row", bound=Base)


def first(
    session: Session, table: type[Row], *, order_by: Sequence[str] = (), **conditions: object
) -> Row | None:
    """The first row that satisfies the conditions ("-name" in order_by sorts downwards), or None."""
    found = every(session, table, order_by=order_by, limit=1, **conditions)
    return found[0] if found else None


def every(
    session: Session,
    table: type[Row],
    *,
    order_by: Sequence[str] = (),
    limit: int | None = None,
    **conditions: object,
) -> Sequence[Row]:
    """All rows that satisfy the conditions, in the order given, at most `limit`."""
    return prepared.select_rows(session, table, conditions, order_by, limit)


def values(
    session: Session, table: type[Base], columns: Sequence[str], **conditions: object
) -> Sequence[Any]:
    """Only these columns of the rows, as named tuples: for long lists where whole rows would weigh."""
    return prepared.select_columns(session, table, columns, conditions)


def each(
    session: Session, table: type[Base], columns: Sequence[str], *, at_once: int, **conditions: object
) -> Iterator[Any]:
    """Like `values`, but only `at_once` rows are in memory at a time: for tables of any length."""
    return prepared.stream_columns(session, table, columns, conditions, at_once)


def count(session: Session, table: type[Base], **conditions: object) -> int:
    """How many rows satisfy the conditions."""
    [(number,)] = prepared.count_rows(session, table, conditions, None)
    return int(number)


def counts_by(session: Session, table: type[Base], column: str, **conditions: object) -> dict[Any, int]:
    """How many rows per value of a column, in one query."""
    return {value: number for value, number in prepared.count_rows(session, table, conditions, column)}


def insert_many(session: Session, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert plain dicts in one batch, without making objects; each names its municipality. How many."""
    batch = list(rows)
    if batch:
        prepared.insert_rows(session, table, batch)
    return len(batch)


def insert_for_ids(session: Session, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> Sequence[int]:
    """Like `insert_many`, giving the new ids in the order of the rows."""
    batch = list(rows)
    return prepared.insert_returning(session, table, batch) if batch else []


def add_unless_there(session: Session, table: type[Base], row: Mapping[str, Any]) -> bool:
    """Insert a row unless one with its key stands: whether it was put in.

    Waits where somebody is putting in that one just now.
    """
    return prepared.insert_missing(session, table, row)


def change(session: Session, table: type[Base], values: Mapping[str, Any], **conditions: object) -> int:
    """Set the values in every row that satisfies the conditions; how many rows that were.

    Objects already loaded are brought up to date only when they are read again.
    """
    return prepared.update_rows(session, table, values, conditions)


def remove(session: Session, table: type[Base], **conditions: object) -> int:
    """Delete every row that satisfies the conditions; how many rows that were. No conditions: refused."""
    if not conditions:
        raise ValueError("deleting every row needs a condition")
    return prepared.delete_rows(session, table, conditions)
