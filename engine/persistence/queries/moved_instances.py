"""An instance under another release: its own row, its open tasks, their persons and drafts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.folding import fold
from engine.persistence.queries.instances import NewTask, StoredInstance
from engine.persistence.tables.corrections import CorrectionSignature, MonthCorrection
from engine.persistence.tables.instances import (
    END_OF_TIME,
    ProcessInstance,
    TaskDraft,
    TaskStatus,
    UserTask,
    UserTaskPerson,
)
from engine.persistence.tables.months import Attestation, ServiceMonth

TASK = (
    "element_id", "process_id", "release_id", "role", "for_persons", "excluded_user_ids", "assignee_id",
    "title_lv", "title_en", "subject", "search_text", "due_at", "sort_at",
)  # fmt: skip
"""What of a task's row a move may change; kept to take it back."""


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An open task with its persons and what people have typed into it."""

    task: UserTask
    person_ids: Sequence[int]
    drafts: Sequence[TaskDraft]


def save(session: Session, before: StoredInstance, *, state: bytes, release_id: int) -> bool:
    """The instance under a release; False when another step of it was committed in between."""
    moved = {"state": state, "version": before.version + 1, "release_id": release_id}
    return rows.change(session, ProcessInstance, moved, id=before.instance_id, version=before.version) == 1


def unfinished(session: Session, instance_id: int) -> dict[str, OpenRow]:
    """Engine's id → the task, of those that are open or still being worked on."""
    return unfinished_of(session, [instance_id]).get(instance_id, {})


def unfinished_of(session: Session, instance_ids: Collection[int]) -> dict[int, dict[str, OpenRow]]:
    """The same of several instances, with as few questions as of one."""
    if not instance_ids:
        return {}
    tasks = rows.every(
        session,
        UserTask,
        order_by=["id"],
        instance_id=tuple(instance_ids),
        status=(TaskStatus.OPEN, TaskStatus.COMPLETING),
    )
    ids = tuple(one.id for one in tasks)
    persons: defaultdict[int, list[int]] = defaultdict(list)
    drafts: defaultdict[int, list[TaskDraft]] = defaultdict(list)
    if ids:
        for person in rows.values(session, UserTaskPerson, ["task_id", "person_id"], task_id=ids):
            persons[person.task_id].append(person.person_id)
        for draft in rows.every(session, TaskDraft, order_by=["id"], task_id=ids):
            drafts[draft.task_id].append(draft)
    found: dict[int, dict[str, OpenRow]] = {}
    for one in tasks:
        row = OpenRow(one, sorted(persons[one.id]), drafts[one.id])
        found.setdefault(one.instance_id, {})[one.task_uid] = row
    return found


def signed_among(session: Session, instance_ids: Collection[int]) -> set[int]:
    """Those whose month, or correction of a month, somebody has signed."""
    months = (
        select(ServiceMonth.instance_id)
        .join(Attestation, Attestation.month_id == ServiceMonth.id)
        .where(ServiceMonth.instance_id.in_(instance_ids), Attestation.voided_at.is_(None))
    )
    corrections = (
        select(MonthCorrection.instance_id)
        .join(CorrectionSignature, CorrectionSignature.correction_id == MonthCorrection.id)
        .where(MonthCorrection.instance_id.in_(instance_ids))
    )
    return {one for asked in (months, corrections) for one in session.scalars(asked) if one is not None}


def kept(found: OpenRow, moved_due_at: datetime | None) -> dict[str, Any]:
    """A task as it is, to be written back by `put_back`; `moved_due_at`: when it will be due once moved."""
    return {
        "moved_due_at": moved_due_at,
        "id": found.task.id,
        "columns": {name: _plain(getattr(found.task, name)) for name in TASK},
        "persons": list(found.person_ids),
        "drafts": [{"id": one.id, "answers": one.answers} for one in found.drafts],
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, str) else value


def put_under(session: Session, found: OpenRow, new: NewTask, release_id: int, *, keeps_times: bool) -> bool:
    """The task as the new release has it; a page of it that is open is told that it changed.

    False where it is open no longer: what was answered is being worked on.
    """
    task = found.task
    columns: dict[str, Any] = {
        "element_id": new.element_id,
        "process_id": new.process_id,
        "release_id": release_id,
        "role": new.role,
        "for_persons": bool(new.person_ids),
        "excluded_user_ids": tuple(new.excluded_user_ids),
        "title_lv": new.title_lv,
        "title_en": new.title_en,
        "subject": new.subject,
        "search_text": fold(new.title_lv, new.title_en, new.subject),
    }
    if str(task.role) != new.role or task.assignee_id in new.excluded_user_ids:
        columns["assignee_id"] = None
    if not keeps_times:
        columns |= {"due_at": new.due_at, "sort_at": new.due_at or END_OF_TIME}
    return _write(session, found, columns, new.person_ids)


def put_back(session: Session, found: OpenRow, before: Mapping[str, Any]) -> bool:
    """The task as it was kept, with the drafts as they were; what people decided since stays.

    False where it is open no longer.
    """
    task, columns = found.task, dict(before["columns"])
    columns["excluded_user_ids"] = tuple(columns["excluded_user_ids"])
    columns.pop("assignee_id")  # whoever has taken it by now keeps it, if it may be theirs
    if str(task.role) != columns["role"] or task.assignee_id in columns["excluded_user_ids"]:
        columns["assignee_id"] = None
    if task.due_at != before["moved_due_at"]:  # somebody moved the deadline
        del columns["due_at"], columns["sort_at"]
    is_open = _write(session, found, columns, before["persons"])
    answers = {one["id"]: one["answers"] for one in before["drafts"]}
    for draft in found.drafts:
        if draft.id in answers:
            keep_answers(session, draft, answers[draft.id])
    return is_open


def keep_answers(session: Session, draft: TaskDraft, answers: Mapping[str, Any]) -> None:
    """What of a draft counts; when it was typed stays as it was."""
    rows.change(session, TaskDraft, {"answers": dict(answers)}, id=draft.id)


def newest_typing(found: Mapping[str, OpenRow]) -> datetime | None:
    """When somebody last typed into one of the tasks."""
    return max((draft.saved_at for one in found.values() for draft in one.drafts), default=None)


def _write(session: Session, found: OpenRow, columns: Mapping[str, Any], person_ids: Sequence[int]) -> bool:
    task = found.task
    version = task.version + 1
    written = {**columns, "version": version}
    if not rows.change(session, UserTask, written, id=task.id, status=TaskStatus.OPEN):
        return False
    for draft in found.drafts:
        base = version if draft.base_version == task.version else draft.base_version
        rows.change(session, TaskDraft, {"base_version": base}, id=draft.id)
    if sorted(person_ids) != list(found.person_ids):
        rows.remove(session, UserTaskPerson, task_id=task.id)
        own = {"municipality_id": task.municipality_id, "task_id": task.id}
        rows.insert_many(session, UserTaskPerson, [{**own, "person_id": one} for one in person_ids])
    return True
