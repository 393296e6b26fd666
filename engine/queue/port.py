"""What every job queue promises, whatever keeps its jobs.

A job runs at least once and takes effect once: `finish` belongs into the transaction of the effect and
fails there when the lease was lost. Time is always handed in, so that a simulation owns it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from engine.persistence.tables.jobs import JobState
from engine.persistence.tenancy import TenantSession

LEASE = timedelta(seconds=60)  # a worker prolongs it at a third of this
MAX_ATTEMPTS = 5


class LeaseLost(Exception):
    """Another worker has the job by now: whatever this one did must be rolled back."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work to be done."""

    kind: str  # which handler of the worker does it
    payload: Mapping[str, object] = field(default_factory=dict)  # ids and days only, never personal data
    unique_key: str | None = None  # no two live jobs carry the same one
    run_at: datetime | None = None  # None: as soon as possible
    instance_id: int | None = None  # jobs of one instance never run at the same time
    municipality_id: int | None = None  # None: the session's; a session of one municipality writes no other
    max_attempts: int = MAX_ATTEMPTS


@dataclass(frozen=True, slots=True)
class LeasedJob:
    """A job that this worker may do until `lease_until`; `lease_token` is the proof."""

    job_id: int
    kind: str
    payload: Mapping[str, object]
    municipality_id: int | None
    instance_id: int | None
    run_at: datetime
    attempts: int  # this one included
    max_attempts: int
    lease_token: str
    lease_until: datetime


class JobQueue(Protocol):
    """The port. Every method works in the session it is given and commits nothing."""

    def enqueue(self, session: TenantSession, job: NewJob, *, now: datetime) -> int | None:
        """The job's id; None when a live job has the same unique key already."""

    def next_due_at(self, session: TenantSession) -> datetime | None:
        """When `claim` will next find something; None while there is nothing at all. Reads only."""

    def claim(self, session: TenantSession, *, worker: str, now: datetime) -> LeasedJob | None:
        """Lease the job that is due longest; None when nothing may run now. The session is for EVERY.

        Leases that ran out are taken back first: the job is due again, or dead after its last attempt.
        """

    def take(self, session: TenantSession, job_id: int, *, worker: str, now: datetime) -> LeasedJob | None:
        """Lease this very job, whoever is due before it; None when it is not ready, or another job of its
        instance is being done. The session is for EVERY."""

    def heartbeat(self, session: TenantSession, job: LeasedJob, *, now: datetime) -> LeasedJob:
        """Prolong the lease; raises LeaseLost."""

    def finish(self, session: TenantSession, job: LeasedJob, *, now: datetime) -> None:
        """Mark it done, in the transaction of its effect; raises LeaseLost, then nothing may be committed."""

    def fail(
        self, session: TenantSession, job: LeasedJob, *, error: str, now: datetime, retry: bool = True
    ) -> JobState:
        """Note a failure: READY again after a pause that grows, or DEAD (last attempt, or not `retry`).

        `error` is kept and shown: class and place, no personal data. Raises LeaseLost.
        """

    def give_back(self, session: TenantSession, job: LeasedJob, *, run_at: datetime) -> None:
        """Return it undone without using up an attempt (shutting down, lost an optimistic race)."""

    def revive(self, session: TenantSession, job_id: int, *, now: datetime) -> bool:
        """Give a dead job all its attempts anew; False when it is not dead or a live one has its key."""
