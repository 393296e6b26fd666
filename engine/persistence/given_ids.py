"""Ids that were given once and must not be given again, though a restored copy knows nothing of them."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.counters import IdBlock


def never_again(session: Session, table: str, highest: int) -> None:
    """New rows of the table get ids above `highest`."""
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
