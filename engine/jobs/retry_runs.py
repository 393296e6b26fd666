"""Does one dead job now, beside the worker; no new incident is told, whoever asked hears what came of it."""

from __future__ import annotations

import logging

from engine.instances.instances import NotWaiting
from engine.jobs.failures import name_of, sentence_of
from engine.jobs.handlers import HANDLERS
from engine.messages_catalogue import Message, msg
from engine.queue.port import LeasedJob, LeaseLost
from engine.runtime import EVERY, Runtime

log = logging.getLogger("asistents.worker")


def run(runtime: Runtime, job_id: int, *, worker: str) -> Message | None:
    """Revive the job and do it; None where it went through, else what stopped it.

    Raises NotWaiting where the job is not dead, or another step of its instance is being done.
    """
    job = _taken(runtime, job_id, worker)
    try:
        HANDLERS[job.kind](runtime, job)
    except LeaseLost as lost:
        raise NotWaiting(msg("Another machine is trying this right now.")) from lost
    except Exception as trouble:  # noqa: BLE001 -- whoever asked hears what it was
        log.warning("job_failed_again", extra={"about": {"job_id": job_id, "trouble": name_of(trouble)}})
        with runtime.transaction(EVERY) as session:
            now = runtime.clock.now()
            runtime.queue.fail(session, job, error=name_of(trouble), now=now, retry=False)
        return sentence_of(trouble)
    return None


def _taken(runtime: Runtime, job_id: int, worker: str) -> LeasedJob:
    """The job revived and leased in one transaction, so that no worker comes between."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        if runtime.queue.revive(session, job_id, now=now):
            job = runtime.queue.take(session, job_id, worker=worker, now=now)
            if job is not None:
                return job
        raise NotWaiting(msg("Another step of this case is being done right now; try again in a moment."))
