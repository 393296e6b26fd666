"""The one door through which sealed values are written: every INSERT and UPDATE of the engine passes here.

Before a statement runs, what it puts into sealed columns is sealed by the key of whose the row is, bound to
the row's own key columns. So these must be known: a new row is numbered here, a change names one row. A value
that is hidden from the door (in the statement itself) is refused by the column's type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Column, Connection, Insert, Table, Update, event, select
from sqlalchemy.orm import Mapper
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList

from engine.persistence.bindings import binding_of
from engine.persistence.key_book import KeyBook, underway
from engine.persistence.numbering import next_ids
from engine.persistence.open_keys import place_of
from engine.persistence.owner_lookup import Row, persons_of
from engine.persistence.owners import Whose
from engine.persistence.tables.base import Base
from engine.persistence.types import EncryptedBytes, Sealed

Parameters = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class SealedTable:
    """What sealing must know of a table."""

    table: Table
    columns: tuple[tuple[str, EncryptedBytes], ...]
    keys: tuple[Column[Any], ...]
    whose: Whose
    leads: Mapping[str, None]  # the columns by which its rows' person is found
    defaults: Mapping[str, Any]  # what its sealed columns hold where nothing is said
    is_numbered: bool  # its rows are numbered by the database, here before they are put in


@lru_cache(maxsize=512)
def sealed_table(table: Table) -> SealedTable | None:
    """How the table is sealed; None: it is not. All its sealed columns belong to the same person."""
    columns = tuple((one.key, one.type) for one in table.columns if isinstance(one.type, EncryptedBytes))
    if not columns:
        return None
    whose = columns[0][1].whose
    if any(one.whose != whose for _, one in columns):
        raise TypeError(f"the sealed columns of {table.name} belong to different owners")
    leads: dict[str, None] = dict.fromkeys(one for one in (whose.column, whose.otherwise) if one is not None)
    defaults = {one: table.c[one].default for one, _ in columns if table.c[one].default is not None}
    keys = tuple(table.primary_key)
    return SealedTable(table, columns, keys, whose, leads, defaults, [one.key for one in keys] == ["id"])


class Door:
    """Seals what statements of one engine are about to write."""

    def __init__(self, book: KeyBook) -> None:
        self.book = book

    def before_execute(
        self, connection: Connection, statement: Any, multi: Any, single: Any, _options: object
    ) -> tuple[Any, Any, Any]:
        """The statement with sealed parameters."""
        if not getattr(statement, "is_dml", False) or not isinstance(statement, (Insert, Update)):
            return statement, multi, single
        found = sealed_table(statement.table) if isinstance(statement.table, Table) else None
        if found is None:
            return statement, multi, single
        given: Parameters = multi or ([single] if single else [])
        if isinstance(statement, Insert):
            new = self._inserted(connection, found, given)
        else:
            new = self._updated(connection, found, _plan(statement, found), given)
        return statement, (new if multi else multi), (new[0] if single and not multi else single)

    def _inserted(self, connection: Connection, found: SealedTable, given: Parameters) -> list[Row]:
        rows = [_with_defaults(found, row) for row in given]
        if found.is_numbered:
            unnumbered = [row for row in rows if row.get("id") is None]
            for row, number in zip(
                unnumbered, next_ids(connection, found.table, len(unnumbered)), strict=True
            ):
                row["id"] = number
        names = [name for name, _ in found.columns]
        telling = [row for row in rows if any(row.get(name) is not None for name in names)]
        tags = self._tags(connection, found, [{**found.leads, **row} for row in telling])
        for row, tag in zip(telling, tags, strict=True):
            row.update(self._sealed(found, row, tag, {name: row.get(name) for name in names}))
        return rows

    def _updated(
        self, connection: Connection, found: SealedTable, plan: _Plan, given: Parameters
    ) -> list[Row]:
        made = []
        for parameters in given:
            values = {name: parameters[put] for name, put in plan.puts.items() if put in parameters}
            if all(value is None or isinstance(value, Sealed) for value in values.values()):
                made.append(dict(parameters))
                continue
            row = {name: plan.pins[name](parameters) for name in plan.pins}
            if any(row.get(key.key) is None for key in found.keys):
                raise TypeError(f"sealed columns of {found.table.name} are changed in one row at a time")
            [tag] = self._tags(connection, found, [self._whole(connection, found, row)])
            sealed = self._sealed(found, row, tag, values)
            made.append(dict(parameters) | {plan.puts[name]: value for name, value in sealed.items()})
        return made

    def _whole(self, connection: Connection, found: SealedTable, row: Row) -> Row:
        """The row with the columns by which its owner is found; those that nobody named are read."""
        missing = [one for one in found.leads if one not in row]
        if "municipality_id" in row and not missing:
            return row
        if "municipality_id" in row and missing == ["case_id"]:
            known = (found.table.name, row["id"])
            for facts in (underway(connection).facts, self.book.facts):
                if known in facts:
                    return row | {"case_id": facts[known]}
        columns = [found.table.c[one] for one in ("municipality_id", *missing)]
        wanted = select(*columns).where(*(key == row[key.key] for key in found.keys))
        there = connection.execute(wanted).one_or_none()
        if there is None:  # nothing will be changed: whatever seals is lost at once
            return row | dict.fromkeys(missing) | {"municipality_id": None}
        return row | dict(there._mapping)

    def _tags(self, connection: Connection, found: SealedTable, rows: Sequence[Row]) -> list[bytes | None]:
        if underway(connection).erases:
            return self.book.tags_of(connection, [(row["municipality_id"], None) for row in rows])
        persons = persons_of(connection, self.book, found.whose, rows)
        owners = [(row["municipality_id"], person) for row, person in zip(rows, persons, strict=True)]
        return self.book.tags_of(connection, owners)

    def _sealed(self, found: SealedTable, row: Row, tag: bytes | None, values: Row) -> Row:
        binding = binding_of(found.keys, row)
        sealed: Row = {}
        for name, column in found.columns:
            value = values.get(name)
            if value is not None and not isinstance(value, Sealed):
                sealed[name] = self._seal(column, value, tag, binding)
        return sealed

    def _seal(self, column: EncryptedBytes, value: Any, tag: bytes | None, binding: bytes) -> Sealed | None:
        plain = column.packed(value)
        if tag is None:
            return None
        sealed = Sealed(self.book.open_keys.seal(plain, tag, place_of(column.label, binding)))
        sealed.plain = value
        return sealed


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where an UPDATE keeps what sealing must know."""

    puts: Mapping[str, str]  # sealed column → parameter
    pins: Mapping[str, Callable[[Mapping[str, Any]], Any]]  # column that must equal something → what


_PLANS: WeakKeyDictionary[Update, _Plan] = WeakKeyDictionary()


def _plan(statement: Update, found: SealedTable) -> _Plan:
    plan = _PLANS.get(statement)
    if plan is None:
        puts = {name: name for name, _ in found.columns}
        for column, value in (statement._values or {}).items():
            if isinstance(value, BindParameter):
                puts[getattr(column, "key", str(column))] = value.key
        sealed = {name: put for name, put in puts.items() if name in dict(found.columns)}
        plan = _PLANS[statement] = _Plan(sealed, dict(_pins(statement.whereclause)))
    return plan


def _pins(clause: Any) -> Any:
    """The columns that a condition holds to one value."""
    if isinstance(clause, BooleanClauseList) and clause.operator is operators.and_:
        for part in clause.clauses:
            yield from _pins(part)
    elif isinstance(clause, BinaryExpression) and clause.operator is operators.eq:
        column, value = clause.left, clause.right
        if isinstance(column, Column) and isinstance(value, BindParameter):
            yield column.key, _reading(value)


def _reading(bound: BindParameter[Any]) -> Callable[[Mapping[str, Any]], Any]:
    return lambda parameters: parameters.get(bound.key, bound.value)


def _with_defaults(found: SealedTable, row: Mapping[str, Any]) -> Row:
    """The row with what its sealed columns hold where nothing is said."""
    whole = dict(row)
    for name, default in found.defaults.items():
        if name not in whole:
            whole[name] = default.arg(None) if default.is_callable else default.arg
    return whole


@event.listens_for(Base, "before_insert", propagate=True)
def _number(mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    table = mapper.local_table
    if isinstance(table, Table) and (found := sealed_table(table)) and found.is_numbered and row.id is None:
        [row.id] = next_ids(connection, table, 1)
