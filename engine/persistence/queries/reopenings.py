"""Steps that were opened again: what a case had of them, and what came of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries import names
from engine.persistence.tables.cases import Assessment
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.reopenings import Reopening, Superseded, SupersededKind


@dataclass(frozen=True, slots=True)
class Reopened:
    """A reopening as pages tell it."""

    task_id: int  # the completed step
    new_task_id: int
    reason: str
    by: str
    at: datetime


def superseded(kind: SupersededKind) -> Select[int]:
    """The ids of a kind that were put aside, for `not_in` of a question."""
    return select(Superseded.object_id).where(Superseded.kind == kind)


def is_aside(session: Session, task_id: int) -> bool:
    """Whether this completed task was put aside."""
    return rows.count(session, Superseded, kind=SupersededKind.TASK, object_id=task_id) > 0


def done_by(session: Session, instance_id: int) -> dict[str, int]:
    """The engine's task id → who completed it, for the tasks of an instance that count."""
    found = session.execute(
        select(UserTask.task_uid, UserTask.completed_by).where(
            UserTask.instance_id == instance_id,
            UserTask.status == TaskStatus.COMPLETED,
            UserTask.completed_by.is_not(None),
        )
    )
    return {uid: user_id for uid, user_id in found if user_id is not None}


def assessments_since(session: Session, case_id: int, since: datetime, *, instrument: str) -> Sequence[int]:
    """Assessments of the case by this instrument that were kept since an instant."""
    found = rows.values(session, Assessment, ("id",), case_id=case_id, instrument=instrument, at__least=since)
    return [row.id for row in found]


def of_case(session: Session, case_id: int) -> list[Reopened]:
    """Those of a case, the newest first."""
    return _told(session, rows.every(session, Reopening, case_id=case_id, order_by=["-id"]))


def behind(session: Session, new_task_id: int) -> Reopened | None:
    """The reopening that this task came from."""
    found = rows.every(session, Reopening, new_task_id=new_task_id)
    return next(iter(_told(session, found)), None)


def aside_because(session: Session, task_id: int) -> Reopened | None:
    """The reopening that put this completed task aside."""
    of_task = {"kind": SupersededKind.TASK, "object_id": task_id}
    found = [row.reopening_id for row in rows.values(session, Superseded, ("reopening_id",), **of_task)]
    return next(iter(_told(session, rows.every(session, Reopening, id=found))), None)


def put_aside(session: Session, kind: SupersededKind, ids: Collection[int]) -> Mapping[int, int]:
    """Of these ids those that were put aside → by which reopening."""
    found = rows.values(session, Superseded, ("object_id", "reopening_id"), kind=kind, object_id=tuple(ids))
    return {row.object_id: row.reopening_id for row in found}


def _told(session: Session, found: Sequence[Reopening]) -> list[Reopened]:
    who = names.of_accounts(session, [one.reopened_by for one in found])
    return [
        Reopened(one.task_id, one.new_task_id, one.reason, who[one.reopened_by], one.reopened_at)
        for one in found
    ]
