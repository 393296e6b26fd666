"""What must never be found: asked by `verify`, after faults, and by tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Table, and_, exists, func, select
from sqlalchemy.orm import Session

from engine.persistence.tables.base import Base
from engine.persistence.tables.instances import (
    InstanceStatus,
    MessageWait,
    ProcessInstance,
    TaskStatus,
    Timer,
    TimerState,
    UserTask,
)
from engine.persistence.tables.jobs import Incident, Job, JobState
from engine.persistence.tables.months import AssistantWeek, AssistantWeekShare


def stranded_instances(session: Session) -> Sequence[int]:
    """Running instances that wait for nothing: no task, timer, message, job or open incident."""
    waits_for = (
        exists().where(
            UserTask.instance_id == ProcessInstance.id,
            UserTask.status.in_([TaskStatus.OPEN, TaskStatus.COMPLETING]),
        ),
        exists().where(Timer.instance_id == ProcessInstance.id, Timer.state == TimerState.WAITING),
        exists().where(MessageWait.instance_id == ProcessInstance.id),
        exists().where(
            Job.instance_id == ProcessInstance.id, Job.state.in_([JobState.READY, JobState.LEASED])
        ),
        exists().where(Incident.instance_id == ProcessInstance.id, Incident.resolved_at.is_(None)),
    )
    statement = select(ProcessInstance.id).where(ProcessInstance.status == InstanceStatus.RUNNING)
    return session.scalars(statement.where(*(~one for one in waits_for)).order_by(ProcessInstance.id)).all()


def wrong_weeks(session: Session) -> list[tuple[str, int, int]]:
    """Weeks whose sum is not that of their shares: (assistant key, year, week). For an EVERY session."""
    week, share = AssistantWeek, AssistantWeekShare
    shares = func.coalesce(func.sum(share.minutes), 0)
    is_of_week = and_(
        share.assistant_key == week.assistant_key,
        share.iso_year == week.iso_year,
        share.iso_week == week.iso_week,
    )
    columns = (week.assistant_key, week.iso_year, week.iso_week)
    statement = select(*columns).outerjoin(share, is_of_week).group_by(*columns, week.minutes)
    return [
        (key, year, number) for key, year, number in session.execute(statement.having(shares != week.minutes))
    ]


def strays(session: Session) -> list[tuple[str, str, int]]:
    """Rows that name a row of another municipality: (table, column, how many). For an EVERY session."""
    found = []
    for child, column, parent in _references():
        other = parent.alias("other")
        statement = (
            select(func.count())
            .select_from(child)
            .join(other, other.c.id == child.c[column])
            .where(child.c.municipality_id != other.c.municipality_id)
        )
        number = session.execute(statement).scalar_one()
        if number:
            found.append((child.name, column, number))
    return found


def _references() -> Iterator[tuple[Table, str, Table]]:
    """Every foreign key between two tables that both carry a municipality."""
    for child in Base.metadata.sorted_tables:
        for key in child.foreign_keys:
            parent = key.column.table
            if "municipality_id" in child.c and "municipality_id" in parent.c and key.column.name == "id":
                yield child, key.parent.name, parent
