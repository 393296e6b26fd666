"""Once a day what is due is reckoned and laid on the page; only notes of reading go by the clock alone."""

from __future__ import annotations

from datetime import date

from engine.persistence import rows
from engine.persistence.tables.erasures import RetentionRun
from engine.persistence.tables.installation import Municipality
from engine.retention import due, old_reads
from engine.runtime import EVERY, Runtime, Session


def look(runtime: Runtime, day: date) -> int:
    """Note what is due in each municipality that was not looked at on this day yet; how many those were."""
    with runtime.reading(EVERY) as session:
        known = {one for (one,) in rows.values(session, RetentionRun, ("municipality_id",), day=day)}
        wanted = [one.id for one in rows.every(session, Municipality, order_by=["id"]) if one.id not in known]
    for municipality_id in wanted:
        with runtime.transaction(EVERY) as session:
            note(runtime, session, municipality_id, day)
            old_reads.forget(runtime, session, municipality_id, day)
    return len(wanted)


def note(runtime: Runtime, session: Session, municipality_id: int, day: date) -> None:
    """Reckon what is due, and keep it in place of what was found before."""
    found = due.of_municipality(runtime, session, municipality_id, day)
    rows.remove(session, RetentionRun, municipality_id=municipality_id)
    told = {str(record): found.ids(record) for record in found.counts}
    row = {"municipality_id": municipality_id, "day": day, "at": runtime.clock.now()}
    rows.insert_many(session, RetentionRun, [{**row, "fingerprint": due.fingerprint([found]), "due": told}])
