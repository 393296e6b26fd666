"""Who may do what with a user task, and whether it is still to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.bpmn.elements import Element
from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, NotFound, StaleVersion
from engine.messages_catalogue import msg
from engine.people import erased, own_matters
from engine.persistence.queries import tasks as rows
from engine.persistence.queries.case_rights import thing_in_case
from engine.persistence.queries.tasks import StoredTask
from engine.persistence.tables.instances import TaskStatus
from engine.persistence.tenancy import TenantSession as Session

__all__ = [
    "GONE",
    "NOT_FOR_YOU",
    "Received",
    "allowed",
    "readable",
    "refuse_if_done",
    "refuse_systems",
    "thing_in_case",
    "thing_of",
]

NOT_FOR_YOU = msg("There is no such task, or it is not for you.")
GONE = msg("This task has already been done or is no longer needed.")
OF_THE_OFFICE = frozenset({"task.complete", "task.assign", "task.reopen", "deadline.move"})


def allowed(session: Session, actor: Actor, task_id: int, action: str) -> StoredTask:
    """The task, if this person may do the action to it; NotFound otherwise, whether it exists or not.

    OwnMatter where it is a task of the office in a case that the person is a party of.
    """
    task = rows.find(session, task_id)
    if task is None or not can(actor, action, thing_of(session, actor, task)):
        raise NotFound(NOT_FOR_YOU)
    if action in OF_THE_OFFICE and (action != "task.complete" or not task.person_ids):
        own_matters.refuse(session, actor, task.case_id)
    return task


def readable(session: Session, actor: Actor, task_id: int) -> StoredTask:
    """The task, if this person may look at it: their own, or a finished one of a case; else NotFound."""
    task = rows.find(session, task_id)
    of_case = task is not None and task.case_id is not None and task.status is TaskStatus.COMPLETED
    if not (task is not None and of_case and can(actor, "task.read", thing_of(session, actor, task))):
        task = allowed(session, actor, task_id, "task.see")
    erased.refuse_case(session, task.case_id)
    return task


def refuse_systems(actor: Actor, step: Element) -> None:
    """NotFound where another system would do what a person answers for by signing in again."""
    if actor.purpose and step.sign_in_again:
        raise NotFound(NOT_FOR_YOU)


def thing_of(session: Session, actor: Actor, task: StoredTask) -> Thing:
    """What rights need to know of a task when this person asks."""
    return replace(
        thing_in_case(session, actor, task.case_id),
        role=task.role,
        only_person_ids=frozenset(task.person_ids),
        excluded_user_ids=frozenset(task.excluded_user_ids),
    )


class Received(EngineError):
    """The answers are safe; the case goes on as soon as the trouble is mended."""

    def __init__(self) -> None:
        super().__init__(
            msg("Your answers are safe. A technical fault stopped the next step; it will be tried again.")
        )


def refuse_if_done(session: Session, actor: Actor, task: StoredTask, answers: Mapping[str, object]) -> None:
    """StaleVersion, with both people's values, where somebody else has done the task meanwhile.

    A task taken or given back since the page was opened still takes the answers. Sending once more what
    has been received says so (`Received`).
    """
    if task.status is TaskStatus.OPEN:
        return
    theirs = rows.held(session, task.task_id)
    if task.status is TaskStatus.COMPLETING and theirs and theirs.completed_by == actor.user_id:
        raise Received
    raise StaleVersion(
        msg("Somebody else has done this task in the meantime. Nothing of theirs was changed."),
        mine=answers,
        theirs=theirs.answers if theirs else {},
    )
