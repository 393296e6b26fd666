"""Notes of who looked at a file, older than their term: the only thing that may go by the clock alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from engine.domain.retention import Record, latest_event
from engine.persistence import audit, rows
from engine.persistence.tables.records import ReadLog
from engine.retention import schedules
from engine.runtime import Runtime, Session


def forget(runtime: Runtime, session: Session, municipality_id: int, day: date) -> None:
    """Take them away where the schedule lets them go by themselves; the audit keeps how many."""
    schedule = schedules.in_force(runtime, session, municipality_id, day)
    if schedule is None or not schedule[Record.READ_LOG].goes_by_itself:
        return
    last = latest_event(day, schedule[Record.READ_LOG].years)
    before = datetime.combine(last, time.min, tzinfo=UTC)
    gone = rows.remove(session, ReadLog, municipality_id=municipality_id, at__before=before)
    if gone:
        audit.record(
            session,
            action="forget_reads",
            at=runtime.clock.now(),
            municipality_id=municipality_id,
            actor_user_id=None,
            object_kind="read_log",
            details={"count": gone},
        )
