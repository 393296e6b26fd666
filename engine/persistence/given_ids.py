"""Ids that were given once and must not be given again, though a restored copy knows nothing of them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.erased_fields import portions
from engine.persistence.tables.base import Base
from engine.persistence.tables.counters import IdBlock


def keep(session: Session, table: str, ids: Collection[int]) -> None:
    """Where the table lacks one of these ids, its new rows get higher ones. The session is for EVERY."""
    column = Base.metadata.tables[table].c["id"]
    connection = session.connection()
    there = {
        found
        for some in portions(ids)
        for found in connection.execute(select(column).where(column.in_(some))).scalars()
    }
    if missing := set(ids) - there:
        _never_again(session, table, max(missing))


def _never_again(session: Session, table: str, highest: int) -> None:
    rows.change(session, IdBlock, {"next_id": highest + 1}, table_name=table, next_id__most=highest)
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        bump = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"
        if not connection.exec_driver_sql(bump, (highest, table)).rowcount:
            begin = "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)"
            connection.exec_driver_sql(begin, (table, highest))
        return
    draw = text("SELECT nextval(pg_get_serial_sequence(:table, 'id'))")
    while (connection.execute(draw, {"table": table}).scalar() or highest) < highest:
        continue
