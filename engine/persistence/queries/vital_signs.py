"""How the house is doing, in numbers of rows and seconds: for whoever watches over many machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.questions import Question
from engine.persistence.tables.instances import (
    InstanceStatus,
    ProcessInstance,
    TaskStatus,
    Timer,
    TimerState,
    UserTask,
)
from engine.persistence.tables.jobs import Incident, Job, JobState
from engine.persistence.tables.records import OutboxKind, OutboxMessage, OutboxState

_OLDEST_JOB = Question(select(func.min(Job.run_at)).where(Job.state == JobState.READY))
_OLDEST_TIMER = Question(select(func.min(Timer.due_at)).where(Timer.state == TimerState.WAITING))


@dataclass(frozen=True, slots=True)
class VitalSigns:
    """What grows or lags when something is wrong. Lags are whole seconds past the instant due, 0 at best."""

    running_instances: int
    open_tasks: int
    jobs: dict[str, int]  # JobState → how many; those done are left out
    open_incidents: int
    waiting_mail: int
    job_lag_seconds: int
    timer_lag_seconds: int


def vital_signs(session: Session, *, now: datetime) -> VitalSigns:
    """The present numbers, over all municipalities the session sees."""
    live = tuple(state for state in JobState if state is not JobState.DONE)
    return VitalSigns(
        running_instances=rows.count(session, ProcessInstance, status=InstanceStatus.RUNNING),
        open_tasks=rows.count(session, UserTask, status=TaskStatus.OPEN),
        jobs={str(state): rows.count(session, Job, state=state) for state in live},
        open_incidents=rows.count(session, Incident, resolved_at=None),
        waiting_mail=rows.count(session, OutboxMessage, state=OutboxState.WAITING, kind=OutboxKind.EMAIL),
        job_lag_seconds=_lag(_OLDEST_JOB, session, now),
        timer_lag_seconds=_lag(_OLDEST_TIMER, session, now),
    )


def _lag(oldest: Question, session: Session, now: datetime) -> int:
    [(due,)] = oldest.ask(session)
    return 0 if due is None else max(0, int((now - due).total_seconds()))
