"""One user task: read with all that rights need, taken, drafted, finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

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

    def title(self, language: str) -> str:
        """The task's name in a language."""
        return self.title_en if language == "en" else self.title_lv


_COLUMNS = (
    UserTask.id,
    UserTask.municipality_id,
    UserTask.instance_id,
    UserTask.task_uid,
    UserTask.element_id,
    UserTask.process_id,
    UserTask.release_id,
    UserTask.role,
    UserTask.excluded_user_ids,
    UserTask.assignee_id,
    UserTask.title_lv,
    UserTask.title_en,
    UserTask.subject,
    UserTask.case_id,
    UserTask.month_id,
    UserTask.claim_id,
    UserTask.due_at,
    UserTask.opened_at,
    UserTask.status,
    UserTask.completed_at,
    UserTask.completed_by,
    UserTask.version,
    UserTask.for_persons,
)


def find(session: Session, task_id: int) -> StoredTask | None:
    """The task with the persons it is for, or None where this tenant has none with that id."""
    row = session.execute(select(*_COLUMNS).where(UserTask.id == task_id)).one_or_none()
    if row is None:
        return None
    *columns, for_persons = row
    persons = _persons(session, task_id) if for_persons else ()
    return StoredTask(*columns, person_ids=persons)


def open_in_instance(session: Session, instance_id: int) -> list[StoredTask]:
    """The open tasks of an instance, oldest first."""
    ids = session.scalars(
        select(UserTask.id)
        .where(UserTask.instance_id == instance_id, UserTask.status == TaskStatus.OPEN)
        .order_by(UserTask.id)
    ).all()
    return [task for task in (find(session, one) for one in ids) if task is not None]


def assign(session: Session, task_id: int, *, expected: int | None, assignee: int | None) -> bool:
    """Change who has taken the task, if it is held by `expected`; False when it is not."""
    outcome = session.execute(
        update(UserTask)
        .where(
            UserTask.id == task_id,
            UserTask.status == TaskStatus.OPEN,
            UserTask.assignee_id.is_(None) if expected is None else UserTask.assignee_id == expected,
        )
        .values(assignee_id=assignee)
        .execution_options(synchronize_session=False)
    )
    return int(outcome.rowcount) == 1  # type: ignore[attr-defined]


def draft(session: Session, task_id: int, user_id: int) -> dict[str, Any] | None:
    """What this person typed so far."""
    return session.scalars(
        select(TaskDraft.answers).where(TaskDraft.task_id == task_id, TaskDraft.user_id == user_id)
    ).one_or_none()


def keep_draft(
    session: Session, owner: tuple[int, int], *, answers: dict[str, Any], base_version: int, now: datetime
) -> None:
    """Keep a draft of (task, account), replacing the one before."""
    task_id, user_id = owner
    session.execute(
        delete(TaskDraft)
        .where(TaskDraft.task_id == task_id, TaskDraft.user_id == user_id)
        .execution_options(synchronize_session=False)
    )
    municipality_id = session.scalars(select(UserTask.municipality_id).where(UserTask.id == task_id)).one()
    session.execute(
        insert(TaskDraft),
        [
            {
                "municipality_id": municipality_id,
                "task_id": task_id,
                "user_id": user_id,
                "answers": answers,
                "base_version": base_version,
                "saved_at": now,
            }
        ],
    )


def answers(session: Session, task_id: int) -> dict[str, Any] | None:
    """The answers a finished task was completed with."""
    return session.scalars(select(TaskAnswers.answers).where(TaskAnswers.task_id == task_id)).one_or_none()


def finish(
    session: Session,
    task: StoredTask,
    *,
    answers: dict[str, Any],
    user_id: int,
    channel: str,
    now: datetime,
) -> bool:
    """Close the task with its answers; False when it was closed already."""
    outcome = session.execute(
        update(UserTask)
        .where(
            UserTask.id == task.task_id,
            UserTask.status.in_([TaskStatus.OPEN, TaskStatus.COMPLETING]),
        )
        .values(
            status=TaskStatus.COMPLETED, completed_at=now, completed_by=user_id, version=UserTask.version + 1
        )
        .execution_options(synchronize_session=False)
    )
    if int(outcome.rowcount) != 1:  # type: ignore[attr-defined]
        return False
    session.execute(
        insert(TaskAnswers),
        [
            {
                "municipality_id": task.municipality_id,
                "task_id": task.task_id,
                "form_path": f"forms/{task.process_id}/{task.element_id}.json",
                "release_id": task.release_id,
                "answers": answers,
                "completed_by": user_id,
                "completed_at": now,
                "channel": channel,
            }
        ],
    )
    session.execute(
        delete(TaskDraft)
        .where(TaskDraft.task_id == task.task_id)
        .execution_options(synchronize_session=False)
    )
    return True


def _persons(session: Session, task_id: int) -> tuple[int, ...]:
    return tuple(
        session.scalars(
            select(UserTaskPerson.person_id)
            .where(UserTaskPerson.task_id == task_id)
            .order_by(UserTaskPerson.person_id)
        )
    )
