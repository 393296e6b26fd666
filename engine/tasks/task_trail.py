"""Notes in the audit about one task that no step made."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.rights import Actor
from engine.persistence import audit
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Runtime, Session


def note(
    runtime: Runtime,
    session: Session,
    actor: Actor,
    task: StoredTask,
    action: str,
    details: Mapping[str, object],
) -> None:
    """Write one event; `details` hold ids only."""
    audit.record(
        session,
        action=action,
        at=runtime.clock.now(),
        municipality_id=task.municipality_id,
        actor_user_id=actor.user_id,
        instance_id=task.instance_id,
        case_id=task.case_id,
        object_kind="user_task",
        object_id=str(task.task_id),
        details={"element": task.element_id, **details},
    )
