"""Jobs that process owners ask for: scenarios of a draft played, the cases of a plan moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.jobs.rehearsals import REHEARSE, rehearse_draft
from engine.moving_cases.plan_runs import KIND, portion
from engine.queue.port import LeasedJob
from engine.runtime import Runtime

OWNER_JOBS: Mapping[str, Callable[[Runtime, LeasedJob], None]] = {REHEARSE: rehearse_draft, KIND: portion}
