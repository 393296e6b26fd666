"""Keeps the house going: a tick every few seconds, and a worker that does what the ticks find.

APScheduler only beats time (memory store, UTC): what is due lives in our tables, so that any number of
processes may tick and none of them needs to remember anything.
"""

from __future__ import annotations

import logging
import threading
from datetime import UTC
from time import perf_counter

from apscheduler.schedulers.background import BackgroundScheduler

from engine.jobs.aside import Aside
from engine.jobs.at_hand import AtHand
from engine.jobs.tick import tick
from engine.jobs.with_beats import WithBeats
from engine.jobs.worker import since, work_once, worker_name
from engine.queue.port import LEASE
from engine.runtime import Runtime

TICK_SECONDS = 1
REST_SECONDS = 0.5  # between two looks into an empty queue, unless a tick of this process fills it
log = logging.getLogger("asistents.jobs")


class Metronome:
    """Ticks and works in threads of this process until it is stopped."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._with_beats = WithBeats(runtime)
        self._stop = threading.Event()
        self._work_came = threading.Event()
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._scheduler.add_job(
            self._beat,
            "interval",
            seconds=TICK_SECONDS,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._at_hand, self._aside = AtHand(), Aside()
        self._scheduler.add_job(self._hold, "interval", seconds=LEASE.total_seconds() / 3, coalesce=True)
        self._worker = threading.Thread(target=self._work, name="worker")

    def start(self) -> None:
        """Begin to tick and to work."""
        self._scheduler.start()
        self._worker.start()

    def stop(self) -> None:
        """Finish the job at hand, then rest; what is left waits in the queue. Stopping twice does no harm.

        A long job is not waited for: it is ended and goes back into the queue.
        """
        self._stop.set()
        self._work_came.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        if self._worker.is_alive():
            self._worker.join()
        self._aside.stop()

    def wait(self) -> None:
        """Stay until somebody stops it."""
        self._stop.wait()

    def _beat(self) -> None:
        try:
            began = perf_counter()
            made = tick(self._runtime)
            if made:
                self._work_came.set()
                log.info("tick", extra={"about": {"made": made, "duration_ms": since(began)}})
            self._with_beats.beat()
        except Exception:  # the scheduler's door: the next tick finds the same work
            log.exception("tick_failed")

    def _hold(self) -> None:
        try:
            self._at_hand.prolong(self._runtime)
            self._aside.at_hand.prolong(self._runtime)
        except Exception:  # the scheduler's door: the next beat tries again, well before the lease ends
            log.exception("lease_not_prolonged")

    def _work(self) -> None:
        name = worker_name()
        while not self._stop.is_set():
            try:
                if work_once(self._runtime, name, self._at_hand, self._aside):
                    continue
            except Exception:  # the worker's door: an unreachable database must not end the worker
                log.exception("worker_failed")
            self._work_came.wait(REST_SECONDS)
            self._work_came.clear()
