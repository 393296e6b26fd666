"""What the audit trail tells of a case, and what people asked the office in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import archives
from engine.persistence.queries import case_questions, names
from engine.persistence.queries.case_questions import Asked
from engine.persistence.tables.records import AuditEvent

__all__ = ["Asked", "CaseEvents", "accounts", "of_case"]
NEWEST_EVENTS = 500  # more than a page of a case could ever show


@dataclass(frozen=True, slots=True)
class CaseEvents:
    """The events that are still in the database, and from when on they are all."""

    newest: Sequence[AuditEvent]  # the newest first, at most NEWEST_EVENTS
    questions: Sequence[Asked]  # of people to the office, the newest first
    since: date | None  # events before this day lie in files of archived years; None: all are here


def of_case(session: Session, case_id: int, municipality_id: int) -> CaseEvents:
    """The events of a case."""
    newest = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.case_id == case_id)
        .order_by(AuditEvent.id.desc())
        .limit(NEWEST_EVENTS)
    ).all()
    questions = case_questions.of_case(session, case_id)
    return CaseEvents(newest, questions, archives.all_since(session, municipality_id))


def accounts(session: Session, events: CaseEvents, others: Iterable[int | None]) -> dict[int, str]:
    """The names of who did it, and of others; account id → name."""
    return names.of_accounts(session, {*others, *(event.actor_user_id for event in events.newest)})
