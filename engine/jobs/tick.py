"""One tick: take what has become due and write a job for it, in one transaction.

Any number of processes may tick; a timer is taken once and a period runs once, because the database says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.jobs.cycles import due_periods
from engine.jobs.event_sending import SENDING
from engine.jobs.failures import tell_of_the_silent
from engine.persistence import audit
from engine.persistence.queries import due, event_receivers
from engine.queue.port import NewJob
from engine.runtime import EVERY, Runtime, Session

TIMERS_A_TICK = 1000


def tick(runtime: Runtime) -> int:
    """Turn due timers, due periods and waiting mail into jobs; how many."""
    now = runtime.clock.now()
    made = 0
    with runtime.transaction(EVERY) as session:
        for job in _due(runtime, session, now):
            made += runtime.queue.enqueue(session, job, now=now) is not None
        tell_of_the_silent(session, now=now)
        due.mend_incidents_of_done_jobs(session, now=now)
        audit.seal(session)
    return made


def next_due(runtime: Runtime) -> datetime | None:
    """The next instant at which a timer or a job is due; None when nothing waits for a time."""
    with runtime.reading(EVERY) as session:
        found = [due.next_timer_at(session), runtime.queue.next_due_at(session)]
    return min((one for one in found if one is not None), default=None)


def _due(runtime: Runtime, session: Session, now: datetime) -> Iterator[NewJob]:
    for timer in due.take_timers(session, now=now, limit=TIMERS_A_TICK):
        yield NewJob(
            kind="advance_instance",
            payload={"element": timer.element_id},
            unique_key=f"timer:{timer.instance_id}:{timer.task_uid}:{timer.due_at.isoformat()}",
            instance_id=timer.instance_id,
            municipality_id=timer.municipality_id,
        )
    yield from due_periods(runtime, session)
    if event_receivers.ready(session, now=now, limit=1):
        yield NewJob(SENDING, unique_key=SENDING)
    if runtime.settings.mail.host and due.ready_outbox(session, now=now, limit=1):
        yield NewJob("send_outbox", unique_key="send_outbox")
