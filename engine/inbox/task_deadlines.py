"""The deadline of one task, moved by somebody who may, with a reason."""

from __future__ import annotations

from datetime import date

from engine.cases.case_reasons import judged_reason, keep_reason
from engine.clock import last_day_of, local_day
from engine.domain.rights import Actor
from engine.errors import InvalidAnswers, NotFound
from engine.expressions.calendar_words import end_of
from engine.instances.instances import NotWaiting
from engine.messages_catalogue import msg
from engine.persistence import audit
from engine.persistence.queries import tasks as rows
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Runtime, Session, Tenant
from engine.tasks.task_rights import GONE, allowed


def move_deadline(runtime: Runtime, actor: Actor, task_id: int, day: date, text: str) -> int:
    """Make the task due by the end of another day; gives the id of its case.

    NotFound where the person may not or the task is of no case, NotWaiting where it is done, InvalidAnswers
    for a day that has passed (field `day`) or a missing reason (`reason`). Timers of the diagram stay.
    """
    reason, now = judged_reason(text), runtime.clock.now()
    if day < local_day(now):
        raise InvalidAnswers({"day": msg("The new day cannot lie in the past.")})
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        task, case_id = _found(session, actor, task_id)
        if not rows.move_due(session, task, due_at=end_of(day)):
            raise NotWaiting(GONE)
        note_id = keep_reason(session, actor, case_id, reason, now)
        before = None if task.due_at is None else last_day_of(task.due_at).isoformat()
        audit.record(
            session,
            action="deadline_moved",
            at=now,
            municipality_id=actor.municipality_id,
            actor_user_id=actor.user_id,
            instance_id=task.instance_id,
            case_id=case_id,
            object_kind="user_task",
            object_id=str(task_id),
            details={"element": task.element_id, "from": before, "to": day.isoformat(), "note": note_id},
        )
    return case_id


def case_of(runtime: Runtime, actor: Actor, task_id: int) -> int:
    """The case of a task whose deadline this person may move; NotFound otherwise."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return _found(session, actor, task_id)[1]


def _found(session: Session, actor: Actor, task_id: int) -> tuple[StoredTask, int]:
    task = allowed(session, actor, task_id, "deadline.move")
    if task.case_id is None:
        raise NotFound(msg("There is no such task, or it is not for you."))
    return task, task.case_id
