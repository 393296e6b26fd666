"""The hot path: one read before a step, one burst of writes after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.persistence import rows
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
    found = rows.values(session, ProcessInstance, _COLUMNS, id=instance_id)
    return StoredInstance(*found[0]) if found else None


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
    new = {
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
    rows.insert_many(session, ProcessInstance, [new])


def save(
    session: Session, before: StoredInstance, *, state: bytes, steps: int, completed: bool, now: datetime
) -> bool:
    """Move the instance on; False when another step was committed in between."""
    after = {
        "state": state,
        "version": before.version + 1,
        "status": InstanceStatus.COMPLETED if completed else InstanceStatus.RUNNING,
        "step_count": before.step_count + steps,
        "ended_at": now if completed else None,
    }
    moved = rows.change(session, ProcessInstance, after, id=before.instance_id, version=before.version)
    return moved == 1


def write_rows(session: Session, instance: StoredInstance, step: StepRows, now: datetime) -> None:
    """Bring inbox, timers and waiting messages in line with where the instance stands."""
    _close(session, instance.instance_id, step, now)
    for task in step.opened:
        _open_task(session, instance, task, now)
    rows.insert_many(session, Timer, [_timer(instance, *timer) for timer in step.timers])
    rows.insert_many(session, MessageWait, [_message(instance, *wait) for wait in step.messages])


def _close(session: Session, instance_id: int, step: StepRows, now: datetime) -> None:
    of = {"instance_id": instance_id}
    if step.closed:
        still = (TaskStatus.OPEN, TaskStatus.COMPLETING)
        gone = {"status": TaskStatus.CANCELLED, "completed_at": now}
        rows.change(session, UserTask, gone, **of, task_uid=set(step.closed), status=still)
    if step.timers_gone:
        rows.remove(session, Timer, **of, task_uid=set(step.timers_gone))
    for uid, name in step.messages_gone:
        rows.remove(session, MessageWait, **of, task_uid=uid, message_name=name)


def _open_task(session: Session, instance: StoredInstance, task: NewTask, now: datetime) -> None:
    new = {
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
    }
    [task_id] = rows.insert_for_ids(session, UserTask, [new])
    persons = [
        {"municipality_id": instance.municipality_id, "task_id": task_id, "person_id": person_id}
        for person_id in task.person_ids
    ]
    rows.insert_many(session, UserTaskPerson, persons)


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
