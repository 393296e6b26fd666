"""What is counted from the audit for the monitor: events not counted yet, and the counts by month."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.instances import ProcessInstance, UserTask
from engine.persistence.tables.records import AuditEvent
from engine.persistence.tables.releases import Release
from engine.persistence.tables.tallies import ElementTally, TallyMark
from engine.persistence.types import BigId

# by the chain's own index; built once, for every beat asks it
_NEXT = (
    select(
        AuditEvent.sealed_seq,
        AuditEvent.instance_id,
        AuditEvent.action,
        AuditEvent.details,
        AuditEvent.at,
        AuditEvent.release_sha256,
    )
    .where(AuditEvent.municipality_id.is_not(None), AuditEvent.sealed_seq > bindparam("after", type_=BigId))
    .order_by(AuditEvent.sealed_seq)
    .limit(bindparam("most", type_=BigId))
)


@dataclass(frozen=True, slots=True)
class Passage:
    """An event of the audit: a step of an instance, or (no instance) something else."""

    sealed_seq: int
    instance_id: int | None
    action: str
    details: Mapping[str, Any]
    at: datetime
    release_sha256: str | None


def municipalities(session: Session) -> list[int]:
    """Every municipality; the session must be for EVERY."""
    return [row.id for row in rows.values(session, Municipality, ["id"])]


def find_mark(session: Session, municipality_id: int) -> TallyMark | None:
    """Up to where this municipality is counted; None where nothing is counted yet."""
    return rows.first(session, TallyMark, municipality_id=municipality_id)


def mark(session: Session, municipality_id: int) -> TallyMark:
    """Up to where this municipality is counted; made where nothing is counted yet."""
    found = find_mark(session, municipality_id)
    if found is None:
        rows.add_unless_there(session, TallyMark, {"municipality_id": municipality_id, "sealed_seq": 0})
        found = find_mark(session, municipality_id)
    assert found is not None  # noqa: S101 – it was put in, by this session or another
    return found


def move_mark(session: Session, municipality_id: int, before: int, values: Mapping[str, object]) -> bool:
    """Take the events after `before` as counted; False where another process has just done so."""
    return rows.change(session, TallyMark, values, municipality_id=municipality_id, sealed_seq=before) == 1


def not_counted(session: Session, after: int, most: int) -> list[Passage]:
    """The next sealed events of the session's municipality, in the order of its chain."""
    return [Passage(*row) for row in session.execute(_NEXT, {"after": after, "most": most})]


def begun(session: Session, instance_ids: Collection[int]) -> dict[int, datetime]:
    """Instance → when it began."""
    found = rows.values(session, ProcessInstance, ["id", "started_at"], id=list(instance_ids))
    return {row.id: row.started_at for row in found}


def task_times(session: Session, task_ids: Collection[int]) -> dict[int, tuple[datetime, datetime | None]]:
    """Task → when it was opened, and when it was due."""
    found = rows.values(session, UserTask, ["id", "opened_at", "due_at"], id=list(task_ids))
    return {row.id: (row.opened_at, row.due_at) for row in found}


def releases(session: Session, hashes: Collection[str]) -> dict[str, int]:
    """Hash → release."""
    return {
        row.sha256: row.id for row in rows.values(session, Release, ["id", "sha256"], sha256=list(hashes))
    }


def counted(
    session: Session, process_ids: Sequence[str], first: str, last: str, release_ids: Sequence[int] = ()
) -> Sequence[ElementTally]:
    """The counts of these processes for instances begun from the first month to the last one ("2026-10")."""
    only: dict[str, Any] = {"release_id": list(release_ids)} if release_ids else {}
    return rows.every(
        session, ElementTally, process_id=list(process_ids), period__least=first, period__most=last, **only
    )


def put(
    session: Session, new: Sequence[Mapping[str, object]], changed: Mapping[int, Mapping[str, Any]]
) -> None:
    """Write counts: new rows, and the new values of rows by their id."""
    rows.insert_many(session, ElementTally, new)
    for row_id, values in changed.items():
        rows.change(session, ElementTally, values, id=row_id)


def releases_of(session: Session, process_id: str) -> list[int]:
    """The releases by which something of this process is counted, the newest first."""
    statement = select(ElementTally.release_id).where(ElementTally.process_id == process_id).distinct()
    return sorted(session.scalars(statement), reverse=True)
