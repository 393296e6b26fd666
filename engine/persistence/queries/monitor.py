"""What waits in the instances of a municipality just now, by step: counts of what is open, no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Enum, and_, bindparam, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.persistence.questions import Question
from engine.persistence.tables.installation import MunicipalityRelease
from engine.persistence.tables.instances import (
    InstanceStatus,
    ProcessInstance,
    TaskStatus,
    Timer,
    TimerState,
    UserTask,
)
from engine.persistence.tables.jobs import Incident


def _is(
    column: InstrumentedAttribute[TaskStatus] | InstrumentedAttribute[TimerState], value: object
) -> ColumnElement[bool]:
    assert isinstance(column.type, Enum)  # noqa: S101 – only states are asked for
    return column == literal(value, column.type, literal_execute=True)


_TIMERS = Question(
    select(Timer.element_id, Timer.due_at, ProcessInstance.release_id, func.count().label("number"))
    .join(ProcessInstance, ProcessInstance.id == Timer.instance_id)
    .where(_is(Timer.state, TimerState.WAITING), Timer.due_at < bindparam("until", type_=Timer.due_at.type))
    .group_by(Timer.element_id, Timer.due_at, ProcessInstance.release_id)
)  # by the index over waiting timers, each instance by its key


@dataclass(frozen=True, slots=True)
class OpenTasks:
    """The open tasks of one step and role."""

    element_id: str
    role: str
    count: int
    overdue: int
    first_due_at: datetime | None  # of those that are overdue
    first_opened_at: datetime


@dataclass(frozen=True, slots=True)
class DueTimers:
    """Timers of one element that are due at the same instant."""

    element_id: str
    due_at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Instances that have not ended, by where they stand."""

    by_status: dict[str, int]
    unmoved: int  # people's tasks are open in them, and none of these was opened lately


def open_tasks(session: Session, process_id: str, release_id: int | None, now: datetime) -> list[OpenTasks]:
    """The open tasks of the steps of a diagram, over all instances however old."""
    is_late = UserTask.sort_at < now
    statement = (
        select(
            UserTask.element_id,
            UserTask.role,
            func.count(),
            func.sum(case((is_late, 1), else_=0)),
            func.min(case((is_late, UserTask.sort_at), else_=None)).label("first_due_at"),
            func.min(UserTask.opened_at),
        )
        .where(_is(UserTask.status, TaskStatus.OPEN), UserTask.process_id == process_id)
        .where(*([UserTask.release_id == release_id] if release_id else []))
        .group_by(UserTask.element_id, UserTask.role)
    )
    return [OpenTasks(*row) for row in session.execute(statement)]


def due_timers(session: Session, release_id: int | None, until: datetime) -> list[DueTimers]:
    """What time will do before an instant, over all processes: called diagrams have no instance."""
    found: dict[tuple[str, datetime], int] = {}
    for row in _TIMERS.ask(session, until=until):
        if release_id in (None, row.release_id):
            place = (row.element_id, row.due_at)
            found[place] = found.get(place, 0) + row.number
    return [DueTimers(element_id, due_at, number) for (element_id, due_at), number in found.items()]


def open_incidents(session: Session, release_id: int | None) -> dict[str, int]:
    """Element → how many steps failed there for good."""
    statement = (
        select(Incident.element_id, func.count())
        .join(ProcessInstance, ProcessInstance.id == Incident.instance_id)
        .where(Incident.resolved_at.is_(None), *_of_release(release_id))
        .group_by(Incident.element_id)
    )
    return {element_id: count for element_id, count in session.execute(statement)}


def standing(session: Session, process_id: str, release_id: int | None, before: datetime) -> Standing:
    """The live instances of a process; unmoved are those whose tasks were all opened before the instant."""
    live = and_(_live(), ProcessInstance.process_id == process_id, *_of_release(release_id))
    by_status = select(ProcessInstance.status, func.count()).where(live).group_by(ProcessInstance.status)
    unmoved = (
        select(UserTask.instance_id)
        .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .where(_is(UserTask.status, TaskStatus.OPEN), live)
        .group_by(UserTask.instance_id)
        .having(func.max(UserTask.opened_at) < before)
    )
    return Standing(
        {str(status): count for status, count in session.execute(by_status)},
        len(session.scalars(unmoved).all()),
    )


def releases_in_use(session: Session) -> dict[int, date]:
    """The releases that the municipality uses, used or will use → their first day; the newest first."""
    release, day = MunicipalityRelease.release_id, func.min(MunicipalityRelease.from_day)
    return {
        one: first
        for one, first in session.execute(select(release, day).group_by(release).order_by(release.desc()))
    }


def _of_release(release_id: int | None) -> list[ColumnElement[bool]]:
    return [ProcessInstance.release_id == release_id] if release_id else []


def _live() -> ColumnElement[bool]:
    """Written into the statement, not bound: the partial index is chosen by these words."""
    column, ended = ProcessInstance.status, (InstanceStatus.COMPLETED, InstanceStatus.TERMINATED)
    return column.not_in([literal(one, column.type, literal_execute=True) for one in ended])
