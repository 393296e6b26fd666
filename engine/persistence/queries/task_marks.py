"""What a person has noted about tasks: seen, put off until a day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries.tasks import StoredTask
from engine.persistence.tables.inboxes import TaskMark


def is_seen(session: Session, task_id: int, user_id: int) -> bool:
    """Whether this person has opened the task before."""
    return bool(rows.count(session, TaskMark, task_id=task_id, user_id=user_id, seen_at__not=None))


def see(session: Session, task: StoredTask, user_id: int, now: datetime) -> None:
    """Note that the person has opened the task, the first time only."""
    _there(session, task, user_id)
    rows.change(session, TaskMark, {"seen_at": now}, task_id=task.task_id, user_id=user_id, seen_at=None)


def put_off(session: Session, task: StoredTask, user_id: int, until: date | None) -> None:
    """Have the task come back to this person's list on a day; None: now."""
    _there(session, task, user_id)
    rows.change(session, TaskMark, {"put_off_until": until}, task_id=task.task_id, user_id=user_id)


def _there(session: Session, task: StoredTask, user_id: int) -> None:
    mark = {"municipality_id": task.municipality_id, "task_id": task.task_id, "user_id": user_id}
    rows.add_unless_there(session, TaskMark, {**mark, "seen_at": None, "put_off_until": None})
