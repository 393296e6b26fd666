"""Running cases taken over from another system: a file is judged as a whole, then all enters or nothing.

With `good_rows` the rows without problems enter, in chunks of one transaction each. A row that came in
before is known by its decision and left alone, so a file may be sent again however often, and after any
interruption.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from engine.persistence import audit
from engine.persistence.running_cases import Source
from engine.runtime import Runtime, Tenant
from engine.takeovers.takeover_columns import COLUMNS, Column
from engine.takeovers.takeover_entries import enter
from engine.takeovers.takeover_judging import Judged, judge, table_of
from engine.takeovers.takeover_reports import bad_rows_file, example_file, said_of
from engine.takeovers.takeover_surroundings import source_of, surroundings

__all__ = [
    "COLUMNS",
    "Column",
    "How",
    "Judged",
    "TakenOver",
    "bad_rows_file",
    "example_file",
    "said_of",
    "take_over",
]
CHUNK = 50  # cases in one transaction
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class How:
    """What is to be done with a file."""

    dry_run: bool = False
    good_rows: bool = False  # let the sound rows in although others are not
    user_id: int | None = None  # for the audit; None: the operator of the machine


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What came of a file."""

    judged: Judged
    entered: tuple[str, ...] = ()  # the numbers that the cases have here


def _silent(_done: int, _of: int) -> None:
    """Who listens to nothing."""


def take_over(runtime: Runtime, tenant: Tenant, data: bytes, how: How, tell: Tell = _silent) -> TakenOver:
    """Judge the file, and let its cases in where nothing speaks against it; `tell` hears how far it is.

    Raises EngineError for a file that is no table of running cases.
    """
    table = table_of(data)
    with runtime.reading(tenant) as session:
        around = surroundings(runtime, session, tenant)
        judged = judge(session, table, around)
        source = source_of(runtime, session, tenant, (hashlib.sha256(data).hexdigest(), how.user_id))
    if how.dry_run or (judged.bad and not how.good_rows):
        return TakenOver(judged)
    entered: list[str] = []
    size = CHUNK if how.good_rows else max(len(judged.sound), 1)
    for start in range(0, len(judged.sound), size):
        entered += enter(runtime, tenant, judged.sound[start : start + size], around, source)
        tell(min(start + size, len(judged.sound)), len(judged.sound))
    if entered:
        _record(runtime, source, judged, len(entered))
    return TakenOver(judged, tuple(entered))


def _record(runtime: Runtime, source: Source, judged: Judged, entered: int) -> None:
    """One event for the file as a whole; each case has its own."""
    with runtime.transaction(Tenant(source.municipality_id)) as session:
        audit.record(
            session,
            action="cases_taken_over",
            at=runtime.clock.now(),
            municipality_id=source.municipality_id,
            actor_user_id=source.user_id,
            object_kind="takeover",
            object_id=source.file_sha256,
            details={"rows": judged.rows, "entered": entered, "known": judged.known},
        )
