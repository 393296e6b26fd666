"""What was done so long ago that nothing looks at it any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from engine.persistence.tables.jobs import Incident, Job, JobState


def done_jobs(session: Session, *, before: datetime, most: int) -> list[int]:
    """Jobs that were done before this instant and that no incident speaks of, the oldest first."""
    statement = (
        select(Job.id)
        .where(Job.state == JobState.DONE, Job.finished_at < before)
        .where(~exists().where(Incident.job_id == Job.id))
        .order_by(Job.id)
        .limit(most)
    )
    return list(session.scalars(statement))
