"""What each kind of job does. A handler's effect and "done" are one transaction."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from engine import claims, instances, months
from engine.bpmn.execution import Progress
from engine.domain.service_month import ServiceMonth
from engine.errors import NotFound
from engine.instances import Move, NotWaiting
from engine.jobs.outbox import send_outbox
from engine.queue.port import LeasedJob
from engine.runtime import EVERY, Runtime, Session, Tenant

STARTERS: dict[str, Callable[[Runtime, Tenant, ServiceMonth], object]] = {
    "monthly_confirmation": months.open_period,
    "ministry_claim": claims.open_period,
}


def advance_instance(runtime: Runtime, job: LeasedJob) -> None:
    """Wake an instance whose timer is due."""
    if job.instance_id is None:
        raise ValueError("a job that wakes an instance names it")
    move = Move(
        action="timer_fired",
        also=partial(_finish, runtime, job),
        details={"element": str(job.payload.get("element", ""))},
    )
    try:
        instances.advance(runtime, _tenant(job), job.instance_id, move)
    except (NotWaiting, NotFound):  # it ended or was stopped meanwhile: nothing is due any more
        finish(runtime, job)


def start_cycle(runtime: Runtime, job: LeasedJob) -> None:
    """Start a period: the months of every contract, or a municipality's claim; safe to repeat."""
    period = ServiceMonth.parse(str(job.payload["period"]))
    STARTERS[str(job.payload["process_id"])](runtime, _tenant(job), period)
    finish(runtime, job)


def open_months(runtime: Runtime, job: LeasedJob) -> None:
    """Open what is missing of a period: a contract was recorded after the month began."""
    months.open_period(runtime, _tenant(job), ServiceMonth.parse(str(job.payload["period"])))
    finish(runtime, job)


def mail(runtime: Runtime, job: LeasedJob) -> None:
    """Send what waits in the outbox."""
    send_outbox(runtime)
    finish(runtime, job)


def finish(runtime: Runtime, job: LeasedJob) -> None:
    """Mark a job done whose effects were committed in steps that are safe to repeat."""
    with runtime.transaction(EVERY) as session:
        runtime.queue.finish(session, job, now=runtime.clock.now())


def _finish(runtime: Runtime, job: LeasedJob, session: Session, progress: Progress) -> None:
    runtime.queue.finish(session, job, now=runtime.clock.now())


def _tenant(job: LeasedJob) -> Tenant:
    return Tenant(job.municipality_id)


HANDLERS: dict[str, Callable[[Runtime, LeasedJob], None]] = {
    "advance_instance": advance_instance,
    "start_cycle": start_cycle,
    "open_months": open_months,
    "send_outbox": mail,
}
