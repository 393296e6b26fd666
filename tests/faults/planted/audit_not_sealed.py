"""The audit trail is never linked to its chain."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.persistence import audit
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_promises.py::test_a_timer_is_one_job_however_many_tick[table-sqlite]"


def plant() -> None:
    """Put it in."""

    def _seal(_session: Session) -> int:
        return 0

    put(audit, "seal", _seal)
