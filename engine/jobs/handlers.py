"""What each kind of job does; its effect and "done" are one transaction, or the effect may be repeated."""

from __future__ import annotations

from collections.abc import Callable

from engine import claims, months
from engine.domain.service_month import ServiceMonth
from engine.jobs.done import finish
from engine.jobs.instance_jobs import advance_instance, complete_task, hear_signal
from engine.jobs.outbox import send_outbox
from engine.queue.port import LeasedJob
from engine.runtime import Runtime, Tenant

STARTERS: dict[str, Callable[[Runtime, Tenant, ServiceMonth], object]] = {
    "monthly_confirmation": months.open_period,
    "ministry_claim": claims.open_period,
}


def start_cycle(runtime: Runtime, job: LeasedJob) -> None:
    """Start a period: the months of every contract, or a municipality's claim; safe to repeat."""
    period = ServiceMonth.parse(str(job.payload["period"]))
    STARTERS[str(job.payload["process_id"])](runtime, Tenant(job.municipality_id), period)
    finish(runtime, job)


def open_months(runtime: Runtime, job: LeasedJob) -> None:
    """Open what is missing of a period: a contract was recorded after the month began."""
    period = ServiceMonth.parse(str(job.payload["period"]))
    months.open_period(runtime, Tenant(job.municipality_id), period)
    finish(runtime, job)


def mail(runtime: Runtime, job: LeasedJob) -> None:
    """Send what waits in the outbox."""
    send_outbox(runtime)
    finish(runtime, job)


HANDLERS: dict[str, Callable[[Runtime, LeasedJob], None]] = {
    "advance_instance": advance_instance,
    "complete_task": complete_task,
    "hear_signal": hear_signal,
    "start_cycle": start_cycle,
    "open_months": open_months,
    "send_outbox": mail,
}
