"""Process instances (state only), the inbox, drafts, answers, timers and waiting messages."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from engine.domain.rights import Role
from engine.persistence.folding import fold
from engine.persistence.owners import OF_CASE, OF_INSTANCE, OF_TASK
from engine.persistence.tables.base import (
    Base,
    Id,
    OfMunicipality,
    at_least,
    choice,
    given_values,
    month_text,
    not_before,
    partial_index,
)
from engine.persistence.types import EncryptedBytes, EncryptedJson, IdList

END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)  # where a task without a due date sorts


class InstanceStatus(StrEnum):
    """Where a process instance stands."""

    RUNNING = "running"  # it waits for a person, a time, a message or a job
    COMPLETED = "completed"  # it reached its end
    TERMINATED = "terminated"  # somebody ended it
    SUSPENDED = "suspended"  # somebody holds it; nothing moves until it is resumed
    INCIDENT = "incident"  # a step failed for good; running again after a retry


class TaskStatus(StrEnum):
    """Where a user task stands."""

    OPEN = "open"  # it waits for a person
    COMPLETING = "completing"  # answers received, the step failed for a technical reason, a job retries
    COMPLETED = "completed"  # the instance went on with the answers
    CANCELLED = "cancelled"  # the diagram took it away


class TimerState(StrEnum):
    """Where a timer stands."""

    WAITING = "waiting"  # due_at has not been handled
    FIRED = "fired"  # its job was enqueued, in the same transaction
    CANCELLED = "cancelled"  # the diagram no longer waits for it


class ProcessInstance(OfMunicipality, Base):
    """One running process, pinned to its release; `state` is all the engine needs beside the diagram."""

    __tablename__ = "process_instance"
    __table_args__ = (
        UniqueConstraint("municipality_id", "process_id", "business_key"),
        CheckConstraint("(ended_at IS NULL) = (status NOT IN ('completed', 'terminated'))", name="ended"),
        at_least("version", 1),
        at_least("step_count"),
        Index(None, "case_id"),
        Index(None, "parent_instance_id"),
        partial_index(
            "ix_process_instance_live", "municipality_id", "process_id", "status",
            where="status NOT IN ('completed', 'terminated')",
        ),
    )  # fmt: skip

    id: Mapped[Id]
    process_id: Mapped[str]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))  # never changes but by a migration plan
    business_key: Mapped[str]  # finds the instance from outside: month id, case number …
    case_id: Mapped[int | None] = mapped_column(ForeignKey("service_case.id"))
    parent_instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    state: Mapped[bytes] = mapped_column(EncryptedBytes("process_instance.state", OF_CASE))
    version: Mapped[int] = mapped_column(default=1)  # one more with every committed step
    status: Mapped[InstanceStatus] = mapped_column(choice(InstanceStatus), default=InstanceStatus.RUNNING)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    step_count: Mapped[int] = mapped_column(default=0)  # engine steps so far, for the run guard


def _search_text(context: DefaultExecutionContext) -> str:
    row = given_values(context)
    return fold(row["title_lv"], row["title_en"], row.get("subject"))


def _sort_at(context: DefaultExecutionContext) -> datetime:
    due_at: datetime | None = given_values(context).get("due_at")
    return due_at or END_OF_TIME


class UserTask(OfMunicipality, Base):
    """A row of the inbox: a person must act here before the instance goes on."""

    __tablename__ = "user_task"
    __table_args__ = (
        UniqueConstraint("instance_id", "task_uid"),
        CheckConstraint("(completed_at IS NULL) = (status IN ('open', 'completing'))", name="completed"),
        at_least("version", 1),
        partial_index(
            "ix_user_task_group", "municipality_id", "role", "sort_at", "id", where="status = 'open'"
        ),
        partial_index(
            "ix_user_task_kind",  # holds all that counting asks for
            "municipality_id",
            "role",
            "process_id",
            "element_id",
            "for_persons",
            "assignee_id",
            "sort_at",
            "excluded_user_ids",
            "id",
            where="status = 'open'",
        ),
        partial_index("ix_user_task_due", "municipality_id", "sort_at", "id", where="status = 'open'"),
        partial_index("ix_user_task_mine", "assignee_id", "sort_at", "id", where="status = 'open'"),
        Index(None, "case_id"),
        Index(None, "month_id"),
        Index(None, "claim_id"),
    )

    id: Mapped[Id]
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    task_uid: Mapped[str]  # the engine's id of the waiting task
    element_id: Mapped[str]  # id in the diagram = form file
    process_id: Mapped[str]  # of the diagram that holds the element (a called one, maybe)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    role: Mapped[Role] = mapped_column(choice(Role))
    for_persons: Mapped[bool] = mapped_column(default=False)  # only the persons of user_task_person may act
    excluded_user_ids: Mapped[tuple[int, ...]] = mapped_column(IdList, default=())  # two-person rules
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # who took it
    title_lv: Mapped[str]
    title_en: Mapped[str]
    subject: Mapped[str] = mapped_column(
        default=""
    )  # short, shown beside the title: name, month, claim number
    search_text: Mapped[str] = mapped_column(default=_search_text)  # folded titles and subject
    case_id: Mapped[int | None] = mapped_column(ForeignKey("service_case.id"))
    month_id: Mapped[int | None] = mapped_column(ForeignKey("service_month.id"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("ministry_claim.id"))
    due_at: Mapped[datetime | None]
    sort_at: Mapped[datetime] = mapped_column(default=_sort_at)  # due_at, or the end of time
    opened_at: Mapped[datetime]
    status: Mapped[TaskStatus] = mapped_column(choice(TaskStatus), default=TaskStatus.OPEN)
    completed_at: Mapped[datetime | None]
    completed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column(default=1)  # of the page being filled; one more once answered


class UserTaskPerson(OfMunicipality, Base):
    """A person who may do the task; beside them only their deputies and the office in their name."""

    __tablename__ = "user_task_person"
    __table_args__ = (Index(None, "person_id", "task_id"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class TaskDraft(OfMunicipality, Base):
    """What somebody has typed so far; never validated, gone when the task is completed."""

    __tablename__ = "task_draft"
    __table_args__ = (UniqueConstraint("task_id", "user_id"), at_least("base_version", 1))

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJson("task_draft.answers", OF_TASK))
    base_version: Mapped[int]  # the task's version that was on the page
    saved_at: Mapped[datetime]


class TaskAnswers(OfMunicipality, Base):
    """What was answered when a task was completed; kept whatever happens to the step."""

    __tablename__ = "task_answers"

    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id"), primary_key=True)  # one answer a task
    form_path: Mapped[str]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJson("task_answers.answers", OF_TASK))
    shown: Mapped[dict[str, Any] | None] = mapped_column(
        EncryptedJson("task_answers.shown", OF_TASK)
    )  # what stood beside the questions (`task_forms.shown`); null while the step has not been made
    completed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    on_behalf_of: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # whose deputy
    completed_at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(default="web")


class Timer(OfMunicipality, Base):
    """An instant an instance waits for."""

    __tablename__ = "timer"
    __table_args__ = (
        UniqueConstraint("instance_id", "task_uid"),
        partial_index("ix_timer_due", "due_at", "id", where="state = 'waiting'"),
    )

    id: Mapped[Id]
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    task_uid: Mapped[str]
    element_id: Mapped[str]
    due_at: Mapped[datetime]
    state: Mapped[TimerState] = mapped_column(choice(TimerState), default=TimerState.WAITING)


class MessageWait(OfMunicipality, Base):
    """An instance waits for a message; the row goes when it is received or no longer waited for."""

    __tablename__ = "message_wait"
    __table_args__ = (
        UniqueConstraint("instance_id", "task_uid", "message_name"),
        Index(None, "message_name", "correlation_key"),
    )

    id: Mapped[Id]
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    task_uid: Mapped[str]
    message_name: Mapped[str]
    correlation_key: Mapped[str]


class ReceivedMessage(OfMunicipality, Base):
    """A message from outside that was taken in; the same key again changes nothing."""

    __tablename__ = "received_message"
    __table_args__ = (UniqueConstraint("municipality_id", "message_key"),)

    id: Mapped[Id]
    message_key: Mapped[str]  # given by the sender
    message_name: Mapped[str]
    correlation_key: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(EncryptedJson("received_message.payload", OF_INSTANCE))
    content_hash: Mapped[str]  # the same key with another hash is refused
    received_at: Mapped[datetime]
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))  # who took it


class CycleRun(Base):
    """One start rule, one municipality (or null: all), one period: run once, whoever ticks."""

    __tablename__ = "cycle_run"
    __table_args__ = (
        UniqueConstraint("cycle", "municipality_id", "period"),
        partial_index(
            "uq_cycle_run_everywhere", "cycle", "period", where="municipality_id IS NULL", unique=True
        ),
        month_text(),
        not_before("finished_at", "started_at"),
    )

    id: Mapped[Id]
    cycle: Mapped[str]  # "open_months", "ministry_claim", …
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    period: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    late: Mapped[bool] = mapped_column(default=False)  # started after the day it was meant for
