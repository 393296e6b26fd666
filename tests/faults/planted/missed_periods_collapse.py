"""After a standstill only one of the missed months is opened."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from engine.persistence.queries import cycles as rows
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_promises.py::test_every_period_missed_is_started_once_and_in_order"


def plant() -> None:
    """Put it in."""
    note, seen = rows.note, set()

    def _note(session: Session, *given: Any, **more: Any) -> None:
        if given[0] not in seen:
            seen.add(given[0])
            note(session, *given, **more)

    put(rows, "note", _note)
