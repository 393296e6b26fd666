"""How tasks are told: what is to be done, its form as JSON Schema; values only with the scope of health."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from engine.inbox.inbox_pages import InboxRow
from engine.inbox.task_pages import TaskPage
from engine.inbox.task_schemas import schema_of
from engine.task_forms.schema import as_json
from web.api.shapes import CURSOR, Limit, Shape
from web.api.words import language, said


class TaskView(StrEnum):
    """Which part of the inbox."""

    ALL = "all"
    MINE = "mine"
    GROUP = "group"
    OVERDUE = "overdue"


class TasksQuery(Shape):
    """Which part of the list."""

    view: TaskView = TaskView.ALL
    cursor: str | None = Field(default=None, pattern=CURSOR, description="`next` of the page before.")
    limit: Limit = 50


class TaskLine(Shape):
    """A task that this integration may do; names nobody."""

    task_id: int
    title: str
    role: str
    process_id: str
    element_id: str
    case_id: int | None
    month_id: int | None
    claim_id: int | None
    opened_at: datetime
    due_at: datetime | None
    version: int


class TaskList(Shape):
    """A page of tasks, the most urgent first."""

    tasks: list[TaskLine]
    next: str | None = Field(description="The cursor of the page behind this one; null: nothing follows.")
    total: int


class TaskWhole(Shape):
    """One task with its form."""

    task_id: int
    title: str
    role: str
    status: str
    case_id: int | None
    month_id: int | None
    claim_id: int | None
    opened_at: datetime
    due_at: datetime | None
    version: int
    may_complete: bool
    schema_of_answers: dict[str, Any] = Field(description="JSON Schema (2020-12) of `answers`.")
    values: dict[str, Any] | None = Field(
        description="What stands in the form at first; only with the scope health:read."
    )


class Completion(Shape):
    """What a task is completed with."""

    answers: dict[str, Any] = Field(description="By the JSON Schema of the task.")
    version: int = Field(ge=1, le=2**53, description="`version` of the task when it was read.")


class Completed(Shape):
    """What became of it."""

    task_id: int
    status: str = Field(description="completed, or received: safe, and gone on with soon.")


def line(row: InboxRow) -> TaskLine:
    """A row of the list."""
    return TaskLine(
        task_id=row.task_id,
        title=said({"lv": row.title_lv, "en": row.title_en}),
        role=row.role,
        process_id=row.process_id,
        element_id=row.element_id,
        case_id=row.case_id,
        month_id=row.month_id,
        claim_id=row.claim_id,
        opened_at=row.opened_at,
        due_at=row.due_at,
        version=row.version,
    )


def whole(page: TaskPage, *, may_complete: bool, with_values: bool) -> TaskWhole:
    """One task; `with_values`: what stands in its form too."""
    task = page.task
    return TaskWhole(
        task_id=task.task_id,
        title=task.title(language()),
        role=task.role,
        status=str(task.status),
        case_id=task.case_id,
        month_id=task.month_id,
        claim_id=task.claim_id,
        opened_at=task.opened_at,
        due_at=task.due_at,
        version=task.version,
        may_complete=may_complete,
        schema_of_answers=schema_of(page, language()),
        values={key: as_json(one) for key, one in page.start.items()} if with_values else None,
    )
