"""What somebody read, changed and writes back must still be what was read.

SQLite lets one writer in at a time, so this is so by itself. PostgreSQL lets many in: before an object's
changes are written its row is locked and compared with what the session had read; where somebody else was
faster the step is `Outrun` and is done anew by whoever asked for it. Nothing is ever silently overwritten.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import UOWTransaction

from engine.errors import Outrun
from engine.messages_catalogue import msg
from engine.persistence.shapes import mapped_table
from engine.persistence.tenancy import TenantSession

CHANGED_MEANWHILE = msg("Somebody else changed this in the same moment; try again.")


@event.listens_for(TenantSession, "before_flush")
def _compare(session: TenantSession, _context: UOWTransaction, _instances: object) -> None:
    if session.get_bind().dialect.name == "sqlite":
        return
    for row in session.dirty:
        if session.is_modified(row, include_collections=False):
            _refuse_overwriting(session, row)


def _refuse_overwriting(session: TenantSession, row: object) -> None:
    """Lock the row as it stands now; Outrun where it is not as it was read."""
    state = inspect(row, raiseerr=True)
    mapper = state.mapper
    table = mapped_table(mapper.class_)
    key = dict(zip(mapper.primary_key, state.identity, strict=True))
    read = _as_read(state)
    columns = [mapper.column_attrs[name].columns[0] for name in read]
    statement = select(*columns).where(*(column == value for column, value in key.items()))
    now = session.connection().execute(statement.with_for_update(of=table)).one_or_none()
    if now is None or list(now) != list(read.values()):
        raise Outrun(CHANGED_MEANWHILE)


def _as_read(state: Any) -> dict[str, object]:
    """What the session had read, by attribute; what was set without having been read is not among it."""
    read: dict[str, object] = {}
    for attr in state.mapper.column_attrs:
        history = state.attrs[attr.key].history
        known = history.deleted or history.unchanged
        if known:
            read[attr.key] = known[0]
    return read
