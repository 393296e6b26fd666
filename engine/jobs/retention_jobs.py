"""Each night a job reckons what may no longer be kept; nothing is erased by it but old notes of reading."""

from __future__ import annotations

from datetime import date, time

from engine.clock import RIGA, local_day
from engine.jobs.done import finish
from engine.queue.port import LeasedJob, NewJob
from engine.retention import nightly
from engine.runtime import EVERY, Runtime

RETENTION_LOOK = "look_at_retention"
NOT_BEFORE = time(2)  # in Riga: when nobody works


class Nightly:
    """One process's reminder; several remind alike, and the job looks at each municipality once a day."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._asked_on: date | None = None

    def beat(self) -> bool:
        """Ask for the job once a night; whether it was asked for just now."""
        now = self._runtime.clock.now()
        day = local_day(now)
        if self._asked_on == day or now.astimezone(RIGA).time() < NOT_BEFORE:
            return False
        with self._runtime.transaction(EVERY) as session:
            self._runtime.queue.enqueue(session, NewJob(RETENTION_LOOK, unique_key=RETENTION_LOOK), now=now)
        self._asked_on = day
        return True


def look_at_retention(runtime: Runtime, job: LeasedJob) -> None:
    """Look at every municipality that was not looked at today; done again it finds nothing to do."""
    nightly.look(runtime, local_day(runtime.clock.now()))
    finish(runtime, job)
