"""What a step leaves behind: jobs that operations asked for, signals for other instances, events (`tell`).

They are written in the step's own transaction, so that none is lost and none comes twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.execution import Progress
from engine.bpmn.waits import signal_wait
from engine.persistence.queries import waiting
from engine.persistence.queries.instances import StoredInstance
from engine.queue.port import NewJob
from engine.runtime import Runtime, Session
from engine.stepping.events_out import tell
from engine.stepping.walk import Walk

__all__ = ["enqueue_jobs", "tell"]


def enqueue_jobs(runtime: Runtime, session: Session, walk: Walk, progress: Progress) -> None:
    """Everything that is to be done after the step."""
    now = walk.world.now
    for job in walk.follow_ups:
        new = NewJob(job.kind, job.payload, unique_key=job.unique_key, run_at=job.run_at)
        runtime.queue.enqueue(session, new, now=now)
    for told in _signals(session, walk.stored, progress):
        runtime.queue.enqueue(session, told, now=now)


def _signals(session: Session, sender: StoredInstance, progress: Progress) -> Iterator[NewJob]:
    """One for each wait, in the municipality, for a signal that the step threw."""
    for signal in sorted(progress.signals):
        waits = waiting.signal_waits(
            session,
            signal_wait(signal),
            municipality_id=sender.municipality_id,
            but_of=sender.instance_id,
        )
        for instance_id, task_uid in waits:
            yield NewJob(
                kind="hear_signal",
                payload={"signal": signal, "task_uid": task_uid},
                unique_key=f"signal:{sender.instance_id}:{sender.version}:{signal}:{instance_id}:{task_uid}",
                instance_id=instance_id,
                municipality_id=sender.municipality_id,
            )
