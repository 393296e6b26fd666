"""What time has made due: timers, messages that leave the house, jobs that were given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, literal, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.persistence.tables.instances import InstanceStatus, ProcessInstance, Timer, TimerState
from engine.persistence.tables.jobs import Incident, Job, JobState
from engine.persistence.tables.records import OutboxKind, OutboxMessage, OutboxState
from engine.persistence.types import BigId, UTCDateTime


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A timer whose instant has come."""

    timer_id: int
    municipality_id: int
    instance_id: int
    task_uid: str
    element_id: str
    due_at: datetime


def _is(column: InstrumentedAttribute[Any], state: StrEnum) -> ColumnElement[bool]:
    """The state as words of the statement, not bound: partial indexes are chosen by them."""
    return column == literal(state, column.type, literal_execute=True)


_NOW = bindparam("now", type_=UTCDateTime)
_MOST = bindparam("most", type_=BigId)
# built once: every tick asks them
_DUE_TIMERS = (
    select(Timer.id, Timer.municipality_id, Timer.instance_id, Timer.task_uid, Timer.element_id, Timer.due_at)
    .join(ProcessInstance, ProcessInstance.id == Timer.instance_id)
    .where(_is(Timer.state, TimerState.WAITING), Timer.due_at <= _NOW)
    .where(ProcessInstance.status == InstanceStatus.RUNNING)
    .order_by(Timer.due_at, Timer.id)
    .limit(_MOST)
    .with_for_update(of=Timer, skip_locked=True)
)
_NEXT_TIMER = select(func.min(Timer.due_at)).where(_is(Timer.state, TimerState.WAITING))
_READY_OUTBOX = (
    select(OutboxMessage)
    .where(_is(OutboxMessage.state, OutboxState.WAITING), OutboxMessage.next_at <= _NOW)
    .where(OutboxMessage.kind == OutboxKind.EMAIL)
    .order_by(OutboxMessage.next_at, OutboxMessage.id)
    .limit(_MOST)
)
_TOLD = select(Incident.id).where(Incident.job_id == Job.id, Incident.happened_at >= Job.run_at)
_DEAD_JOBS = (
    select(Job)
    .where(
        _is(Job.state, JobState.DEAD),
        or_(Job.municipality_id.is_not(None), Job.instance_id.is_not(None)),
        ~_TOLD.exists(),
    )
    .order_by(Job.id)
    .limit(_MOST)
)
_DONE = select(Job.id).where(Job.id == Incident.job_id, _is(Job.state, JobState.DONE))
_MENDED = (
    update(Incident)
    .where(Incident.resolved_at.is_(None), _DONE.exists())
    .values(resolved_at=_NOW)
    .execution_options(synchronize_session=False)
)


def take_timers(session: Session, *, now: datetime, limit: int = 1000) -> list[DueTimer]:
    """The due timers of running instances, the longest due first; they are marked as fired.

    The caller enqueues a job for each in the same transaction, so none is lost and none comes twice.
    """
    found = [DueTimer(*row) for row in session.execute(_DUE_TIMERS, {"now": now, "most": limit})]
    if found:
        session.execute(
            update(Timer)
            .where(Timer.id.in_([timer.timer_id for timer in found]))
            .values(state=TimerState.FIRED)
            .execution_options(synchronize_session=False)
        )
    return found


def next_timer_at(session: Session) -> datetime | None:
    """When the next timer is due; None while nothing waits for a time."""
    return session.scalar(_NEXT_TIMER)


def ready_outbox(session: Session, *, now: datetime, limit: int = 50) -> Sequence[OutboxMessage]:
    """Mail to be sent now, the longest waiting first; none is locked while mail is sent."""
    return session.scalars(_READY_OUTBOX, {"now": now, "most": limit}).all()


def dead_jobs_without_incident(session: Session, *, limit: int = 100) -> Sequence[Job]:
    """Jobs that were given up (their worker vanished, say) before anybody of their municipality was told."""
    return session.scalars(_DEAD_JOBS, {"most": limit}).all()


def mend_incidents_of_done_jobs(session: Session, *, now: datetime) -> None:
    """What went through after all, while whoever tried it again died before noting so, is mended."""
    session.execute(_MENDED, {"now": now})
