"""Revisions of rule packs: which text counts now, and when each was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.releases import RulePackRevision


@dataclass(frozen=True, slots=True)
class Revision:
    """One recorded text of a pack."""

    revision_id: int
    pack: str
    sha256: str
    content: bytes
    recorded_at: datetime
    in_force_from: date | None


def newest(session: Session, pack: str, *, lock: bool = False) -> Revision | None:
    """The text of a pack that counts now; None where it was never recorded.

    `lock`: nobody else records one of this pack until the transaction ends. Who had to wait for that sees
    the text that was recorded meanwhile.
    """
    statement = (
        select(RulePackRevision)
        .where(RulePackRevision.pack == pack)
        .order_by(RulePackRevision.id.desc())
        .limit(1)
    )
    if lock:
        first = select(RulePackRevision.id).where(RulePackRevision.pack == pack)
        session.execute(first.order_by(RulePackRevision.id).limit(1).with_for_update()).all()
    found = session.scalars(statement).one_or_none()
    return None if found is None else _revision(found)


def find(session: Session, revision_id: int) -> Revision:
    """A text that was recorded; none is ever deleted."""
    return _revision(session.get_one(RulePackRevision, revision_id))


def was_recorded(session: Session, pack: str, sha256: str) -> bool:
    """Whether the pack ever held the text with this checksum."""
    return rows.count(session, RulePackRevision, pack=pack, sha256=sha256) > 0


def add(session: Session, **columns: Any) -> int:
    """Record a text, which is never changed again; its number."""
    revision = RulePackRevision(**columns)
    session.add(revision)
    session.flush()
    return revision.id


def _revision(found: RulePackRevision) -> Revision:
    return Revision(found.id, found.pack, found.sha256, found.content, found.recorded_at, found.in_force_from)
