"""Statements of the hot path: built once per shape, narrowed to the tenant like all others.

A shape is the table, the columns set and the conditions asked, without their values. Running a prepared
statement costs a fraction of building an ORM statement anew; only `select_rows` makes objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import (
    Delete,
    Insert,
    Integer,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy import Row as Columns
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.persistence.sealing import sealed_table
from engine.persistence.shapes import Shape, mapped_table, order, shaped, where
from engine.persistence.tables.base import Base
from engine.persistence.tenancy import NARROWED, check_new_rows, require_writing, see_changes

Row = TypeVar("Row", bound=Base)
_INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_SEVERAL = (type(None), tuple, list, set, frozenset)  # conditions on a key that may hold for several rows
_NARROWED = {NARROWED: True}  # the tenant's condition is in the shape already


def select_rows(
    session: Session,
    table: type[Row],
    conditions: Mapping[str, Any],
    order_by: Sequence[str],
    limit: int | None,
) -> Sequence[Row]:
    """The rows as objects of the session, in the order given, at most `limit`."""
    shape, parameters = shaped(session, table, conditions)
    statement: Select[Any] = _select_rows(table, shape, tuple(order_by), limited=limit is not None)
    if limit is not None:
        parameters["most"] = limit
    return session.scalars(statement, parameters, execution_options=_NARROWED).all()


def select_columns(
    session: Session, table: type[Base], columns: Sequence[str], conditions: Mapping[str, Any]
) -> Sequence[Columns[Any]]:
    """These columns of the rows, as named tuples."""
    see_changes(session)
    shape, parameters = shaped(session, table, conditions)
    statement = _select_columns(mapped_table(table), tuple(columns), shape)
    return session.connection().execute(statement, parameters).all()


def stream_columns(
    session: Session,
    table: type[Base],
    columns: Sequence[str],
    conditions: Mapping[str, Any],
    at_once: int,
) -> Iterator[Columns[Any]]:
    """These columns of the rows, read while they are used, so many at a time."""
    see_changes(session)
    shape, parameters = shaped(session, table, conditions)
    statement = _select_columns(mapped_table(table), tuple(columns), shape)
    options = {"yield_per": at_once}
    yield from session.connection().execute(statement, parameters, execution_options=options)


def count_rows(
    session: Session, table: type[Base], conditions: Mapping[str, Any], group: str | None
) -> Sequence[Any]:
    """How many rows there are, per value of the column `group` or (None) in all."""
    see_changes(session)
    shape, parameters = shaped(session, table, conditions)
    return session.connection().execute(_count(mapped_table(table), shape, group), parameters).all()


def insert_rows(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows in as few statements as their keys allow; each names its municipality."""
    check_new_rows(session, table, rows)
    connection = session.connection()
    for batch in _alike(rows):
        connection.execute(_insert(mapped_table(table)), batch)


def insert_missing(session: Session, table: type[Base], row: Mapping[str, Any]) -> bool:
    """Insert one row unless one with its key stands: whether it was put in."""
    check_new_rows(session, table, [row])
    insert_for = _INSERT[session.get_bind().dialect.name]
    mapped = mapped_table(table)
    statement = insert_for(mapped).on_conflict_do_nothing().returning(*mapped.primary_key)
    return session.connection().execute(statement, dict(row)).first() is not None


def insert_returning(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Like `insert_rows`; the new ids in the order of the rows."""
    check_new_rows(session, table, rows)
    connection = session.connection()
    statement = _insert_for_ids(mapped_table(table))
    return [new for batch in _alike(rows) for new in connection.execute(statement, batch).scalars()]


def update_rows(
    session: Session, table: type[Base], values: Mapping[str, Any], conditions: Mapping[str, Any]
) -> int:
    """Set the values where the conditions hold; how many rows. The municipality cannot be set.

    What is sealed is sealed for one row: several rows are changed one after the other.
    """
    require_writing(session, values)
    keys = _sealed_by(mapped_table(table), tuple(values))
    if any(isinstance(conditions.get(key), _SEVERAL) for key in keys):
        rows = select_columns(session, table, keys, conditions)
        return sum(update_rows(session, table, values, {**conditions, **row._mapping}) for row in rows)
    shape, parameters = shaped(session, table, conditions)
    statement = _update(mapped_table(table), tuple(values), shape)
    parameters |= {f"set_{name}": value for name, value in values.items()}
    return session.connection().execute(statement, parameters).rowcount


def delete_rows(session: Session, table: type[Base], conditions: Mapping[str, Any]) -> int:
    """Delete where the conditions hold; how many rows."""
    require_writing(session)
    shape, parameters = shaped(session, table, conditions)
    return session.connection().execute(_delete(mapped_table(table), shape), parameters).rowcount


@lru_cache(maxsize=1024)
def _select_rows(table: type[Base], shape: Shape, names: tuple[str, ...], *, limited: bool) -> Select[Any]:
    mapped = mapped_table(table)
    statement = select(table).where(*where(mapped, shape)).order_by(*order(mapped, names))
    return statement.limit(bindparam("most", type_=Integer)) if limited else statement


@lru_cache(maxsize=1024)
def _select_columns(table: Table, names: tuple[str, ...], shape: Shape) -> Select[Any]:
    return select(*(table.c[name] for name in names)).where(*where(table, shape))


@lru_cache(maxsize=1024)
def _count(table: Table, shape: Shape, group: str | None) -> Select[Any]:
    if group is None:
        return select(func.count()).select_from(table).where(*where(table, shape))
    return select(table.c[group], func.count()).where(*where(table, shape)).group_by(table.c[group])


@lru_cache(maxsize=256)
def _insert(table: Table) -> Insert:
    return insert(table)


@lru_cache(maxsize=256)
def _insert_for_ids(table: Table) -> Insert:
    return insert(table).returning(table.c.id, sort_by_parameter_order=True)


@lru_cache(maxsize=1024)
def _update(table: Table, names: tuple[str, ...], shape: Shape) -> Update:
    values = {name: bindparam(f"set_{name}", type_=table.c[name].type) for name in names}
    return update(table).where(*where(table, shape)).values(values)


@lru_cache(maxsize=1024)
def _sealed_by(table: Table, names: tuple[str, ...]) -> tuple[str, ...]:
    """The key to which what is set in these columns is bound; nothing where none is sealed."""
    found = sealed_table(table)
    is_sealed = found is not None and any(name in names for name, _ in found.columns)
    return tuple(key.key for key in table.primary_key) if is_sealed else ()


@lru_cache(maxsize=1024)
def _delete(table: Table, shape: Shape) -> Delete:
    return delete(table).where(*where(table, shape))


def _alike(rows: Sequence[Mapping[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for _, batch in groupby(rows, key=lambda row: row.keys()):
        yield [dict(row) for row in batch]
