"""Keeps what a person sent where the step fails for a technical reason: a job goes on with it."""

from __future__ import annotations

import logging

from engine.errors import EngineError, places_of
from engine.instances.instances import Progress
from engine.persistence import audit
from engine.persistence.queries import tasks as rows
from engine.queue.port import NewJob
from engine.runtime import Tenant
from engine.tasks.task_completion import Completing
from engine.tasks.task_rights import Received

JOB = "complete_task"  # kind of the job that tries the step again
log = logging.getLogger("asistents.tasks")


def complete_or_keep(completing: Completing) -> Progress:
    """Move the case on with the answers, or keep them.

    A refusal (EngineError) goes to the person, and nothing was changed. Anything else is our trouble: the
    answers are kept, a job is written, and `Received` is raised.
    """
    try:
        return completing.go()
    except EngineError:
        raise
    except Exception as trouble:
        told = {"trouble": type(trouble).__name__, "places": places_of(trouble)}
        log.warning("answers_kept", extra={"about": {"task_id": completing.task.task_id, **told}})
        if not _keep(completing):
            raise
        raise Received from trouble


def _keep(completing: Completing) -> bool:
    """The answers and the job in one transaction; False where the task is open no longer."""
    runtime, task, user_id = completing.runtime, completing.task, completing.actor.user_id
    now = runtime.clock.now()
    with runtime.transaction(Tenant(task.municipality_id)) as session:
        kept = rows.hold(
            session,
            task,
            answers=dict(completing.sent.answers),
            completed_by=user_id,
            on_behalf_of=completing.on_behalf_of,
            channel=completing.sent.channel,
            now=now,
        )
        if not kept:
            return False
        job = NewJob(
            JOB,
            {"task_id": task.task_id, "element": task.element_id, "municipality_id": task.municipality_id},
            unique_key=f"{JOB}:{task.task_id}",
            instance_id=task.instance_id,
        )
        runtime.queue.enqueue(session, job, now=now)
        audit.record(
            session,
            action="answers_kept",
            at=now,
            municipality_id=task.municipality_id,
            actor_user_id=user_id,
            on_behalf_of=completing.on_behalf_of,
            instance_id=task.instance_id,
            case_id=task.case_id,
            object_kind="user_task",
            object_id=str(task.task_id),
        )
    return True
