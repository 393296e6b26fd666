"""A long job in a thread of its own, so that timers, mail and steps need not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from engine.jobs.at_hand import AtHand
from engine.jobs.rehearsals import REHEARSE, Interrupted, interrupt
from engine.queue.port import LeasedJob
from engine.runtime import Runtime

__all__ = ["LONG", "Aside", "AtHand", "Interrupted"]

LONG = frozenset({REHEARSE})


class Aside:
    """Room for one long job beside the worker of a process."""

    def __init__(self) -> None:
        self.at_hand = AtHand()
        self._thread: threading.Thread | None = None
        self._job: LeasedJob | None = None

    def take(self, runtime: Runtime, job: LeasedJob, do: Callable[[Runtime, LeasedJob], None]) -> bool:
        """Begin the job beside the worker; False while another one is being done there."""
        if self._thread is not None and self._thread.is_alive():
            return False
        self._job = job
        self.at_hand.take(job)
        self._thread = threading.Thread(target=self._do, args=(runtime, job, do), name="aside")
        self._thread.start()
        return True

    def stop(self) -> None:
        """End the job at hand; it goes back into the queue as if it had never been begun."""
        if self._thread is not None and self._thread.is_alive() and self._job is not None:
            interrupt(self._job.job_id)
            self._thread.join()

    def _do(self, runtime: Runtime, job: LeasedJob, do: Callable[[Runtime, LeasedJob], None]) -> None:
        try:
            do(runtime, job)
        finally:
            self.at_hand.take(None)
