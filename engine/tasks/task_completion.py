"""One person's answers on their way into a case: judged, handed in, kept with the finished task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.bpmn.execution import Execution
from engine.domain.rights import Actor
from engine.instances import instances
from engine.instances.instances import Move, NotWaiting, Progress
from engine.persistence.queries import tasks as rows
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Runtime, Session, Tenant
from engine.service_tasks.outcome import Completion
from engine.tasks.task_answers import judged, keep_named_files
from engine.tasks.task_rights import GONE


@dataclass(frozen=True, slots=True)
class Sent:
    """What a person sent from a task's page."""

    answers: Mapping[str, object]  # raw, as parse_submission gives them
    base_version: int  # the task's version on the page they filled
    channel: str = "web"


@dataclass(slots=True)
class Completing:
    """A task with the answers it is to be completed with."""

    runtime: Runtime
    actor: Actor
    task: StoredTask
    sent: Sent
    values: dict[str, object] = field(default_factory=dict)  # the typed answers, once they were judged
    shown: dict[str, dict[str, object]] = field(default_factory=dict)  # what the form showed beside them

    @property
    def on_behalf_of(self) -> int | None:
        """The account whose task this is, where the actor stands in for it; None: the actor's own."""
        taken_by = self.task.assignee_id
        return taken_by if taken_by in self.actor.deputy_for else None

    def go(self, also: Callable[[Session], None] = lambda session: None) -> Progress:
        """Move the case on in one transaction with `also`; raises what the step raises."""

        def _finish(session: Session, _progress: Progress) -> None:
            self._close(session)
            also(session)

        move = Move(
            action="task_completed",
            act=self._take,
            also=_finish,
            completion=Completion(
                self.task.element_id,
                self.actor.user_id,
                self.actor.person_id,
                self.sent.channel,
                self.values,
            ),
            actor_user_id=self.actor.user_id,
            on_behalf_of=self.on_behalf_of,
            details={"task": self.task.element_id, "task_id": self.task.task_id},
        )
        tenant = Tenant(self.task.municipality_id)
        return instances.advance(self.runtime, tenant, self.task.instance_id, move)

    def _take(self, execution: Execution, session: Session) -> None:
        """Judge the answers against the values of this very moment and hand them in."""
        open_task = execution.task(self.task.task_uid)
        if open_task is None:
            raise NotWaiting(GONE)
        answers, shown = judged(self.runtime, session, self.task, self.sent.answers, open_task.values)
        self.values.clear()
        self.values.update(answers)
        self.shown = shown
        execution.complete(self.task.task_uid, answers, user_id=self.actor.user_id)

    def _close(self, session: Session) -> None:
        """Close the row of the inbox with the answers."""
        done = rows.finish(
            session,
            self.task,
            answers=dict(self.values),
            shown=self.shown,
            completed_by=self.actor.user_id,
            on_behalf_of=self.on_behalf_of,
            channel=self.sent.channel,
            now=self.runtime.clock.now(),
        )
        if not done:
            raise NotWaiting(GONE)
        keep_named_files(session, self.task.task_id, self.values)
