"""A completed step is opened again: the case goes back to it, what came of it is put aside and kept.

All of it is one move of the instance: the diagram back at the step, later tasks, timers and waits withdrawn,
the results behind it marked, the audit event – or nothing.
"""

from __future__ import annotations

from engine.cases.case_reasons import judged_reason
from engine.cases.reopening_steps import GoingBack
from engine.domain.rights import Actor
from engine.instances import instances
from engine.instances.instances import Move, NotWaiting
from engine.messages_catalogue import msg
from engine.persistence.effects.reopenings import NewReopening
from engine.runtime import Runtime, Tenant
from engine.tasks.task_rights import allowed

COMPLETED = "completed"


def reopen(runtime: Runtime, actor: Actor, task_id: int, text: str) -> int:
    """Open a completed task of a case again, with a reason; gives the id of the case.

    The new task starts with the old answers. NotFound where the person may not, InvalidAnswers without a
    reason, NotWaiting where the task is not completed or is the person's own work, NoWayBack with one
    sentence where going back would not be honest: then nothing was changed.
    """
    reason = judged_reason(text)
    tenant = Tenant(actor.municipality_id)
    with runtime.reading(tenant) as session:
        task = allowed(session, actor, task_id, "task.reopen")
    if task.status != COMPLETED or task.case_id is None or task.completed_by is None:
        raise NotWaiting(msg("Only a completed task of a case can be opened again."))
    if task.completed_by == actor.user_id:
        raise NotWaiting(msg("You did this step yourself: somebody else has to open it again."))
    new = NewReopening(
        reopening_id=runtime.reserve(tenant, "reopening"),
        municipality_id=task.municipality_id,
        case_id=task.case_id,
        instance_id=task.instance_id,
        task_id=task.task_id,
        reason=reason,
        reopened_by=actor.user_id,
        now=runtime.clock.now(),
    )
    details: dict[str, object] = {"task": task.element_id, "task_id": task_id, "reopening": new.reopening_id}
    going = GoingBack(task, new, details)
    move = Move("task_reopened", act=going.act, also=going.also, actor_user_id=actor.user_id, details=details)
    instances.advance(runtime, Tenant(task.municipality_id), task.instance_id, move)
    return task.case_id
