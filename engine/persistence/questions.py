"""Reads over several tables, built once as SQL and narrowed to the session's municipality like all others.

Building an ORM statement anew costs more than running it; on the hot path a question is asked thousands of
times in the same words. The municipality's condition is put on every table that has one, by this module.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors

from engine.persistence.shapes import mapped_table
from engine.persistence.tables.base import Base, OfMunicipality, OfMunicipalityOrAll
from engine.persistence.tenancy import case_column, hidden, of_no_hidden, see_changes, tenant_of

_OWN = "own_municipality"
OF_MUNICIPALITY: tuple[type, ...] = (OfMunicipality, OfMunicipalityOrAll)


class Question:
    """A select over tables with named parameters, asked as often as needed."""

    def __init__(self, statement: Select[*tuple[Any, ...]], *, beside: Sequence[type[Base]] = ()) -> None:
        """`beside`: tables that are joined from outside, so that their part of a row may be missing."""
        self._of_every = statement
        self._of_one = statement.where(*_own(statement, {mapped_table(one) for one in beside}))

    def ask(self, session: Session, **parameters: object) -> Sequence[Any]:
        """The rows, as named tuples."""
        see_changes(session)
        own = tenant_of(session).municipality_id
        if own is None:
            return session.connection().execute(self._of_every, parameters).all()
        cases = hidden(session)
        of_one = self._of_one.where(*_but_hidden(self._of_one, cases)) if cases else self._of_one
        return session.connection().execute(of_one, {**parameters, _OWN: own}).all()


def _own(statement: Select[*tuple[Any, ...]], beside: Collection[Table]) -> list[ColumnElement[bool]]:
    """One condition per table with a municipality; what could hide a table from here is refused.

    A question looks up a few rows by their own keys. The sum keeps SQLite, which has no statistics, from
    going through all rows of the municipality instead.
    """
    tables: dict[str, Table] = {}
    for part in visitors.iterate(statement):
        if part is not statement and part.__visit_name__ in ("select", "alias", "subquery", "cte"):
            raise ValueError("a question reads tables directly: no aliases, no selects within")
        if isinstance(part, Table) and part in _narrowed_tables():
            tables[part.name] = part
    return [_of_own(table, may_miss=table in beside) for table in tables.values()]


def _of_own(table: Table, *, may_miss: bool) -> ColumnElement[bool]:
    column = table.c.municipality_id
    own = bindparam(_OWN, type_=column.type)
    return func.coalesce(column, own) == own if may_miss else column + 0 == own


def _but_hidden(statement: Select[*tuple[Any, ...]], cases: tuple[int, ...]) -> Iterator[ColumnElement[bool]]:
    """No row of the cases that who reads is kept off; few ever are, so the statement is built for them."""
    for table in {part for part in visitors.iterate(statement) if isinstance(part, Table)}:
        if (column := case_column(table)) is not None:
            yield of_no_hidden(column, cases)


def _narrowed_tables() -> set[Table]:
    mapped: list[type[Base]] = [mapper.class_ for mapper in Base.registry.mappers]
    return {mapped_table(one) for one in mapped if issubclass(one, OF_MUNICIPALITY)}
