"""Jobs about one period of a municipality: its months, its claim. Each is safe to repeat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from engine.claims import claims
from engine.domain.service_month import ServiceMonth
from engine.jobs.done import finish
from engine.jobs.retention_jobs import RETENTION_LOOK, look_at_retention
from engine.months import months
from engine.queue.port import LeasedJob
from engine.runtime import Runtime, Tenant

STARTERS: dict[str, Callable[[Runtime, Tenant, ServiceMonth], object]] = {
    "monthly_confirmation": partial(months.open_period, by_week=False),
    "monthly_report_r942": partial(months.open_period, by_week=True),
    "ministry_claim": claims.open_period,
}


def start_cycle(runtime: Runtime, job: LeasedJob) -> None:
    """Start a period: the months of every contract, or a municipality's claim."""
    period = ServiceMonth.parse(str(job.payload["period"]))
    STARTERS[str(job.payload["process_id"])](runtime, Tenant(job.municipality_id), period)
    finish(runtime, job)


def open_months(runtime: Runtime, job: LeasedJob) -> None:
    """Open what is missing of a period: a contract was recorded after the month began."""
    period = ServiceMonth.parse(str(job.payload["period"]))
    months.open_period(runtime, Tenant(job.municipality_id), period)
    finish(runtime, job)


PERIOD_JOBS: Mapping[str, Callable[[Runtime, LeasedJob], None]] = {
    "start_cycle": start_cycle,
    "open_months": open_months,
    RETENTION_LOOK: look_at_retention,
}
