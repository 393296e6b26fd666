"""To whom rows belong: from the columns that `owners.Whose` names to persons, in one question or none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from engine.persistence.key_book import KeyBook, underway
from engine.persistence.owners import Whose
from engine.persistence.tables.base import Base

Row = dict[str, Any]
Hops = tuple[tuple[str, str], ...]
Facts = dict[tuple[str, int], Any]
_AT_ONCE = 500
_UNKNOWN: Any = object()


def persons_of(connection: Connection, book: KeyBook, whose: Whose, rows: Sequence[Row]) -> list[int | None]:
    """The person to whom each row belongs; None: the municipality. Rows hold the columns of `whose`."""
    if whose.column is None:
        return [None] * len(rows)
    if len(rows) == 1 and whose.otherwise is None:
        person = _known(underway(connection).facts, book.facts, whose.through, rows[0][whose.column])
        if person is not _UNKNOWN:
            return [person]
    starts = {row[whose.column] for row in rows} - {None}
    found = _walked(connection, book, starts, whose.through)
    persons = [None if row[whose.column] is None else found[row[whose.column]] for row in rows]
    if whose.otherwise is None:
        return persons
    return [
        row[whose.otherwise] if person is None else person for person, row in zip(persons, rows, strict=True)
    ]


def _known(facts: Facts, lasting: Facts, hops: Hops, at: int | None) -> Any:
    """The person to whom the hops lead from here, where no question is needed for it; else _UNKNOWN."""
    for table, _ in hops:
        if at is None:
            return None
        found = facts.get((table, at), _UNKNOWN)
        at = lasting.get((table, at), _UNKNOWN) if found is _UNKNOWN else found
        if at is _UNKNOWN:
            return _UNKNOWN
    return at


def _walked(connection: Connection, book: KeyBook, starts: set[int], hops: Hops) -> dict[int, int | None]:
    """From each start hop by hop to the person; what is not known is asked for."""
    if not hops:
        return {start: start for start in starts}
    (table, _), rest = hops[0], hops[1:]
    facts, lasting = underway(connection).facts, book.facts
    unknown = [one for one in starts if (table, one) not in facts and (table, one) not in lasting]
    for begin in range(0, len(unknown), _AT_ONCE):
        _ask(connection, hops, unknown[begin : begin + _AT_ONCE])
    nexts = {one: facts.get((table, one), lasting.get((table, one))) for one in starts}
    further = _walked(connection, book, {to for to in nexts.values() if to is not None}, rest)
    return {one: None if to is None else further[to] for one, to in nexts.items()}


def _ask(connection: Connection, hops: Hops, starts: list[int]) -> None:
    """All hops of these rows, in one question; a row that is not there leads to nobody."""
    facts = underway(connection).facts
    is_one = len(starts) == 1
    asked = {"start": starts[0]} if is_one else {"starts": starts}
    for row in connection.execute(_question(hops, is_one=is_one), asked):
        for (table, _), at, to in zip(hops, row[:-1], row[1:], strict=True):
            if at is not None:
                facts[table, at] = to


@lru_cache(maxsize=64)
def _question(hops: Hops, *, is_one: bool) -> Select[Any]:
    """The ids along the way, from the first row to the person."""
    tables = [Base.metadata.tables[table] for table, _ in hops]
    joined: Any = tables[0]
    for before, table, (_, column) in zip(tables, tables[1:], hops, strict=False):
        joined = joined.outerjoin(table, table.c.id == before.c[column])
    columns = [tables[0].c.id, *(table.c[column] for table, (_, column) in zip(tables, hops, strict=True))]
    labelled = [column.label(f"hop_{at}") for at, column in enumerate(columns)]
    first = tables[0].c.id
    where = first == bindparam("start") if is_one else first.in_(bindparam("starts", expanding=True))
    return select(*labelled).select_from(joined).where(where)
