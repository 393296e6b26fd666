"""The hot path: one read before a step, one burst of writes after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.key_book import note_fact
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


def load_all(session: Session, instance_ids: Collection[int]) -> dict[int, StoredInstance]:
    """Several of them by id, in one question; those that this tenant does not have are left out."""
    found = rows.values(session, ProcessInstance, _COLUMNS, id=tuple(instance_ids)) if instance_ids else []
    return {one.instance_id: one for one in (StoredInstance(*row) for row in found)}


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


def add(session: Session, instances: Sequence[StoredInstance], now: datetime) -> None:
    """Store new instances after their first step."""
    rows.insert_many(session, ProcessInstance, [_instance(one, now) for one in instances])


def _instance(instance: StoredInstance, now: datetime) -> dict[str, object]:
    return {
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


def save(
    session: Session, before: StoredInstance, *, state: bytes, steps: int, completed: bool, now: datetime
) -> bool:
    """Move the instance on; False when another step was committed in between."""
    moved = {
        "state": state,
        "version": before.version + 1,
        "status": InstanceStatus.COMPLETED if completed else InstanceStatus.RUNNING,
        "step_count": before.step_count + steps,
        "ended_at": now if completed else None,
    }
    note_fact(session.connection(), "process_instance", before.instance_id, before.case_id)
    return rows.change(session, ProcessInstance, moved, id=before.instance_id, version=before.version) == 1


def write_rows(session: Session, steps: Sequence[tuple[StoredInstance, StepRows]], now: datetime) -> None:
    """Bring inbox, timers and waiting messages in line with where the instances stand."""
    for instance, step in steps:
        _close(session, instance.instance_id, step, now)
    _open_tasks(session, [(one, task) for one, step in steps for task in step.opened], now)
    timers = [_timer(one, *timer) for one, step in steps for timer in step.timers]
    rows.insert_many(session, Timer, timers)
    messages = [_message(one, *wait) for one, step in steps for wait in step.messages]
    rows.insert_many(session, MessageWait, messages)


def _close(session: Session, instance_id: int, step: StepRows, now: datetime) -> None:
    for uid in sorted(step.closed):
        gone = {"status": TaskStatus.CANCELLED, "completed_at": now}
        unfinished = (TaskStatus.OPEN, TaskStatus.COMPLETING)
        rows.change(session, UserTask, gone, instance_id=instance_id, task_uid=uid, status=unfinished)
    if step.timers_gone:
        rows.remove(session, Timer, instance_id=instance_id, task_uid=tuple(sorted(step.timers_gone)))
    for uid, name in sorted(step.messages_gone):
        rows.remove(session, MessageWait, instance_id=instance_id, task_uid=uid, message_name=name)


def _open_tasks(session: Session, tasks: Sequence[tuple[StoredInstance, NewTask]], now: datetime) -> None:
    ids = rows.insert_for_ids(session, UserTask, [_task(instance, task, now) for instance, task in tasks])
    persons = [
        {"municipality_id": instance.municipality_id, "task_id": task_id, "person_id": person_id}
        for task_id, (instance, task) in zip(ids, tasks, strict=True)
        for person_id in task.person_ids
    ]
    rows.insert_many(session, UserTaskPerson, persons)


def _task(instance: StoredInstance, task: NewTask, now: datetime) -> dict[str, object]:
    return {
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
