"""The queue in our own table: SQLite, and PostgreSQL as well."""

from __future__ import annotations

import secrets
import zlib
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from engine.persistence import rows
from engine.persistence.tables.jobs import Job, JobState
from engine.persistence.tenancy import TenantSession, across, check_new_rows, narrowing, require_writing
from engine.queue import statements
from engine.queue.port import LEASE, LeasedJob, LeaseLost, NewJob

_FIRST_PAUSE = timedelta(seconds=10)  # then 40 s, 160 s, 640 s


class TableQueue:
    """Jobs as rows of the table `job`; the methods are those of JobQueue."""

    def __init__(self, *, lease: timedelta = LEASE) -> None:
        self._lease = lease

    def enqueue(self, session: TenantSession, job: NewJob, *, now: datetime) -> int | None:
        """Insert the job, unless a live one has its unique key."""
        row = {
            "municipality_id": job.municipality_id or session.tenant.municipality_id,
            "unique_key": job.unique_key,
            "kind": job.kind,
            "instance_id": job.instance_id,
            "payload": dict(job.payload),
            "run_at": job.run_at or now,
            "max_attempts": job.max_attempts,
            "created_at": now,
        }
        check_new_rows(session, Job, [row])
        statement = statements.ENQUEUE[session.get_bind().dialect.name]
        return session.connection().execute(statement, [row]).scalar_one_or_none()

    def next_due_at(self, session: TenantSession) -> datetime | None:
        """The earliest run_at of a ready job or end of a lease."""
        found = session.connection().execute(statements.NEXT_DUE).scalars()
        return min((at for at in found if at is not None), default=None)

    def claim(self, session: TenantSession, *, worker: str, now: datetime) -> LeasedJob | None:
        """Take back stalled leases, then lease the ready job that is due longest."""
        require_every(session)
        self.take_back(session, now=now)
        connection = session.connection()
        job_id = connection.execute(statements.LONGEST_DUE, {"now": now}).scalar_one_or_none()
        return None if job_id is None else self.take(session, job_id, worker=worker, now=now)

    def take(self, session: TenantSession, job_id: int, *, worker: str, now: datetime) -> LeasedJob | None:
        """Lease this very job."""
        require_every(session)
        return self.lease(session, job_id, worker=worker, now=now, token=secrets.token_hex(16))

    def take_back(self, session: TenantSession, *, now: datetime) -> None:
        """Jobs whose lease ran out are due again, or dead after their last attempt."""
        session.connection().execute(statements.TAKE_BACK, {"now": now})

    def lease(
        self, session: TenantSession, job_id: int, *, worker: str, now: datetime, token: str
    ) -> LeasedJob | None:
        """Lease a job under this token; None when it is not ready, or its instance is busy."""
        connection = session.connection()
        lease = {
            "job_id": job_id,
            "token": token,
            "until": now + self._lease,
            "worker_name": worker,
        }
        try:
            with connection.begin_nested():  # PostgreSQL: two workers may pick two jobs of one instance
                leased = connection.execute(statements.LEASE, lease).one_or_none()
        except IntegrityError:
            return None
        return None if leased is None else LeasedJob(*leased)

    def heartbeat(self, session: TenantSession, job: LeasedJob, *, now: datetime) -> LeasedJob:
        """Prolong the lease from now on."""
        prolonged = replace(job, lease_until=now + self._lease)
        _change_mine(session, job, lease_until=prolonged.lease_until)
        return prolonged

    def finish(self, session: TenantSession, job: LeasedJob, *, now: datetime) -> None:
        """Done, if the lease still holds."""
        _change_mine(session, job, **_without_lease(JobState.DONE), finished_at=now)

    def fail(
        self, session: TenantSession, job: LeasedJob, *, error: str, now: datetime, retry: bool = True
    ) -> JobState:
        """Ready again after a pause, or dead."""
        if retry and job.attempts < job.max_attempts:
            run_at = now + pause_after(job.job_id, job.attempts)
            _change_mine(session, job, **_without_lease(JobState.READY), run_at=run_at, last_error=error)
            return JobState.READY
        _change_mine(session, job, **_without_lease(JobState.DEAD), finished_at=now, last_error=error)
        return JobState.DEAD

    def give_back(self, session: TenantSession, job: LeasedJob, *, run_at: datetime) -> None:
        """Ready again as if it had not been leased."""
        _change_mine(session, job, **_without_lease(JobState.READY), run_at=run_at, attempts=job.attempts - 1)

    def revive(self, session: TenantSession, job_id: int, *, now: datetime) -> bool:
        """Ready again with all attempts."""
        require_writing(session)
        if not rows.count(session, Job, id=job_id):
            return False  # not there, or another municipality's
        connection = session.connection()
        try:
            with connection.begin_nested():
                return connection.execute(statements.REVIVE, {"job_id": job_id, "now": now}).rowcount == 1
        except IntegrityError:
            return False


def pause_after(job_id: int, attempts: int) -> timedelta:
    """How long a job rests after its n-th failed attempt: four times as long each time, a fifth more at most.

    The odd part spreads jobs that failed together; it follows from the job, so that a run can be repeated.
    """
    odd = zlib.crc32(f"{job_id}/{attempts}".encode()) % 200
    factor: int = 4 ** max(attempts - 1, 0) * (1000 + odd)
    return _FIRST_PAUSE * factor / 1000


def require_every(session: TenantSession) -> None:
    """Workers look at the jobs of all municipalities."""
    require_writing(session)
    if narrowing(session, Job) is not None:
        raise ValueError("a worker claims the jobs of every municipality")


def _without_lease(state: JobState) -> dict[str, Any]:
    return {"state": state, "lease_token": None, "lease_until": None}


def _change_mine(session: TenantSession, job: LeasedJob, **values: Any) -> None:
    """The lease token, not the municipality, is the right to touch a job."""
    require_writing(session)
    statement = statements.MINE.values(values)
    mine = {"job_id": job.job_id, "token": job.lease_token}
    is_own = job.municipality_id == session.tenant.municipality_id
    with nullcontext() if is_own else across(session):
        changed = session.connection().execute(statement, mine).rowcount
    if changed != 1:
        raise LeaseLost(f"job {job.job_id} is no longer leased to this worker")
