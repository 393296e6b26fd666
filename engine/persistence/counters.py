"""Ids and numbers that must never be given twice."""

from __future__ import annotations

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from engine.persistence.tables.base import Base
from engine.persistence.tables.cases import CaseCounter
from engine.persistence.tables.counters import IdBlock


def reserve(session: Session, table: str, count: int = 1) -> int:
    """The first of `count` consecutive row ids of a table, reserved in the caller's transaction."""
    taken = session.execute(
        update(IdBlock)
        .where(IdBlock.table_name == table)
        .values(next_id=IdBlock.next_id + count)
        .returning(IdBlock.next_id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if taken is not None:
        return int(taken) - count
    first = _highest(session, table) + 1
    session.execute(insert(IdBlock), [{"table_name": table, "next_id": first + count}])
    return first


def next_number(session: Session, municipality_id: int, kind: str, year: int) -> int:
    """The next running number of a municipality in a year: 1, 2, 3 … (a rolled back one is given again)."""
    key = (municipality_id, kind, year)
    counter = session.get(CaseCounter, key)
    if counter is None:
        counter = CaseCounter(municipality_id=municipality_id, kind=kind, year=year, last=0)
        session.add(counter)
    counter.last += 1
    session.flush()
    return counter.last


def _highest(session: Session, table: str) -> int:
    if table not in Base.metadata.tables:
        raise ValueError(f"there is no table {table}")
    column = Base.metadata.tables[table].c["id"]
    found = session.connection().execute(select(func.max(column))).scalar_one()
    return int(found or 0)
