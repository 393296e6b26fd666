"""The queue in our own table: SQLite, and PostgreSQL as well."""

from __future__ import annotations

import secrets
import zlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Insert,
    Select,
    case,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from engine.persistence.tables.jobs import Job, JobState
from engine.persistence.tenancy import ACROSS, TenantSession
from engine.queue.port import LEASE, LeasedJob, LeaseLost, NewJob

_FIRST_PAUSE = timedelta(seconds=10)  # then 40 s, 160 s, 640 s
# the lease token, not the municipality, is the right to touch a job
_ANYBODYS = {ACROSS: True, "synchronize_session": False}


def _in_state(state: JobState) -> ColumnElement[bool]:
    """The state as words of the statement, not bound: partial indexes are chosen by them."""
    return Job.state == literal(state, Job.state.type, literal_execute=True)


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
        statement = _insert_unless_live(session) if job.unique_key else insert(Job)
        return session.scalars(statement.returning(Job.id), [row]).one_or_none()

    def next_due_at(self, session: TenantSession) -> datetime | None:
        """The earliest run_at of a ready job or end of a lease."""
        earliest: CompoundSelect[Any] = union_all(
            select(func.min(Job.run_at)).where(_in_state(JobState.READY)),
            select(func.min(Job.lease_until)).where(_in_state(JobState.LEASED)),
        )
        return min((at for at in session.scalars(earliest) if at is not None), default=None)

    def claim(self, session: TenantSession, *, worker: str, now: datetime) -> LeasedJob | None:
        """Take back stalled leases, then lease the ready job that is due longest."""
        _take_back(session, now)
        job_id = session.scalar(_longest_due(now))
        if job_id is None:
            return None
        try:
            with session.begin_nested():  # PostgreSQL: two workers may pick two jobs of one instance
                return self._lease_row(session, job_id, worker=worker, now=now)
        except IntegrityError:
            return None

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
        statement = (
            update(Job)
            .where(Job.id == job_id, _in_state(JobState.DEAD))
            .values(state=JobState.READY, attempts=0, run_at=now, finished_at=None)
            .returning(Job.id)
        )
        try:
            with session.begin_nested():
                revived = session.scalars(statement, execution_options={"synchronize_session": False})
                return revived.one_or_none() is not None
        except IntegrityError:
            return False

    def _lease_row(
        self, session: TenantSession, job_id: int, *, worker: str, now: datetime
    ) -> LeasedJob | None:
        leased = {
            "state": JobState.LEASED,
            "lease_token": secrets.token_hex(16),
            "lease_until": now + self._lease,
            "worker": worker,
        }
        columns = (
            Job.id, Job.kind, Job.payload, Job.municipality_id, Job.instance_id, Job.run_at,
            Job.attempts, Job.max_attempts, Job.lease_token, Job.lease_until,
        )  # fmt: skip
        statement = (
            update(Job)
            .where(Job.id == job_id, _in_state(JobState.READY))
            .values(**leased, attempts=Job.attempts + 1)
            .returning(*columns)
        )
        row = session.execute(statement, execution_options=_ANYBODYS).one_or_none()
        return None if row is None else LeasedJob(*row)


def pause_after(job_id: int, attempts: int) -> timedelta:
    """How long a job rests after its n-th failed attempt: four times as long each time, a fifth more at most.

    The odd part spreads jobs that failed together; it follows from the job, so that a run can be repeated.
    """
    odd = zlib.crc32(f"{job_id}/{attempts}".encode()) % 200
    factor: int = 4 ** max(attempts - 1, 0) * (1000 + odd)
    return _FIRST_PAUSE * factor / 1000


def _insert_unless_live(session: TenantSession) -> Insert:
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    if on_postgresql:
        return postgresql.insert(Job).on_conflict_do_nothing()
    return sqlite.insert(Job).on_conflict_do_nothing()


def _longest_due(now: datetime) -> Select[int]:
    other = aliased(Job)
    busy = select(other.instance_id).where(
        other.state == literal(JobState.LEASED, Job.state.type, literal_execute=True),
        other.instance_id == Job.instance_id,
    )
    return (
        select(Job.id)
        .where(_in_state(JobState.READY), Job.run_at <= now, ~busy.exists())
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _take_back(session: TenantSession, now: datetime) -> None:
    spent = Job.attempts >= Job.max_attempts
    statement = (
        update(Job)
        .where(_in_state(JobState.LEASED), Job.lease_until < now)
        .values(
            state=case((spent, JobState.DEAD), else_=JobState.READY),
            finished_at=case((spent, now), else_=None),
            lease_until=None,
            lease_token=None,
            last_error="the worker fell silent",
        )
    )
    session.execute(statement, execution_options=_ANYBODYS)


def _without_lease(state: JobState) -> dict[str, Any]:
    return {"state": state, "lease_token": None, "lease_until": None}


def _change_mine(session: TenantSession, job: LeasedJob, **values: Any) -> None:
    statement = (
        update(Job)
        .where(Job.id == job.job_id, Job.lease_token == job.lease_token, _in_state(JobState.LEASED))
        .values(**values)
        .returning(Job.id)
    )
    if session.execute(statement, execution_options=_ANYBODYS).one_or_none() is None:
        raise LeaseLost(f"job {job.job_id} is no longer leased to this worker")
