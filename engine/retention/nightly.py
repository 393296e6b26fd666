"""Once a day what is due is reckoned and laid on the page; only notes of reading go by the clock alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from engine.domain.retention import Record, latest_event
from engine.persistence import audit, rows
from engine.persistence.tables.erasures import RetentionRun
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.records import ReadLog
from engine.retention import due, schedules
from engine.runtime import EVERY, Runtime, Session


def look(runtime: Runtime, day: date) -> int:
    """Note what is due in each municipality that was not looked at on this day yet; how many those were."""
    with runtime.reading(EVERY) as session:
        known = {one for (one,) in rows.values(session, RetentionRun, ("municipality_id",), day=day)}
        wanted = [one.id for one in rows.every(session, Municipality, order_by=["id"]) if one.id not in known]
    for municipality_id in wanted:
        with runtime.transaction(EVERY) as session:
            note(runtime, session, municipality_id, day)
            _forget_reads(runtime, session, municipality_id, day)
    return len(wanted)


def note(runtime: Runtime, session: Session, municipality_id: int, day: date) -> None:
    """Reckon what is due, and keep it in place of what was found before."""
    found = due.of_municipality(runtime, session, municipality_id, day)
    rows.remove(session, RetentionRun, municipality_id=municipality_id)
    told = {str(record): found.ids(record) for record in found.counts}
    row = {"municipality_id": municipality_id, "day": day, "at": runtime.clock.now()}
    rows.insert_many(session, RetentionRun, [{**row, "fingerprint": due.fingerprint([found]), "due": told}])


def _forget_reads(runtime: Runtime, session: Session, municipality_id: int, day: date) -> None:
    """Notes of who looked at a file, older than their term, where the schedule lets them go by themselves."""
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
