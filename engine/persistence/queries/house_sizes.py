"""How much there is of what checks look at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance
from engine.persistence.tables.ledger import JournalEntry
from engine.persistence.tables.months import AssistantWeek
from engine.persistence.tables.records import AuditEvent


@dataclass(frozen=True, slots=True)
class HouseSizes:
    """Numbers of rows."""

    entries: int
    events: int
    running: int
    weeks: int


def sizes(session: Session) -> HouseSizes:
    """The present numbers."""
    return HouseSizes(
        entries=rows.count(session, JournalEntry),
        events=rows.count(session, AuditEvent),
        running=rows.count(session, ProcessInstance, status=InstanceStatus.RUNNING),
        weeks=rows.count(session, AssistantWeek),
    )
