"""Writes what steps mean: inbox, timers, messages, the operations' requests, the audit events."""

from __future__ import annotations

from collections.abc import Sequence

from engine.bpmn.execution import Progress
from engine.clock import local_day
from engine.persistence import audit
from engine.persistence.effects.context import Circumstances
from engine.persistence.queries import instances as rows
from engine.runtime import Runtime, Session
from engine.stepping.jobs_after import enqueue_jobs, tell
from engine.stepping.rows import changes
from engine.stepping.walk import Move, Walk

Step = tuple[Walk, Progress]


def write(runtime: Runtime, session: Session, steps: Sequence[Step], move: Move) -> None:
    """Everything but the instances' own rows, in the caller's transaction; many steps in few statements."""
    now = runtime.clock.now()
    rows.write_rows(session, [(walk.stored, changes(progress)) for walk, progress in steps], now)
    for walk, progress in steps:
        _apply(session, walk, move)
        enqueue_jobs(runtime, session, walk, progress)
        move.also(session, progress)
    tell(session, steps, now)
    audit.record_many(session, [_event(walk, progress, move) for walk, progress in steps])


def _apply(session: Session, walk: Walk, move: Move) -> None:
    """What the operations asked for."""
    now, stored = walk.world.now, walk.stored
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


def _event(walk: Walk, progress: Progress, move: Move) -> dict[str, object]:
    stored = walk.stored
    return {
        "action": move.action,
        "at": walk.world.now,
        "municipality_id": stored.municipality_id,
        "instance_id": stored.instance_id,
        "case_id": stored.case_id,
        "actor_user_id": move.actor_user_id,
        "on_behalf_of": move.on_behalf_of,
        "release_sha256": walk.release.sha256,
        "details": _details(progress, move),
    }


def _details(progress: Progress, move: Move) -> dict[str, object]:
    """Which elements were completed, and which way each choice went: what the monitor counts."""
    details: dict[str, object] = {**move.details, "passed": list(progress.passed)}
    if progress.ways:
        details["ways"] = [list(way) for way in progress.ways]
    return details
