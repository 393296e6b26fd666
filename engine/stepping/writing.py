"""Writes what a step means: inbox, timers, messages, the operations' requests, the audit event."""

from __future__ import annotations

from engine.bpmn.execution import Progress
from engine.clock import local_day
from engine.persistence import audit
from engine.persistence.effects.context import Circumstances
from engine.persistence.queries import instances as rows
from engine.queue.port import NewJob
from engine.runtime import Runtime, Session
from engine.stepping.rows import changes
from engine.stepping.walk import Move, Walk


def write(runtime: Runtime, session: Session, walk: Walk, progress: Progress, move: Move) -> None:
    """Everything but the instance's own row, in the caller's transaction."""
    now, stored = walk.world.now, walk.stored
    rows.write_rows(session, stored, changes(progress), now)
    circumstances = Circumstances(
        municipality_id=stored.municipality_id,
        instance_id=stored.instance_id,
        case_id=stored.case_id,
        actor_user_id=move.actor_user_id,
        now=now,
        day=local_day(now),
        release_id=stored.release_id,
        release_sha256=walk.release.sha256,
    )
    for effect in walk.effects:
        effect.apply(session, circumstances)
    for job in walk.follow_ups:
        new = NewJob(job.kind, job.payload, unique_key=job.unique_key, run_at=job.run_at)
        runtime.queue.enqueue(session, new, now=now)
    move.also(session, progress)
    audit.record(
        session,
        action=move.action,
        at=now,
        municipality_id=stored.municipality_id,
        instance_id=stored.instance_id,
        case_id=stored.case_id,
        actor_user_id=move.actor_user_id,
        release_sha256=walk.release.sha256,
        details={**move.details, "passed": list(progress.passed)},
    )
