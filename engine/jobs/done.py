"""Marks a job done whose effects were committed in steps that are safe to repeat."""

from __future__ import annotations

from engine.queue.port import LeasedJob
from engine.runtime import EVERY, Runtime


def finish(runtime: Runtime, job: LeasedJob) -> None:
    """Done, in a transaction of its own; raises LeaseLost."""
    with runtime.transaction(EVERY) as session:
        runtime.queue.finish(session, job, now=runtime.clock.now())
