"""The plain questions every noun asks: one row, some rows, how many; put in, change, take away.

Conditions are column=value pairs joined by AND: a value of None asks for null, a tuple, list or set for
membership, and `column__least`, `column__most`, `column__before`, `column__after`, `column__not` compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, UnaryExpression, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.persistence.prepared import (
    delete_rows,
    insert_returning,
    insert_rows,
    select_columns,
    update_rows,
)
from engine.persistence.tables.base import Base

Row = TypeVar("Row", bound=Base)

_COMPARE: Mapping[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "least": lambda column, value: column >= value,
    "most": lambda column, value: column <= value,
    "after": lambda column, value: column > value,
    "before": lambda column, value: column < value,
    "not": lambda column, value: column.is_not(None) if value is None else column != value,
}


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
    statement = select(table).where(*_conditions(table, conditions)).order_by(*_order(table, order_by))
    return session.scalars(statement if limit is None else statement.limit(limit)).all()


def values(
    session: Session, table: type[Base], columns: Sequence[str], **conditions: object
) -> Sequence[Any]:
    """Only these columns of the rows, as named tuples: for long lists where whole rows would weigh."""
    return select_columns(session, table, columns, conditions)


def count(session: Session, table: type[Base], **conditions: object) -> int:
    """How many rows satisfy the conditions."""
    statement = select(func.count()).select_from(table).where(*_conditions(table, conditions))
    return session.scalar(statement) or 0


def counts_by(session: Session, table: type[Base], column: str, **conditions: object) -> dict[Any, int]:
    """How many rows per value of a column, in one query."""
    group = _column(table, column)
    statement = select(group, func.count()).where(*_conditions(table, conditions)).group_by(group)
    return {value: number for value, number in session.execute(statement)}


def insert_many(session: Session, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert plain dicts in one batch, without making objects; each names its municipality. How many."""
    batch = list(rows)
    if batch:
        insert_rows(session, table, batch)
    return len(batch)


def insert_for_ids(session: Session, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> Sequence[int]:
    """Like `insert_many`, giving the new ids in the order of the rows."""
    batch = list(rows)
    return insert_returning(session, table, batch) if batch else []


def change(session: Session, table: type[Base], values: Mapping[str, Any], **conditions: object) -> int:
    """Set the values in every row that satisfies the conditions; how many rows that were.

    Objects already loaded are brought up to date only when they are read again.
    """
    return update_rows(session, table, values, conditions)


def remove(session: Session, table: type[Base], **conditions: object) -> int:
    """Delete every row that satisfies the conditions; how many rows that were. No conditions: refused."""
    if not conditions:
        raise ValueError("deleting every row needs a condition")
    return delete_rows(session, table, conditions)


def _conditions(table: type[Base], conditions: Mapping[str, object]) -> list[ColumnElement[bool]]:
    return [_condition(table, name, value) for name, value in conditions.items()]


def _condition(table: type[Base], name: str, value: object) -> ColumnElement[bool]:
    column_name, _, comparison = name.partition("__")
    column = _column(table, column_name)
    if comparison:
        return _COMPARE[comparison](column, value)
    if value is None:
        return column.is_(None)
    if isinstance(value, (tuple, list, set, frozenset)):
        return column.in_(value)
    return column == value


def _order(table: type[Base], names: Sequence[str]) -> list[ColumnElement[Any] | UnaryExpression[Any]]:
    return [
        _column(table, name[1:]).desc() if name.startswith("-") else _column(table, name).asc()
        for name in names
    ]


def _column(table: type[Base], name: str) -> InstrumentedAttribute[Any]:
    column = getattr(table, name)
    if not isinstance(column, InstrumentedAttribute):
        raise TypeError(f"{table.__name__} has no column {name}")
    return column
