"""User tasks: taken, given back, drafted, completed by the people who may."""

from __future__ import annotations

from engine.domain.rights import Actor
from engine.instances.instances import NotWaiting, Progress, Suspended
from engine.messages_catalogue import msg
from engine.people.read_notes import note_task
from engine.persistence.queries import tasks as rows
from engine.runtime import Runtime, Tenant
from engine.tasks.kept_answers import complete_or_keep
from engine.tasks.task_completion import Completing, Sent
from engine.tasks.task_rights import (
    GONE,
    Received,
    allowed,
    readable,
    refuse_if_done,
    refuse_systems,
    thing_of,
)

__all__ = [
    "GONE",
    "NotWaiting",
    "Received",
    "Sent",
    "Suspended",
    "allowed",
    "claim",
    "complete",
    "note_task",
    "readable",
    "release",
    "save_draft",
    "thing_of",
]


def claim(runtime: Runtime, actor: Actor, task_id: int) -> None:
    """Take a task of the group; refused when a colleague has it already."""
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        task = allowed(session, actor, task_id, "task.complete")
        if not rows.assign(session, task_id, expected=None, assignee=actor.user_id):
            if task.assignee_id == actor.user_id:
                return
            raise NotWaiting(msg("A colleague has already taken this task."))


def release(runtime: Runtime, actor: Actor, task_id: int) -> None:
    """Give a task back to the group."""
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        allowed(session, actor, task_id, "task.complete")
        rows.assign(session, task_id, expected=actor.user_id, assignee=None)


def save_draft(runtime: Runtime, actor: Actor, task_id: int, sent: Sent) -> None:
    """Keep what was typed so far; never validated."""
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        allowed(session, actor, task_id, "task.complete")
        rows.keep_draft(
            session,
            (task_id, actor.user_id),
            answers=dict(sent.answers),
            base_version=sent.base_version,
            now=runtime.clock.now(),
        )


def complete(runtime: Runtime, actor: Actor, task_id: int, sent: Sent) -> Progress:
    """Validate the answers and move the case on with them.

    Raises InvalidAnswers (nothing lost, the page shows the fields), StaleVersion when somebody else was
    first (with both values), NotFound where the person may not. When the step fails for a technical
    reason the answers are kept and a job goes on with them (`Received`).
    """
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        task = allowed(session, actor, task_id, "task.complete")
        step = runtime.release(session, task.release_id).element(task.process_id, task.element_id)
        refuse_systems(actor, step)
        refuse_if_done(session, actor, task, sent.answers)
    return complete_or_keep(Completing(runtime, actor, task, sent))
