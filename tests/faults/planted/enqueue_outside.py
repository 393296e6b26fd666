"""A job is written in a transaction of its own: it stays when its reason is rolled back."""

from __future__ import annotations

from datetime import datetime

from engine.persistence.tenancy import TenantSession
from engine.queue.port import NewJob
from engine.queue.table_queue import TableQueue
from tests.faults.planting import put

TURNS_RED = (
    "tests/faults/test_promises.py"
    "::test_a_job_exists_if_and_only_if_its_transaction_was_committed[table-postgresql]"
)


def plant() -> None:
    """Put it in."""
    enqueue = TableQueue.enqueue

    def _enqueue(self: TableQueue, session: TenantSession, job: NewJob, *, now: datetime) -> int | None:
        with TenantSession(session.get_bind(), tenant=session.tenant, writes=True) as other, other.begin():
            return enqueue(self, other, job, now=now)

    put(TableQueue, "enqueue", _enqueue)
