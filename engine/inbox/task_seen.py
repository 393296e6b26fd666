"""Which tasks somebody of the office has opened."""

from __future__ import annotations

from engine.domain.rights import Actor
from engine.persistence.queries import task_marks
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Runtime, Tenant


def see(runtime: Runtime, actor: Actor, task: StoredTask) -> None:
    """Note that somebody of the office has opened the task; the first time only."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        if task_marks.is_seen(session, task.task_id, actor.user_id):
            return
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        task_marks.see(session, task, actor.user_id, runtime.clock.now())
