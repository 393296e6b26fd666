"""One user task: read with all that rights need, taken, drafted, finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.domain.rights import Role
from engine.persistence import rows
from engine.persistence.key_book import note_fact
from engine.persistence.queries import case_workers
from engine.persistence.tables.instances import TaskAnswers, TaskDraft, TaskStatus, UserTask, UserTaskPerson


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A row of the inbox."""

    task_id: int
    municipality_id: int
    instance_id: int
    task_uid: str
    element_id: str
    process_id: str
    release_id: int
    role: str
    excluded_user_ids: Sequence[int]
    assignee_id: int | None
    title_lv: str
    title_en: str
    subject: str
    case_id: int | None
    month_id: int | None
    claim_id: int | None
    due_at: datetime | None
    opened_at: datetime
    status: TaskStatus
    completed_at: datetime | None
    completed_by: int | None
    version: int
    person_ids: Sequence[int] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.status is TaskStatus.OPEN

    def title(self, language: str) -> str:
        """The task's name in a language."""
        return self.title_en if language == "en" else self.title_lv


_COLUMNS = ("id", *StoredTask.__slots__[1:-1])  # in the order of StoredTask, persons apart


def find(session: Session, task_id: int) -> StoredTask | None:
    """The task with the persons it is for, or None where this tenant has none with that id.

    Persons are asked for in any case: how long it takes tells nobody which tasks there are.
    """
    found, persons = rows.values(session, UserTask, _COLUMNS, id=task_id), _persons(session, task_id)
    if not found:
        return None
    columns: list[Any] = [*found[0], persons]
    return StoredTask(*columns)


def forms_of(session: Session, task_ids: Sequence[int]) -> dict[int, tuple[int, str, str]]:
    """Task → its release, process and element, which together name the form."""
    found = rows.values(session, UserTask, ["id", "release_id", "process_id", "element_id"], id=task_ids)
    return {row.id: (row.release_id, row.process_id, row.element_id) for row in found}


def open_in_instance(session: Session, instance_id: int) -> list[StoredTask]:
    """The open tasks of an instance, oldest first."""
    ids = session.scalars(
        select(UserTask.id)
        .where(UserTask.instance_id == instance_id, UserTask.status == TaskStatus.OPEN)
        .order_by(UserTask.id)
    ).all()
    return [task for task in (find(session, one) for one in ids) if task is not None]


def open_in_case(session: Session, case_id: int) -> list[StoredTask]:
    """The open tasks of a case beside those of its months, oldest first."""
    ids = session.scalars(
        select(UserTask.id)
        .where(UserTask.case_id == case_id, UserTask.month_id.is_(None), UserTask.status == TaskStatus.OPEN)
        .order_by(UserTask.id)
    ).all()
    return [task for task in (find(session, one) for one in ids) if task is not None]


def assign(session: Session, task_id: int, *, expected: int | None, assignee: int | None) -> bool:
    """Change who has taken the task, if it is held by `expected`; False when it is not."""
    changed = {"assignee_id": assignee}
    held = {"status": TaskStatus.OPEN, "assignee_id": expected}
    return rows.change(session, UserTask, changed, id=task_id, **held) == 1


def move_due(session: Session, task: StoredTask, *, due_at: datetime) -> bool:
    """Make an open task due at another instant; False when it is open no longer."""
    moved = {"due_at": due_at, "sort_at": due_at}
    return rows.change(session, UserTask, moved, id=task.task_id, status=TaskStatus.OPEN) == 1


def draft(session: Session, task_id: int, user_id: int) -> TaskDraft | None:
    """What this person typed so far."""
    return rows.first(session, TaskDraft, task_id=task_id, user_id=user_id)


def keep_draft(
    session: Session, owner: tuple[int, int], *, answers: dict[str, Any], base_version: int, now: datetime
) -> None:
    """Keep a draft of (task, account), replacing the one before."""
    task_id, user_id = owner
    municipality_id = session.scalars(select(UserTask.municipality_id).where(UserTask.id == task_id)).one()
    rows.remove(session, TaskDraft, task_id=task_id, user_id=user_id)
    kept = {
        "municipality_id": municipality_id,
        "task_id": task_id,
        "user_id": user_id,
        "answers": answers,
        "base_version": base_version,
        "saved_at": now,
    }
    rows.insert_many(session, TaskDraft, [kept])


def answers(session: Session, task_id: int) -> tuple[dict[str, Any], dict[str, Any] | None] | None:
    """The answers a finished task was completed with, and what its form showed beside the questions."""
    wanted = select(TaskAnswers.answers, TaskAnswers.shown).where(TaskAnswers.task_id == task_id)
    found = session.execute(wanted).one_or_none()
    return None if found is None else (found.answers, found.shown)


def finish(
    session: Session,
    task: StoredTask,
    *,
    now: datetime,
    **sent: Any,
) -> bool:
    """Close the task with what was sent (answers, shown, completed_by, on_behalf_of, channel).

    False when it was closed already.
    """
    closed = rows.change(
        session,
        UserTask,
        {
            "status": TaskStatus.COMPLETED,
            "completed_at": now,
            "completed_by": sent["completed_by"],
            "version": task.version + 1,
        },
        id=task.task_id,
        status=(TaskStatus.OPEN, TaskStatus.COMPLETING),
    )
    if not closed:
        return False
    _keep_answers(session, task, {**sent, "completed_at": now})
    rows.remove(session, TaskDraft, task_id=task.task_id)
    if task.role == Role.CASEWORKER and task.case_id is not None:  # who first works in it answers for it
        case_workers.take_up(session, task.case_id, sent.get("on_behalf_of") or sent["completed_by"])
    return True


def hold(session: Session, task: StoredTask, *, now: datetime, **sent: Any) -> bool:
    """Keep what was sent (answers, completed_by, on_behalf_of, channel) with an open task whose step failed.

    False when it is open no longer.
    """
    held = {"status": TaskStatus.COMPLETING, "version": task.version + 1}
    if not rows.change(session, UserTask, held, id=task.task_id, status=TaskStatus.OPEN):
        return False
    _keep_answers(session, task, {**sent, "completed_at": now})
    return True


def held(session: Session, task_id: int) -> TaskAnswers | None:
    """What was sent for a task, whatever became of its step."""
    return rows.first(session, TaskAnswers, task_id=task_id)


def give_back(session: Session, task: StoredTask, *, now: datetime) -> None:
    """Open a held task again; what was sent becomes the sender's draft."""
    sent = held(session, task.task_id)
    opened = {"status": TaskStatus.OPEN, "version": task.version + 1}
    if not rows.change(session, UserTask, opened, id=task.task_id, status=TaskStatus.COMPLETING):
        return
    if sent is not None and sent.completed_by is not None:
        owner = (task.task_id, sent.completed_by)
        keep_draft(session, owner, answers=sent.answers, base_version=task.version + 1, now=now)
    rows.remove(session, TaskAnswers, task_id=task.task_id)


def _keep_answers(session: Session, task: StoredTask, sent: dict[str, Any]) -> None:
    rows.remove(session, TaskAnswers, task_id=task.task_id)
    note_fact(session.connection(), "user_task", task.task_id, task.case_id)
    kept = {
        "municipality_id": task.municipality_id,
        "task_id": task.task_id,
        "form_path": f"forms/{task.process_id}/{task.element_id}.json",
        "release_id": task.release_id,
        **sent,
    }
    rows.insert_many(session, TaskAnswers, [kept])


def _persons(session: Session, task_id: int) -> tuple[int, ...]:
    return tuple(
        row.person_id for row in rows.values(session, UserTaskPerson, ["person_id"], task_id=task_id)
    )
