"""The job that a thread is doing, so that its lease can be prolonged from another thread."""

from __future__ import annotations

import threading

from engine.queue.port import LeasedJob, LeaseLost
from engine.runtime import EVERY, Runtime


class AtHand:
    """One job, or none."""

    def __init__(self) -> None:
        self._job: LeasedJob | None = None
        self._lock = threading.Lock()

    def take(self, job: LeasedJob | None) -> None:
        """This is the job now; None: there is none."""
        with self._lock:
            self._job = job

    def prolong(self, runtime: Runtime) -> bool:
        """Keep the lease for another while; False when there is no job, or somebody else has it by now."""
        with self._lock:
            if self._job is None:
                return False
            try:
                with runtime.transaction(EVERY) as session:
                    runtime.queue.heartbeat(session, self._job, now=runtime.clock.now())
            except LeaseLost:
                return False
        return True
