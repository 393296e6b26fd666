"""The schedule in force for a municipality: a file of its release."""

from __future__ import annotations

from datetime import date

from engine.domain.retention import Schedule
from engine.persistence.queries import releases
from engine.rule_packs import read_retention_schedule
from engine.rule_packs.retention_reader import RETENTION_SCHEDULE
from engine.runtime import Runtime, Session


def in_force(runtime: Runtime, session: Session, municipality_id: int, day: date) -> Schedule | None:
    """The terms; None where the release in force was made before there was a schedule."""
    release_id = releases.in_force(session, municipality_id, day)
    if release_id is None:
        return None
    content = runtime.release(session, release_id).files.get(RETENTION_SCHEDULE)
    return None if content is None else read_retention_schedule(content, RETENTION_SCHEDULE)
