"""Work that always fails is tried for ever and nobody is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.persistence.tables.jobs import JobState
from engine.persistence.tenancy import TenantSession
from engine.queue.port import LeasedJob
from engine.queue.table_queue import TableQueue
from tests.faults.planting import put

TURNS_RED = (
    "tests/faults/test_promises.py"
    "::test_work_that_always_fails_becomes_an_incident_and_blocks_nobody[table-sqlite]"
)


def plant() -> None:
    """Put it in."""
    fail = TableQueue.fail

    def _fail(self: TableQueue, session: TenantSession, job: LeasedJob, **more: Any) -> JobState:
        return fail(self, session, replace(job, attempts=1), **more)

    put(TableQueue, "fail", _fail)
