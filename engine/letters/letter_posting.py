"""Letters that a person asks for outside any step: kept with the case and queued, like those of a step."""

from __future__ import annotations

from collections.abc import Sequence

from engine.clock import local_day
from engine.letters import letters
from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.tables.instances import ProcessInstance
from engine.persistence.tables.records import Document
from engine.runtime import Runtime, Session
from engine.service_tasks.outcome import Letter


def post(
    runtime: Runtime, session: Session, instance_id: int, wanted: Sequence[Letter], *, user_id: int
) -> int:
    """Write the letters of an instance in the caller's transaction, with its release's templates.

    How many were new: a letter whose key was used before is not written again.
    """
    instance = session.get_one(ProcessInstance, instance_id)
    release = runtime.release(session, instance.release_id)
    now = runtime.clock.now()
    circumstances = Circumstances(
        municipality_id=instance.municipality_id,
        instance_id=instance_id,
        case_id=instance.case_id,
        actor_user_id=user_id,
        now=now,
        day=local_day(now),
        release_id=instance.release_id,
        release_sha256=release.sha256,
    )
    known = [
        letter
        for letter in wanted
        if not letter.is_later or letters.is_written(release, instance.process_id, letter.kind)
    ]
    new = [letter for letter in known if not rows.count(session, Document, key=letter.key)]
    for letter in new:
        kept = letters.prepare(runtime, session, release, instance.process_id, letter, instance.case_id)
        kept.apply(session, circumstances)
    return len(new)
