"""One tick: take what has become due and write a job for it, in one transaction.

Any number of processes may tick; a timer is taken once and a period runs once, because the database says so.
"""

from __future__ import annotations

from engine.jobs.cycles import due_periods
from engine.persistence import audit
from engine.persistence.queries import due
from engine.queue.port import NewJob
from engine.runtime import EVERY, Runtime, Session, Tenant

TIMERS_A_TICK = 1000


def tick(runtime: Runtime) -> int:
    """Turn due timers, due periods and waiting mail into jobs; how many."""
    now = runtime.clock.now()
    made = 0
    with runtime.transaction(EVERY) as session:
        for timer in due.take_timers(session, now=now, limit=TIMERS_A_TICK):
            job = NewJob(
                kind="advance_instance",
                payload={"municipality_id": timer.municipality_id, "element": timer.element_id},
                unique_key=f"timer:{timer.timer_id}",
                instance_id=timer.instance_id,
            )
            made += runtime.queue.enqueue(session, job, now=now) is not None
        for job in due_periods(runtime, session):
            made += runtime.queue.enqueue(session, job, now=now) is not None
        if runtime.settings.mail.host and due.ready_outbox(session, now=now, limit=1):
            made += (
                runtime.queue.enqueue(session, NewJob("send_outbox", unique_key="send_outbox"), now=now)
                is not None
            )
        audit.seal(session)
    return made


def next_due(runtime: Runtime) -> object:
    """The next instant at which a tick or a worker will find something; None when nothing waits."""
    with runtime.reading(EVERY) as session:
        return _earliest(runtime, session)


def _earliest(runtime: Runtime, session: Session) -> object:
    found = [due.next_timer_at(session), runtime.queue.next_due_at(session)]
    return min((one for one in found if one is not None), default=None)


__all__ = ["TIMERS_A_TICK", "Tenant", "next_due", "tick"]
