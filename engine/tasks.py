"""User tasks: looked at, taken, given back, drafted, completed by the people who may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine import form_lists, instances
from engine.bpmn.execution import Execution, Progress
from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, NotFound, StaleVersion
from engine.instances import Move, NotWaiting
from engine.messages_catalogue import msg
from engine.persistence.queries import tasks as rows
from engine.persistence.queries.tasks import StoredTask
from engine.persistence.tables.instances import TaskStatus
from engine.persistence.tenancy import TenantSession as Session
from engine.runtime import Runtime, Tenant
from engine.service_tasks.outcome import Completion
from engine.task_forms import validate

GONE = msg("This task has already been done or is no longer needed.")
KEPT_ANSWERS = "complete_task"  # job kind: answers received, the step is tried again


@dataclass(frozen=True, slots=True)
class Sent:
    """What a person sent from a task's page."""

    answers: Mapping[str, object]  # raw, as parse_submission gives them
    base_version: int  # the task's version on the page they filled
    channel: str = "web"


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
        _refuse_if_done(session, task, sent)
    completing = _Completing(runtime, actor, task, sent)
    move = Move(
        action="task_completed",
        act=completing.take,
        also=completing.finish,
        completion=Completion(
            task.element_id, actor.user_id, actor.person_id, sent.channel, completing.values
        ),
        actor_user_id=actor.user_id,
        details={"task": task.element_id, "task_id": task.task_id},
    )
    return instances.advance(runtime, Tenant(task.municipality_id), task.instance_id, move)


@dataclass(slots=True)
class _Completing:
    """One person's answers on their way into a case."""

    runtime: Runtime
    actor: Actor
    task: StoredTask
    sent: Sent
    values: dict[str, object] = field(default_factory=dict)  # the typed answers, once they were judged

    def take(self, execution: Execution, session: Session) -> None:
        """Judge the answers against the values of this very moment and hand them in."""
        open_task = execution.task(self.task.task_uid)
        if open_task is None:
            raise NotWaiting(GONE)
        release = self.runtime.release(session, self.task.release_id)
        form = release.form(self.task.process_id, self.task.element_id)
        answers = validate(
            form,
            self.sent.answers,
            instruments={name: one.instrument for name, one in release.instruments().items()},
            context={**open_task.values, **form_lists.lists(session, form, open_task.values)},
            words=self.runtime.words(session),
        )
        self.values.clear()
        self.values.update(answers.values)
        execution.complete(self.task.task_uid, answers.values, user_id=self.actor.user_id)

    def finish(self, session: Session, _progress: Progress) -> None:
        """Close the row of the inbox with the answers, in the step's transaction."""
        done = rows.finish(
            session,
            self.task,
            answers=dict(self.values),
            user_id=self.actor.user_id,
            channel=self.sent.channel,
            now=self.runtime.clock.now(),
        )
        if not done:
            raise NotWaiting(GONE)


def allowed(session: Session, actor: Actor, task_id: int, action: str) -> StoredTask:
    """The task, if this person may do the action to it; NotFound otherwise, whether it exists or not."""
    task = rows.find(session, task_id)
    if task is None or not can(actor, action, thing_of(task)):
        raise NotFound(msg("There is no such task, or it is not for you."))
    return task


def thing_of(task: StoredTask) -> Thing:
    """What rights need to know of a task."""
    return Thing(
        municipality_id=task.municipality_id,
        role=task.role,
        only_person_ids=frozenset(task.person_ids),
        excluded_user_ids=frozenset(task.excluded_user_ids),
    )


def _refuse_if_done(session: Session, task: StoredTask, sent: Sent) -> None:
    if task.status is TaskStatus.OPEN and task.version == sent.base_version:
        return
    theirs = rows.answers(session, task.task_id) or {}
    if task.status is TaskStatus.OPEN and not theirs:
        return  # taken or given back since the page was opened: the answers are still welcome
    raise StaleVersion(
        msg("Somebody else has done this task in the meantime. Nothing of theirs was changed."),
        mine=sent.answers,
        theirs=theirs,
    )


class Received(EngineError):
    """The answers are safe; the case goes on as soon as the trouble is mended."""
