"""Letters are read with a lock in a view that may not lock: on PostgreSQL none is ever sent."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence.queries import due
from engine.persistence.tables.records import OutboxMessage
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_outbox_faults.py::test_every_letter_takes_effect_once[table-postgresql]"


def plant() -> None:
    """Put it in."""
    ready = due.ready_outbox

    def _ready(session: Session, **more: Any) -> Any:
        session.execute(select(OutboxMessage.id).with_for_update())
        return ready(session, **more)

    put(due, "ready_outbox", _ready)
