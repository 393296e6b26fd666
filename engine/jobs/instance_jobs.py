"""Jobs about one instance: wake it, or go on with what a person sent to it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.bpmn.execution import Execution
from engine.errors import NotFound
from engine.instances import instances
from engine.instances.instances import Move, NotWaiting, Progress, Suspended
from engine.jobs.done import finish
from engine.messages_catalogue import msg
from engine.queue.port import LeasedJob
from engine.runtime import Runtime, Session, Tenant
from engine.tasks.held_tasks import go_on


def advance_instance(runtime: Runtime, job: LeasedJob) -> None:
    """Wake an instance whose timer is due."""
    if job.instance_id is None:
        raise ValueError("a job that wakes an instance names it")
    move = Move(
        action="timer_fired",
        also=_Done(runtime, job).also,
        details={"element": str(job.payload.get("element", ""))},
    )
    try:
        instances.advance(runtime, Tenant(job.municipality_id), job.instance_id, move)
    except Suspended:
        raise  # it is told again once the case is resumed
    except (NotWaiting, NotFound):  # it ended or was stopped meanwhile: nothing is due any more
        finish(runtime, job)


def hear_signal(runtime: Runtime, job: LeasedJob) -> None:
    """Let an instance hear a signal that another one threw while it waited for it."""
    if job.instance_id is None:
        raise ValueError("a job that tells a signal names the instance")
    signal, task_uid = str(job.payload["signal"]), str(job.payload["task_uid"])

    def _hear(execution: Execution, _session: Session) -> None:
        if not execution.hear(signal, task_uid):
            raise NotWaiting(msg("This case is not waiting for that now."))

    move = Move(action="signal_heard", act=_hear, also=_Done(runtime, job).also, details={"signal": signal})
    try:
        instances.advance(runtime, Tenant(job.municipality_id), job.instance_id, move)
    except Suspended:
        raise  # it is told again once the case is resumed
    except (NotWaiting, NotFound):  # it went another way meanwhile
        finish(runtime, job)


def complete_task(runtime: Runtime, job: LeasedJob) -> None:
    """Go on with a task whose answers were kept when its step failed."""
    task_id = job.payload["task_id"]
    if not isinstance(task_id, int):
        raise TypeError("a job that completes a task names it")
    go_on(runtime, Tenant(job.municipality_id), task_id, _Done(runtime, job).mark)


@dataclass(frozen=True, slots=True)
class _Done:
    """Marks a job done in the transaction of its effect."""

    runtime: Runtime
    job: LeasedJob

    def mark(self, session: Session) -> None:
        """Done, if the lease still holds."""
        self.runtime.queue.finish(session, self.job, now=self.runtime.clock.now())

    def also(self, session: Session, _progress: Progress) -> None:
        """The same, for a move."""
        self.mark(session)
