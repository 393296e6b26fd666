"""What each kind of job does; its effect and "done" are one transaction, or the effect may be repeated."""

from __future__ import annotations

from collections.abc import Callable

from engine.jobs.instance_jobs import advance_instance, complete_task, hear_signal
from engine.jobs.outside_jobs import OUTSIDE_JOBS
from engine.jobs.owner_jobs import OWNER_JOBS
from engine.jobs.period_jobs import PERIOD_JOBS
from engine.queue.port import LeasedJob
from engine.runtime import Runtime

HANDLERS: dict[str, Callable[[Runtime, LeasedJob], None]] = {
    "advance_instance": advance_instance,
    "complete_task": complete_task,
    "hear_signal": hear_signal,
    **PERIOD_JOBS,
    **OWNER_JOBS,
    **OUTSIDE_JOBS,
}
