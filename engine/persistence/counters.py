"""Ids and numbers that must never be given twice."""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from engine.persistence.rows import add_unless_there
from engine.persistence.tables.base import Base
from engine.persistence.tables.cases import CaseCounter
from engine.persistence.tables.counters import IdBlock
from engine.persistence.tenancy import across


def reserve(session: Session, table: str, count: int = 1) -> int:
    """The first of `count` consecutive row ids of a table, reserved in the caller's transaction."""
    taken = _take(session, table, count)
    if taken is None:
        block = {"table_name": table, "next_id": _highest(session, table) + 1}
        add_unless_there(session, IdBlock, block)  # two may be the first at once
        taken = _take(session, table, count)
    if taken is None:
        raise ValueError(f"the block of {table} is gone")
    return taken - count


def next_number(session: Session, municipality_id: int, kind: str, year: int) -> int:
    """The next running number of a municipality in a year: 1, 2, 3 … (a rolled back one is given again)."""
    key = (municipality_id, kind, year)
    if session.get(CaseCounter, key) is None:
        zero = {"municipality_id": municipality_id, "kind": kind, "year": year, "last": 0}
        add_unless_there(session, CaseCounter, zero)
    counter = session.get_one(CaseCounter, key, with_for_update=True, populate_existing=True)
    counter.last += 1
    session.flush()
    return counter.last


def _take(session: Session, table: str, count: int) -> int | None:
    taken = session.execute(
        update(IdBlock)
        .where(IdBlock.table_name == table)
        .values(next_id=IdBlock.next_id + count)
        .returning(IdBlock.next_id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return None if taken is None else int(taken)


def _highest(session: Session, table: str) -> int:
    if table not in Base.metadata.tables:
        raise ValueError(f"there is no table {table}")
    column = Base.metadata.tables[table].c["id"]
    with across(session):  # a number that another municipality's row has is not given again
        found = session.connection().execute(select(func.max(column))).scalar_one()
    return int(found or 0)
