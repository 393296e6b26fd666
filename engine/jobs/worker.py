"""The worker: one job at a time, its effect committed together with "done", its failures told.

A failed job is tried again after a growing pause; after the last try an incident tells a person what
failed, where and what to do.
"""

from __future__ import annotations

import logging
import os
import socket
from datetime import timedelta
from time import perf_counter

from engine.errors import places_of
from engine.instances.instances import Suspended
from engine.jobs.aside import LONG, Aside, AtHand, Interrupted
from engine.jobs.failures import name_of, tell
from engine.jobs.handlers import HANDLERS
from engine.jobs.tick import tick
from engine.persistence.tables.jobs import JobState
from engine.queue.port import LeasedJob, LeaseLost
from engine.runtime import EVERY, Runtime

WHILE_HELD = timedelta(minutes=5)  # between two looks at an instance that somebody holds
WHILE_BUSY = timedelta(seconds=10)  # between two tries to begin a long job while another one is being done
log = logging.getLogger("asistents.worker")


def worker_name() -> str:
    """A name people can find the process by."""
    return f"{socket.gethostname()}:{os.getpid()}"


def work_once(
    runtime: Runtime, worker: str, at_hand: AtHand | None = None, aside: Aside | None = None
) -> bool:
    """Do the job that is due longest; False when there is nothing to do now.

    `aside`: where a long job is begun instead, so that the next one need not wait for it.
    """
    with runtime.transaction(EVERY) as session:
        job = runtime.queue.claim(session, worker=worker, now=runtime.clock.now())
    if job is None:
        return False
    if aside is not None and job.kind in LONG:
        if not aside.take(runtime, job, _do):
            _put_off(runtime, job, WHILE_BUSY)
        return True
    held = at_hand or AtHand()
    held.take(job)
    try:
        _do(runtime, job)
    finally:
        held.take(None)
    return True


def _do(runtime: Runtime, job: LeasedJob) -> None:
    began = perf_counter()
    try:
        HANDLERS[job.kind](runtime, job)
        log.info("job_done", extra={"about": {**_about(job), "duration_ms": since(began)}})
    except LeaseLost:
        log.warning("job_taken_over", extra={"about": _about(job)})
    except Suspended:
        log.info("job_put_off", extra={"about": _about(job)})
        _put_off(runtime, job, WHILE_HELD)
    except Interrupted:
        log.info("job_interrupted", extra={"about": _about(job)})
        _put_off(runtime, job, timedelta())
    except Exception as trouble:  # noqa: BLE001 -- the scheduler's door: it becomes a retry or an incident
        _failed(runtime, job, trouble)


def _put_off(runtime: Runtime, job: LeasedJob, pause: timedelta) -> None:
    """It cannot be done now, and that is no failure: the job waits with all its attempts."""
    try:
        with runtime.transaction(EVERY) as session:
            runtime.queue.give_back(session, job, run_at=runtime.clock.now() + pause)
    except LeaseLost:
        log.warning("job_taken_over", extra={"about": _about(job)})


def drain(runtime: Runtime, worker: str = "drain", *, most: int = 1_000_000) -> int:
    """Tick and work until nothing is due any more; how many jobs were done."""
    done = 0
    while done < most:
        made = tick(runtime)
        worked = 0
        while work_once(runtime, worker):
            worked += 1
        done += worked
        if not made and not worked:
            break
    return done


def _failed(runtime: Runtime, job: LeasedJob, trouble: Exception) -> None:
    now = runtime.clock.now()
    told = {"trouble": name_of(trouble), "places": places_of(trouble)}
    log.error("job_failed", extra={"about": {**_about(job), **told}})
    try:
        with runtime.transaction(EVERY) as session:
            state = runtime.queue.fail(session, job, error=name_of(trouble), now=now)
            if state is JobState.DEAD:
                tell(session, job, trouble, now=now)
    except LeaseLost:
        log.warning("job_taken_over", extra={"about": _about(job)})


def since(began: float) -> int:
    """Milliseconds since `perf_counter` gave this."""
    return round((perf_counter() - began) * 1000)


def _about(job: LeasedJob) -> dict[str, object]:
    """What the log tells of a job: numbers and our own words."""
    return {
        "job_id": job.job_id,
        "kind": job.kind,
        "attempt": job.attempts,
        "instance_id": job.instance_id,
        "municipality_id": job.municipality_id,
    }
