"""Two workers do two jobs of one instance side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from engine.persistence.tenancy import TenantSession
from engine.queue.port import NewJob
from engine.queue.table_queue import TableQueue
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_turns.py::test_jobs_of_one_instance_are_never_done_side_by_side[table-sqlite]"


def plant() -> None:
    """Put it in."""
    enqueue = TableQueue.enqueue

    def _enqueue(self: TableQueue, session: TenantSession, job: NewJob, *, now: datetime) -> int | None:
        return enqueue(self, session, replace(job, instance_id=None), now=now)

    put(TableQueue, "enqueue", _enqueue)
