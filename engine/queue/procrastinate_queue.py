"""The queue of many machines: procrastinate delivers, our table keeps the promises.

Each job is a row of `job`, as with the table queue – attempts, unique keys, leases with their tokens, what
a person sees of it – and a delivery of procrastinate, made in the same transaction. Workers fetch
deliveries (SKIP LOCKED, no two of one instance), then lease the row; the lease is what fences off zombies.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select

from engine.persistence.tables.jobs import JobState
from engine.persistence.tenancy import TenantSession
from engine.queue import deliveries
from engine.queue.port import LeasedJob, NewJob
from engine.queue.statements import JOB
from engine.queue.table_queue import TableQueue, require_every


class ProcrastinateQueue(TableQueue):
    """Jobs as deliveries of procrastinate, on PostgreSQL only; the methods are those of JobQueue."""

    def enqueue(self, session: TenantSession, job: NewJob, *, now: datetime) -> int | None:
        """The row and its delivery, in one transaction."""
        job_id = super().enqueue(session, job, now=now)
        if job_id is not None:
            self._deliver(session, job_id, job.instance_id, job.run_at or now, now)
        return job_id

    def claim(self, session: TenantSession, *, worker: str, now: datetime) -> LeasedJob | None:
        """Lease what procrastinate delivers next; what its clock does not see yet is taken from the table."""
        require_every(session)
        self._rescue(session, now)
        put_off: list[tuple[int, int | None, datetime]] = []
        leased = None
        while leased is None and (found := deliveries.fetch(session.connection())):
            leased = self._lease_delivered(session, found, put_off, worker=worker, now=now)
        for job_id, instance_id, run_at in put_off:
            self._deliver(session, job_id, instance_id, run_at, now)
        return leased or super().claim(session, worker=worker, now=now)

    def take(self, session: TenantSession, job_id: int, *, worker: str, now: datetime) -> LeasedJob | None:
        """Lease this very job; its delivery is no longer needed."""
        leased = super().take(session, job_id, worker=worker, now=now)
        if leased is not None:
            deliveries.withdraw(session.connection(), job_id)
        return leased

    def finish(self, session: TenantSession, job: LeasedJob, *, now: datetime) -> None:
        """Done, if the lease still holds."""
        super().finish(session, job, now=now)
        deliveries.end(session.connection(), _delivery_of(job.lease_token), done=True)

    def fail(
        self, session: TenantSession, job: LeasedJob, *, error: str, now: datetime, retry: bool = True
    ) -> JobState:
        """Delivered again after the pause, or dead."""
        state = super().fail(session, job, error=error, now=now, retry=retry)
        deliveries.end(session.connection(), _delivery_of(job.lease_token), done=False)
        if state is JobState.READY:
            self._deliver_anew(session, job, now)
        return state

    def give_back(self, session: TenantSession, job: LeasedJob, *, run_at: datetime) -> None:
        """Delivered again as if it had not been fetched."""
        super().give_back(session, job, run_at=run_at)
        deliveries.end(session.connection(), _delivery_of(job.lease_token), done=False)
        self._deliver(session, job.job_id, job.instance_id, run_at, job.run_at)

    def revive(self, session: TenantSession, job_id: int, *, now: datetime) -> bool:
        """Ready again with all attempts, and delivered."""
        if not super().revive(session, job_id, now=now):
            return False
        instance_id = (
            session.connection().execute(select(JOB.c.instance_id).where(JOB.c.id == job_id)).scalar_one()
        )
        self._deliver(session, job_id, instance_id, now, now)
        return True

    def _lease_delivered(
        self,
        session: TenantSession,
        found: tuple[int, int],
        put_off: list[tuple[int, int | None, datetime]],
        *,
        worker: str,
        now: datetime,
    ) -> LeasedJob | None:
        """The job behind a delivery, if it may run now; one that may not yet is put off."""
        delivery, job_id = found
        job = (
            session.connection()
            .execute(select(JOB.c.state, JOB.c.instance_id, JOB.c.run_at).where(JOB.c.id == job_id))
            .one_or_none()
        )
        if job is not None and job.state == JobState.READY:
            if job.run_at <= now:
                leased = self.lease(session, job_id, worker=worker, now=now, token=_token(delivery))
                if leased is not None:
                    return leased
            put_off.append((job_id, job.instance_id, job.run_at))
        deliveries.end(session.connection(), delivery, done=False)
        return None

    def _rescue(self, session: TenantSession, now: datetime) -> None:
        """Workers that fell silent: their rows are taken back, their deliveries ended and made anew."""
        connection = session.connection()
        silent = connection.execute(
            select(JOB.c.id, JOB.c.instance_id, JOB.c.lease_token)
            .where(JOB.c.state == JobState.LEASED, JOB.c.lease_until < now)
            .with_for_update(skip_locked=True)
        ).all()
        if not silent:
            return
        self.take_back(session, now=now)
        among_them = JOB.c.id.in_([one.id for one in silent])
        again = select(JOB.c.id).where(among_them, JOB.c.state == JobState.READY)
        ready = set(connection.execute(again).scalars())
        for one in silent:
            deliveries.end(connection, _delivery_of(one.lease_token), done=False)
            if one.id in ready:
                self._deliver(session, one.id, one.instance_id, now, now)

    def _deliver_anew(self, session: TenantSession, job: LeasedJob, now: datetime) -> None:
        run_at = session.connection().execute(select(JOB.c.run_at).where(JOB.c.id == job.job_id)).scalar_one()
        self._deliver(session, job.job_id, job.instance_id, run_at, now)

    @staticmethod
    def _deliver(
        session: TenantSession, job_id: int, instance_id: int | None, run_at: datetime, now: datetime
    ) -> None:
        deliveries.defer(session.connection(), job_id, instance_id=instance_id, run_at=run_at, now=now)


def _token(delivery: int) -> str:
    """A lease's token that also tells by which delivery the job came."""
    return f"{delivery}.{secrets.token_hex(16)}"


def _delivery_of(token: str) -> int:
    delivery, dot, _ = token.partition(".")
    return int(delivery) if dot else 0
