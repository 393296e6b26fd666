"""The worker: one job at a time, its effect committed together with "done", its failures told.

A failed job is tried again after a growing pause; after the last try an incident tells a person what
failed, where and what to do.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from typing import TypeAlias

from engine.errors import EngineError
from engine.jobs.handlers import HANDLERS
from engine.jobs.tick import tick
from engine.messages_catalogue import Message, msg
from engine.persistence import rows
from engine.persistence.tables.instances import ProcessInstance
from engine.persistence.tables.jobs import Incident, JobState
from engine.queue.port import LeasedJob, LeaseLost
from engine.runtime import EVERY, Runtime, Session

Handler: TypeAlias = Callable[[Runtime, LeasedJob], None]
log = logging.getLogger("asistents.worker")


def worker_name() -> str:
    """A name people can find the process by."""
    return f"{socket.gethostname()}:{os.getpid()}"


def work_once(runtime: Runtime, worker: str) -> bool:
    """Do the job that is due longest; False when there is nothing to do now."""
    with runtime.transaction(EVERY) as session:
        job = runtime.queue.claim(session, worker=worker, now=runtime.clock.now())
    if job is None:
        return False
    try:
        HANDLERS[job.kind](runtime, job)
    except LeaseLost:
        log.warning("job %s was taken over by another worker", job.job_id)
    except Exception as trouble:  # noqa: BLE001 -- the scheduler's door: it becomes a retry or an incident
        _failed(runtime, job, trouble)
    return True


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
    log.error("job %s (%s) failed: %s", job.job_id, job.kind, type(trouble).__name__, exc_info=trouble)
    try:
        with runtime.transaction(EVERY) as session:
            state = runtime.queue.fail(session, job, error=_named(trouble), now=now)
            if state is JobState.DEAD:
                _tell(session, job, trouble)
    except LeaseLost:
        log.warning("job %s was taken over by another worker", job.job_id)


def _tell(session: Session, job: LeasedJob, trouble: Exception) -> None:
    """An incident: what failed, where, why, what to do."""
    municipality_id = job.payload.get("municipality_id") or job.municipality_id
    if not isinstance(municipality_id, int) and job.instance_id is not None:
        municipality_id = session.get_one(ProcessInstance, job.instance_id).municipality_id
    if not isinstance(municipality_id, int):
        return
    rows.insert_many(
        session,
        Incident,
        [
            {
                "municipality_id": municipality_id,
                "instance_id": job.instance_id,
                "job_id": job.job_id,
                "element_id": str(job.payload.get("element", "")),
                "code": type(trouble).__name__,
                "sentence": sentence_of(trouble),
                "happened_at": job.run_at,
            }
        ],
    )


def sentence_of(trouble: Exception) -> Message:
    """What a person is told of a failure: our own sentences, never the insides of a stranger's."""
    if isinstance(trouble, EngineError):
        return trouble.message
    return msg(
        "A step failed for a technical reason ({kind}). Mend the cause, then try it again.",
        kind=type(trouble).__name__,
    )


def _named(trouble: Exception) -> str:
    """Class and place of a failure, without the values it was about."""
    place = trouble.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" at {place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place is not None else ""
    return f"{type(trouble).__name__}{where}"
