"""What is said of a job that failed: a line for who runs the house, an incident for who has the case."""

from __future__ import annotations

from datetime import datetime

from engine.errors import EngineError, element_of
from engine.messages_catalogue import Message, msg
from engine.persistence import rows
from engine.persistence.queries import due
from engine.persistence.tables.instances import ProcessInstance
from engine.persistence.tables.jobs import Incident, Job
from engine.queue.port import LeasedJob
from engine.runtime import Session

SILENT = msg("The machine that did this step stopped again and again. Find out why, then try it once more.")


def tell(session: Session, job: LeasedJob, trouble: Exception, *, now: datetime) -> None:
    """An incident: what failed, where, why, what to do. A job of no municipality is told in the log only."""
    municipality_id = _municipality(session, job)
    if municipality_id is not None:
        incident = _incident(job, job.job_id, municipality_id, type(trouble).__name__, sentence_of(trouble))
        rows.insert_many(session, Incident, [{**incident, "happened_at": now}])


def tell_of_the_silent(session: Session, *, now: datetime) -> int:
    """Incidents for jobs whose workers fell silent until they were given up; how many."""
    told = 0
    for job in due.dead_jobs_without_incident(session):
        municipality_id = _municipality(session, job)
        if municipality_id is not None:
            incident = _incident(job, job.id, municipality_id, "worker_silent", SILENT)
            told += rows.insert_many(session, Incident, [{**incident, "happened_at": now}])
    return told


def sentence_of(trouble: Exception) -> Message:
    """What a person is told of a failure: our own sentences, never the insides of a stranger's."""
    if isinstance(trouble, EngineError):
        return trouble.message
    return msg(
        "A step failed for a technical reason ({kind}). Mend the cause, then try it again.",
        kind=type(trouble).__name__,
    )


def name_of(trouble: Exception) -> str:
    """Class and place of a failure and the element it came at, without the values it was about."""
    place = trouble.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" at {place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place is not None else ""
    element = element_of(trouble)
    return f"{type(trouble).__name__}{where}{f' in {element}' if element else ''}"


def _municipality(session: Session, job: LeasedJob | Job) -> int | None:
    if job.municipality_id is None and job.instance_id is not None:
        return session.get_one(ProcessInstance, job.instance_id).municipality_id
    return job.municipality_id


def _incident(
    job: LeasedJob | Job, job_id: int, municipality_id: int, code: str, sentence: Message
) -> dict[str, object]:
    return {
        "municipality_id": municipality_id,
        "instance_id": job.instance_id or job.payload.get("instance_id"),
        "job_id": job_id,
        "task_id": job.payload.get("task_id"),
        "element_id": str(job.payload.get("element", "")),
        "code": code,
        "sentence": sentence,
    }
