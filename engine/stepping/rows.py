"""Where an instance stands before and after a step, as rows to open and close."""

from __future__ import annotations

from collections.abc import Iterable

from engine.bpmn.execution import Progress
from engine.bpmn.waits import OpenTask, WaitingTimer
from engine.persistence.queries.instances import NewTask, StepRows


def changes(progress: Progress) -> StepRows:
    """The difference that a step made to inbox, timers and waiting messages."""
    before, after = progress.before, progress.waits
    timers_before = _earliest(before.timers.values())
    timers_after = _earliest(after.timers.values())
    renewed = {uid for uid, timer in timers_after.items() if timers_before.get(uid) != timer}
    messages_before = {(wait.uid, wait.name): wait for wait in before.messages.values()}
    messages_after = {(wait.uid, wait.name): wait for wait in after.messages.values()}
    return StepRows(
        opened=[new_task(task) for uid, task in after.tasks.items() if uid not in before.tasks],
        closed=set(before.tasks) - set(after.tasks) - progress.answered,
        timers=[(uid, timers_after[uid].element_id, timers_after[uid].due_at) for uid in sorted(renewed)],
        timers_gone=(set(timers_before) - set(timers_after)) | (renewed & set(timers_before)),
        messages=[
            (wait.uid, wait.name, wait.correlation_key)
            for key, wait in messages_after.items()
            if key not in messages_before
        ],
        messages_gone=set(messages_before) - set(messages_after),
    )


def _earliest(timers: Iterable[WaitingTimer]) -> dict[str, WaitingTimer]:
    """One timer a waiting task: an event-based gateway wakes for the first of its own."""
    return {timer.uid: timer for timer in sorted(timers, key=lambda one: one.due_at, reverse=True)}


def new_task(task: OpenTask) -> NewTask:
    """The row of an open task."""
    values, element = task.values, task.element
    return NewTask(
        uid=task.uid,
        element_id=element.element_id,
        process_id=element.process_id,
        role=element.role,
        title_lv=element.title("lv"),
        title_en=element.title("en"),
        subject=str(values.get("subject", "")),
        person_ids=task.person_ids,
        excluded_user_ids=task.excluded_user_ids,
        due_at=task.due_at,
        case_id=_whole(values.get("case_id")),
        month_id=_whole(values.get("month_id")),
        claim_id=_whole(values.get("claim_id")),
    )


def _whole(value: object) -> int | None:
    return value if type(value) is int else None
