"""The hot path: one read before a step, one burst of writes after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from engine.persistence.tables.instances import (
    InstanceStatus,
    MessageWait,
    ProcessInstance,
    TaskStatus,
    Timer,
    TimerState,
    UserTask,
    UserTaskPerson,
)


@dataclass(frozen=True, slots=True)
class StoredInstance:
    """An instance as a step needs it."""

    instance_id: int
    municipality_id: int
    process_id: str
    release_id: int
    business_key: str
    case_id: int | None
    state: bytes
    version: int
    status: InstanceStatus
    step_count: int


@dataclass(frozen=True, slots=True)
class NewTask:
    """A row for the inbox."""

    uid: str
    element_id: str
    process_id: str
    role: str
    title_lv: str
    title_en: str
    subject: str
    person_ids: Sequence[int]
    excluded_user_ids: Sequence[int]
    due_at: datetime | None
    case_id: int | None
    month_id: int | None
    claim_id: int | None


@dataclass(frozen=True, slots=True)
class StepRows:
    """What a step changes in the tables beside the instance's state."""

    opened: Sequence[NewTask]
    closed: Collection[str]  # task ids that left the instance without having been completed by a person
    timers: Sequence[tuple[str, str, datetime]]  # task id, element id, due
    timers_gone: Collection[str]
    messages: Sequence[tuple[str, str, str]]  # task id, message name, correlation key
    messages_gone: Collection[tuple[str, str]]  # task id, message name


def load(session: Session, instance_id: int) -> StoredInstance | None:
    """The instance, or None where this tenant has none with that id."""
    row = session.execute(
        select(*(getattr(ProcessInstance, column) for column in _COLUMNS)).where(
            ProcessInstance.id == instance_id
        )
    ).one_or_none()
    return None if row is None else StoredInstance(*row)


_COLUMNS = (
    "id",
    "municipality_id",
    "process_id",
    "release_id",
    "business_key",
    "case_id",
    "state",
    "version",
    "status",
    "step_count",
)  # in the order of StoredInstance


def add(session: Session, instance: StoredInstance, now: datetime) -> None:
    """Store a new instance after its first step."""
    session.execute(
        insert(ProcessInstance),
        [
            {
                "id": instance.instance_id,
                "municipality_id": instance.municipality_id,
                "process_id": instance.process_id,
                "release_id": instance.release_id,
                "business_key": instance.business_key,
                "case_id": instance.case_id,
                "state": instance.state,
                "version": 1,
                "status": instance.status,
                "step_count": instance.step_count,
                "started_at": now,
                "ended_at": now if instance.status is InstanceStatus.COMPLETED else None,
            }
        ],
    )


def save(
    session: Session, before: StoredInstance, *, state: bytes, steps: int, completed: bool, now: datetime
) -> bool:
    """Move the instance on; False when another step was committed in between."""
    status = InstanceStatus.COMPLETED if completed else InstanceStatus.RUNNING
    outcome = session.execute(
        update(ProcessInstance)
        .where(ProcessInstance.id == before.instance_id, ProcessInstance.version == before.version)
        .values(
            state=state,
            version=before.version + 1,
            status=status,
            step_count=before.step_count + steps,
            ended_at=now if completed else None,
        )
        .execution_options(synchronize_session=False)
    )
    return int(outcome.rowcount) == 1  # type: ignore[attr-defined]


def write_rows(session: Session, instance: StoredInstance, rows: StepRows, now: datetime) -> None:
    """Bring inbox, timers and waiting messages in line with where the instance stands."""
    _close(session, instance.instance_id, rows, now)
    for task in rows.opened:
        _open_task(session, instance, task, now)
    if rows.timers:
        session.execute(insert(Timer), [_timer(instance, *timer) for timer in rows.timers])
    if rows.messages:
        session.execute(insert(MessageWait), [_message(instance, *wait) for wait in rows.messages])


def _close(session: Session, instance_id: int, rows: StepRows, now: datetime) -> None:
    if rows.closed:
        session.execute(
            update(UserTask)
            .where(
                UserTask.instance_id == instance_id,
                UserTask.task_uid.in_(list(rows.closed)),
                UserTask.status.in_([TaskStatus.OPEN, TaskStatus.COMPLETING]),
            )
            .values(status=TaskStatus.CANCELLED, completed_at=now, version=UserTask.version + 1)
            .execution_options(synchronize_session=False)
        )
    if rows.timers_gone:
        session.execute(
            delete(Timer)
            .where(Timer.instance_id == instance_id, Timer.task_uid.in_(list(rows.timers_gone)))
            .execution_options(synchronize_session=False)
        )
    for uid, name in rows.messages_gone:
        session.execute(
            delete(MessageWait)
            .where(
                MessageWait.instance_id == instance_id,
                MessageWait.task_uid == uid,
                MessageWait.message_name == name,
            )
            .execution_options(synchronize_session=False)
        )


def _open_task(session: Session, instance: StoredInstance, task: NewTask, now: datetime) -> None:
    task_id = session.execute(
        insert(UserTask).returning(UserTask.id),
        {
            "municipality_id": instance.municipality_id,
            "instance_id": instance.instance_id,
            "task_uid": task.uid,
            "element_id": task.element_id,
            "process_id": task.process_id,
            "release_id": instance.release_id,
            "role": task.role,
            "for_persons": bool(task.person_ids),
            "excluded_user_ids": tuple(task.excluded_user_ids),
            "title_lv": task.title_lv,
            "title_en": task.title_en,
            "subject": task.subject,
            "case_id": task.case_id,
            "month_id": task.month_id,
            "claim_id": task.claim_id,
            "due_at": task.due_at,
            "opened_at": now,
        },
    ).scalar_one()
    if task.person_ids:
        session.execute(
            insert(UserTaskPerson),
            [
                {"municipality_id": instance.municipality_id, "task_id": task_id, "person_id": person_id}
                for person_id in task.person_ids
            ],
        )


def _timer(instance: StoredInstance, uid: str, element_id: str, due_at: datetime) -> dict[str, object]:
    return {
        "municipality_id": instance.municipality_id,
        "instance_id": instance.instance_id,
        "task_uid": uid,
        "element_id": element_id,
        "due_at": due_at,
        "state": TimerState.WAITING,
    }


def _message(instance: StoredInstance, uid: str, name: str, key: str) -> dict[str, object]:
    return {
        "municipality_id": instance.municipality_id,
        "instance_id": instance.instance_id,
        "task_uid": uid,
        "message_name": name,
        "correlation_key": key,
    }
