"""Keeps a reopening, and what was put aside by it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.effects.cases import put_case
from engine.persistence.effects.contracts import drop_drafts
from engine.persistence.tables.cases import CaseState
from engine.persistence.tables.controls import Reassessment
from engine.persistence.tables.instances import UserTask
from engine.persistence.tables.reopenings import Reopening, Superseded, SupersededKind


@dataclass(frozen=True, slots=True)
class NewReopening:
    """A reopening as it is written."""

    reopening_id: int
    municipality_id: int
    case_id: int
    instance_id: int
    task_id: int
    reason: str
    reopened_by: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Aside:
    """What is put aside: user tasks by the engine's ids, assessments, drafts of contracts."""

    task_uids: Collection[str]
    assessment_ids: Collection[int]
    drafts: bool  # the contracts of the case that nobody has signed
    state: CaseState | None  # where the case stands now; None: where it stood


def keep(session: Session, new: NewReopening, new_uid: str, aside: Aside) -> list[int]:
    """Keep the reopening, the task that came of it and what was put aside; gives the ids of those tasks."""
    found = rows.values(
        session,
        UserTask,
        ("id", "task_uid"),
        instance_id=new.instance_id,
        task_uid=(*aside.task_uids, new_uid),
    )
    ids = {row.task_uid: row.id for row in found}
    opened = ids.pop(new_uid)
    kept = {
        "id": new.reopening_id,
        "municipality_id": new.municipality_id,
        "case_id": new.case_id,
        "instance_id": new.instance_id,
        "task_id": new.task_id,
        "new_task_id": opened,
        "reason": new.reason,
        "reopened_by": new.reopened_by,
        "reopened_at": new.now,
    }
    rows.insert_many(session, Reopening, [kept])
    _put_aside(session, new, sorted(ids.values()), aside)
    if aside.state is not None:
        put_case(session, new.case_id, aside.state)
    return sorted(ids.values())


def _put_aside(session: Session, new: NewReopening, task_ids: Collection[int], aside: Aside) -> None:
    contracts = drop_drafts(session, new.case_id) if aside.drafts else []
    gone = [
        *((SupersededKind.TASK, one) for one in task_ids),
        *((SupersededKind.ASSESSMENT, one) for one in aside.assessment_ids),
        *((SupersededKind.CONTRACT, one) for one in contracts),
    ]
    owner = {"reopening_id": new.reopening_id, "municipality_id": new.municipality_id}
    rows.insert_many(session, Superseded, [{"kind": kind, "object_id": one, **owner} for kind, one in gone])
    if aside.assessment_ids:  # a second look that was held against one of them is to be held against another
        unseen = {"assessment_id": None, "new_hours": None}
        rows.change(session, Reassessment, unseen, assessment_id=tuple(aside.assessment_ids), closed_at=None)
