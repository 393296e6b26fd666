"""What people did in an instance, and what they have to do now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.rights import Actor, can
from engine.persistence.queries import deeds
from engine.persistence.queries.deeds import Deed
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Session
from engine.tasks import tasks


@dataclass(frozen=True, slots=True)
class ToDo:
    """An open task; `mine` where the person who looks may do it."""

    task: StoredTask
    mine: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The way of an instance so far."""

    done: Sequence[Deed]  # oldest first
    to_do: Sequence[ToDo]
    passed: Sequence[tuple[str, datetime]]  # element, instant; oldest first


def course_of(session: Session, actor: Actor, instance_id: int | None) -> Course:
    """What happened and what is to be done; empty where there is no instance yet."""
    if instance_id is None:
        return Course((), (), ())
    open_tasks = [
        ToDo(task, can(actor, "task.complete", tasks.thing_of(session, actor, task)))
        for task in deeds.to_do(session, instance_id)
    ]
    return Course(deeds.done(session, instance_id), open_tasks, deeds.passed(session, instance_id))
