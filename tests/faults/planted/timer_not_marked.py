"""A timer that was taken stays due, and its job has no key."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from engine.persistence.queries import due
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_promises.py::test_a_timer_is_one_job_however_many_tick[table-sqlite]"


def plant() -> None:
    """Put it in."""
    take = due.take_timers

    def _take(session: Session, *, now: datetime, limit: int = 1000) -> list[due.DueTimer]:
        found = take(session, now=now, limit=limit)
        session.connection().execute(text("UPDATE timer SET state = 'waiting'"))
        return [replace(timer, task_uid=f"{timer.task_uid}:{secrets.token_hex(4)}") for timer in found]

    put(due, "take_timers", _take)
