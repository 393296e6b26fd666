"""Conditions without their values: what a prepared statement is known by.

Conditions are column=value pairs joined by AND: None asks for null, a tuple, list or set for membership;
`column__least`, `column__most`, `column__before`, `column__after` and `column__not` compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Enum, Table, UnaryExpression, bindparam
from sqlalchemy.orm import Session

from engine.persistence.tables.base import Base
from engine.persistence.tenancy import case_column, hidden, narrowing, of_no_hidden

Shape = tuple[tuple[str, str], ...]  # column, comparison

_COMPARE: Mapping[str, Callable[[Column[Any], BindParameter[Any]], ColumnElement[bool]]] = {
    "": lambda column, value: column == value,
    "in": lambda column, value: column.in_(value),
    "least": lambda column, value: column >= value,
    "most": lambda column, value: column <= value,
    "after": lambda column, value: column > value,
    "before": lambda column, value: column < value,
    "not": lambda column, value: column != value,
}
_NULLS: Mapping[str, Callable[[Column[Any]], ColumnElement[bool]]] = {
    "null": lambda column: column.is_(None),
    "not_null": lambda column: column.is_not(None),
}
_OWN, _BUT = "own_municipality", "hidden_cases"


def shaped(
    session: Session, table: type[Base], conditions: Mapping[str, Any]
) -> tuple[Shape, dict[str, Any]]:
    """The shape of the conditions, the tenant's own among them, and the values by parameter name."""
    shape: list[tuple[str, str]] = []
    parameters: dict[str, Any] = {}
    for position, (name, value) in enumerate(conditions.items()):
        column, _, comparison = name.partition("__")
        if value is None:
            shape.append((column, "not_null" if comparison == "not" else "null"))
        else:
            is_list = isinstance(value, (tuple, list, set, frozenset))
            shape.append((column, "in" if is_list else comparison))
            parameters[f"is_{position}"] = list(value) if is_list else value
    own = narrowing(session, table)
    if own is not None:
        shape.append(("municipality_id", _OWN))
        parameters[_OWN] = own
        of_case = case_column(mapped_table(table)) if (cases := hidden(session)) else None
        if of_case is not None:
            shape.append((of_case.key, _BUT))
            parameters[_BUT] = cases
    return tuple(shape), parameters


def where(table: Table, shape: Shape) -> Iterator[ColumnElement[bool]]:
    """The conditions as SQL with named parameters; an unknown column or comparison raises KeyError.

    Rows that are named by their numbers, or by that of their case, are looked up by these: the sum keeps
    SQLite, which has no statistics, from going through all rows of the municipality instead, ever more of
    them with the years.
    """
    is_named = not {("id", "in"), ("case_id", "")}.isdisjoint(shape)
    for position, (name, comparison) in enumerate(shape):
        column = table.c[name]
        if comparison in _NULLS:
            yield _NULLS[comparison](column)
        elif comparison == _OWN:
            yield (column + 0 if is_named else column) == bindparam(_OWN, type_=column.type)
        elif comparison == _BUT:
            yield of_no_hidden(column, bindparam(_BUT, type_=column.type, expanding=True))
        else:
            yield _COMPARE[comparison](column, _parameter(f"is_{position}", column, comparison))


def order(table: Table, names: Sequence[str]) -> list[UnaryExpression[Any]]:
    """Columns to sort by; "-name" sorts downwards."""
    return [table.c[name[1:]].desc() if name.startswith("-") else table.c[name].asc() for name in names]


def mapped_table(table: type[Base]) -> Table:
    """The table behind a class."""
    mapped = table.__table__
    assert isinstance(mapped, Table)  # noqa: S101 – every class of ours is mapped to one table
    return mapped


def _parameter(name: str, column: Column[Any], comparison: str) -> BindParameter[Any]:
    """A state is written into the statement, not bound: partial indexes are chosen by these words."""
    is_word = isinstance(column.type, Enum) and comparison == ""
    return bindparam(name, type_=column.type, expanding=comparison == "in", literal_execute=is_word)
