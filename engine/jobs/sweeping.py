"""Takes away jobs that were done long ago, a portion a beat and one pass a day: the table stays short.

A job that is done guards nothing any more: its effect is committed, and its unique key binds live jobs only.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.persistence import rows
from engine.persistence.queries.finished import done_jobs
from engine.persistence.tables.jobs import Job, JobState
from engine.runtime import EVERY, Runtime

PORTION = 500
PAUSE = timedelta(days=1)  # after a pass that found nothing more


class Sweeper:
    """One process's broom; several sweep the same floor without harm."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._rests_until: datetime | None = None

    def beat(self) -> int:
        """Take away the next portion, unless it is resting; how many jobs."""
        now = self._runtime.clock.now()
        days = self._runtime.settings.keep_done_days
        if not days or (self._rests_until is not None and now < self._rests_until):
            return 0
        swept = sweep(self._runtime, now - timedelta(days=days))
        if not swept:
            self._rests_until = now + PAUSE
        return swept


def sweep(runtime: Runtime, before: datetime) -> int:
    """Take away at most a portion of the jobs done before this instant; how many.

    One that an incident speaks of stays: its page names it.
    """
    with runtime.reading(EVERY) as session:
        found = done_jobs(session, before=before, most=PORTION)
    if not found:
        return 0
    with runtime.transaction(EVERY) as session:
        return rows.remove(session, Job, id=found, state=JobState.DONE)
