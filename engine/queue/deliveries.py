"""Rows of procrastinate that deliver our jobs: made, fetched and ended by its own SQL functions.

A delivery carries the id of a job and nothing else. Its priority is the job's instant, so the longest due
comes first; its lock is the job's instance, so that no two of one instance are fetched side by side.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

QUEUE, TASK = "asistents", "do_job"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

_DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(:queue, :task, :priority, :lock, :queueing_lock,"
    " CAST(:args AS jsonb), CAST(:at AS timestamptz))]::procrastinate_job_to_defer_v1[])"
)
_FETCH = text(
    "SELECT id, args ->> 'job_id' FROM procrastinate_fetch_job_v2(CAST(ARRAY[:queue] AS varchar[]), NULL)"
    " WHERE id IS NOT NULL"
)
_END = text("SELECT procrastinate_finish_job_v1(:delivery, CAST(:how AS procrastinate_job_status), true)")
# what somebody is fetching right now is left to them: two could wait for each other
_WITHDRAW = text(
    "DELETE FROM procrastinate_jobs WHERE id IN (SELECT id FROM procrastinate_jobs"
    " WHERE queueing_lock = :queueing_lock AND status = 'todo' FOR UPDATE SKIP LOCKED)"
)
_IS_OUT = text("SELECT 1 FROM procrastinate_jobs WHERE id = :delivery AND status = 'doing' FOR UPDATE")


def defer(
    connection: Connection, job_id: int, *, instance_id: int | None, run_at: datetime, now: datetime
) -> None:
    """A delivery of the job at its instant, in the transaction of the connection."""
    connection.execute(
        _DEFER,
        {
            "queue": QUEUE,
            "task": TASK,
            "priority": -int((run_at - _EPOCH).total_seconds()),
            "lock": None if instance_id is None else f"instance:{instance_id}",
            "queueing_lock": _own_lock(job_id),
            "args": json.dumps({"job_id": job_id}),
            "at": run_at if run_at > now else None,
        },
    )


def fetch(connection: Connection) -> tuple[int, int] | None:
    """(delivery, job) of what procrastinate hands out next; None where nothing is due by its clock."""
    try:
        with connection.begin_nested():
            found = connection.execute(_FETCH, {"queue": QUEUE}).one_or_none()
    except IntegrityError:  # two deliveries of one instance fetched in the same moment: the other one has it
        return None
    return None if found is None else (int(found[0]), int(found[1]))


def end(connection: Connection, delivery: int, *, done: bool) -> None:
    """The delivery has served, or failed; 0 is none. One that somebody else ended already is left alone."""
    if delivery and connection.execute(_IS_OUT, {"delivery": delivery}).first():
        connection.execute(_END, {"delivery": delivery, "how": "succeeded" if done else "failed"})


def withdraw(connection: Connection, job_id: int) -> None:
    """Take back a delivery that nobody has fetched yet."""
    connection.execute(_WITHDRAW, {"queueing_lock": _own_lock(job_id)})


def _own_lock(job_id: int) -> str:
    return f"job:{job_id}"
