"""The drill: a backup is restored into a throw-away place, looked at as in earnest, and removed again."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from engine.clock import Clock, SystemClock
from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence.queries import histories
from engine.persistence.queries.histories import History
from engine.runtime import EVERY, Runtime, open_runtime
from engine.settings import Settings, database_url
from engine.upkeep import backups, drill_notes, opened_backups, reports
from engine.upkeep.checks import Check, checked
from engine.upkeep.drill_notes import DrillNote

SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Drill:
    """What came of a drill."""

    checks: list[Check]
    history: History  # of the restored backup
    rows_now: int | None  # in the database in use; None where there is none here
    took: timedelta
    lost: timedelta | None  # from the newest event in the backup to now; None where it holds no event

    @property
    def is_sound(self) -> bool:
        """Whether the backup would do."""
        return all(check.ok for check in self.checks)


def drill(settings: Settings, file: Path, *, clock: Clock | None = None) -> Drill:
    """Restore the backup beside the database, verify it, compare it with the database in use, remove it.

    What was erased since is erased in it too. Its result is noted for the doctor. Raises Unusable where the
    backup cannot be opened; that is noted as well.
    """
    clock = clock or SystemClock()
    place = backups.database_file(settings)
    begun = clock.now()
    try:
        found = _played(settings, file, place, clock, begun)
    except Unusable:
        drill_notes.write(settings, DrillNote(begun, file.resolve(), is_sound=False))
        raise
    drill_notes.write(settings, DrillNote(begun, file.resolve(), is_sound=found.is_sound))
    return found


def _played(settings: Settings, file: Path, place: Path, clock: Clock, begun: datetime) -> Drill:
    with tempfile.TemporaryDirectory(prefix=".drill-", dir=_folder(place)) as folder:
        draft = Path(folder) / "drill.db"
        opened_backups.open_backup(settings, file, draft)
        apart = Path(folder) / "no.heads"  # the heads kept for the database in use are later ones
        own = replace(settings, database_url=database_url(draft), owner_database_url="", audit_heads=apart)
        restored = open_runtime(own, clock=clock)
        try:
            checks = reports.verify(restored)
            with restored.reading(EVERY) as session:
                history = histories.of(session)
        finally:
            restored.database.close()
    rows_now, compared = _beside(settings, place, history)
    newest = history.newest_event
    lost = None if newest is None else max(begun - newest, timedelta())
    return Drill([*checks, *compared], history, rows_now, clock.now() - begun, lost)


def _beside(settings: Settings, place: Path, history: History) -> tuple[int | None, list[Check]]:
    """Rows in use, and whether what is only added is the same there up to where the backup ends."""
    if not place.is_file():
        return None, []
    runtime = open_runtime(settings)
    try:
        return _compared(runtime, history)
    finally:
        runtime.database.close()


def _compared(runtime: Runtime, history: History) -> tuple[int, list[Check]]:
    with runtime.reading(EVERY) as session:
        there = histories.postings_to(session, history.last_posting)
        strange = histories.strange_heads(session, history.heads)
        rows_now = histories.of(session).rows
    own = (history.postings, history.debit_cents, history.credit_cents)
    differing = [] if there == own else [f"{own} / {there}"]
    return rows_now, [
        checked("same_ledger", history.postings, differing),
        checked("same_audit_chain", len(history.heads), strange),
    ]


def _folder(place: Path) -> Path:
    if not place.parent.is_dir():
        raise Unusable(msg("There is no folder {folder}.", folder=str(place.parent)))
    return place.parent
