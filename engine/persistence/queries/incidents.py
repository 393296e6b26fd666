"""Steps that failed for good, with where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select
from sqlalchemy.orm import Session

from engine.messages_catalogue import Message
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import ProcessInstance
from engine.persistence.tables.jobs import Incident, Job, JobState
from engine.persistence.tenancy import hidden


@dataclass(frozen=True, slots=True)
class StoredIncident:
    """An incident with its instance, case and job."""

    incident_id: int
    code: str
    sentence: Message
    element_id: str
    happened_at: datetime
    resolved_at: datetime | None
    attempts: int  # retries by a person
    retry_result: Message | None
    task_id: int | None
    instance_id: int | None
    process_id: str | None
    release_id: int | None
    case_id: int | None
    case_number: str | None
    job_id: int | None
    job_kind: str | None
    job_state: JobState | None
    last_error: str | None  # class and place, for whoever mends it
    job_payload: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Cause:
    """What incidents have in common that one mend may settle."""

    code: str  # the kind of failure
    where: str  # the process, else the kind of the job
    element_id: str


def cause_of(incident: StoredIncident) -> Cause:
    """The cause of one."""
    return Cause(incident.code, incident.process_id or incident.job_kind or "", incident.element_id)


def of_cause(session: Session, cause: Cause) -> list[int]:
    """The ids of all that may be tried again for this cause, the one that failed longest ago first."""
    statement = _triable(Incident.id).where(
        Incident.code == cause.code,
        _place() == cause.where,
        Incident.element_id == cause.element_id,
        *_shown(session),
    )
    return list(session.scalars(statement.order_by(Incident.happened_at, Incident.id)))


def by_cause(session: Session) -> dict[Cause, int]:
    """How many may be tried again, by cause."""
    statement = _triable(Incident.code, _place(), Incident.element_id, func.count()).where(*_shown(session))
    found = session.execute(statement.group_by(Incident.code, _place(), Incident.element_id))
    return {Cause(code, where, element_id): count for code, where, element_id, count in found}


def listed(session: Session, *, resolved: bool, limit: int) -> list[StoredIncident]:
    """Open incidents, the oldest first; or mended ones, the newest first."""
    order = Incident.resolved_at.desc() if resolved else Incident.happened_at
    settled = Incident.resolved_at.is_not(None) if resolved else Incident.resolved_at.is_(None)
    statement = _incidents().where(settled, *_shown(session)).order_by(order, Incident.id).limit(limit)
    return [StoredIncident(*row) for row in session.execute(statement)]


def find(session: Session, incident_id: int) -> StoredIncident | None:
    """One incident, or None where this tenant has none with that id."""
    row = session.execute(_incidents().where(Incident.id == incident_id, *_shown(session))).one_or_none()
    return None if row is None else StoredIncident(*row)


def counts(session: Session) -> tuple[int, int]:
    """How many are open, how many mended."""
    statement = select(func.count(), func.count(Incident.resolved_at)).select_from(Incident)
    if hidden(session):
        statement = statement.outerjoin(ProcessInstance, ProcessInstance.id == Incident.instance_id)
    every, mended = session.execute(statement.where(*_shown(session))).one()
    return every - mended, mended


def note_retry(
    session: Session, incident_id: int, *, result: Message, now: datetime, user_id: int, went_through: bool
) -> None:
    """What really came of a retry; the incident is mended only where it went through."""
    incident = session.get_one(Incident, incident_id)
    incident.attempts += 1
    incident.retry_result = result
    if went_through:
        incident.resolved_at = now
        incident.resolved_by = user_id
    else:
        incident.happened_at = now  # it has failed again, and this has been told


def _shown(session: Session) -> list[ColumnElement[bool]]:
    """Of whom is kept off a case: what failed in it has lost its instance, and is left out."""
    return [or_(Incident.instance_id.is_(None), ProcessInstance.id.is_not(None))] if hidden(session) else []


def _place() -> ColumnElement[str]:
    """The process, else the kind of the job; nothing in it is a parameter, for it is grouped by."""
    return func.coalesce(ProcessInstance.process_id, Job.kind, literal_column("''"))


def _triable(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(Incident)
        .join(Job, Job.id == Incident.job_id)
        .outerjoin(ProcessInstance, ProcessInstance.id == Incident.instance_id)
        .where(Incident.resolved_at.is_(None), Job.state == JobState.DEAD)
    )


def _incidents() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Incident.id, Incident.code, Incident.sentence, Incident.element_id, Incident.happened_at,
            Incident.resolved_at, Incident.attempts, Incident.retry_result, Incident.task_id,
            Incident.instance_id, ProcessInstance.process_id, ProcessInstance.release_id,
            ProcessInstance.case_id, ServiceCase.case_number, Incident.job_id, Job.kind, Job.state,
            Job.last_error, Job.payload,
        )
        .outerjoin(ProcessInstance, ProcessInstance.id == Incident.instance_id)
        .outerjoin(ServiceCase, ServiceCase.id == ProcessInstance.case_id)
        .outerjoin(Job, Job.id == Incident.job_id)
    )  # fmt: skip
