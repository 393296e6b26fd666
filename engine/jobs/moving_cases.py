"""A portion of a plan's cases, tried out, moved or taken back; each case is one transaction."""

from __future__ import annotations

from engine.moving_cases import plan_runs
from engine.moving_cases.plan_runs import KIND as MOVE_CASES
from engine.queue.port import LeasedJob
from engine.runtime import Runtime

__all__ = ["MOVE_CASES", "move_cases"]


def move_cases(runtime: Runtime, job: LeasedJob) -> None:
    """Do it; what a portion that died had done already is not done again."""
    plan_runs.portion(runtime, job)
