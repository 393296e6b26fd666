"""What goes into the copy of a case's file beside what its pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.months import MonthEntry, ServiceMonth
from engine.persistence.tables.records import Document
from engine.persistence.tables.uploads import Upload


@dataclass(frozen=True, slots=True)
class CopiedLetter:
    """A letter as it was written."""

    document_id: int
    kind: str
    markdown: str


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file that somebody sent."""

    upload_id: int
    file_name: str
    content: bytes


def people_of(session: Session, case_id: int) -> frozenset[int]:
    """The recipient and whoever represents them."""
    case = session.get_one(ServiceCase, case_id)
    return frozenset(one for one in (case.recipient_id, case.representative_id) if one is not None)


def letters(session: Session, case_id: int, person_ids: frozenset[int] | None) -> list[CopiedLetter]:
    """The letters of a case, oldest first; only those to these persons, or (None) all."""
    wanted: dict[str, Any] = {} if person_ids is None else {"person_id": tuple(person_ids)}
    found = rows.every(session, Document, case_id=case_id, order_by=["id"], **wanted)
    return [CopiedLetter(one.id, one.kind, one.markdown) for one in found]


def attachments(session: Session, case_id: int, user_id: int | None) -> list[CopiedFile]:
    """The files sent in a case, oldest first; only those this account sent, or (None) all."""
    wanted: dict[str, Any] = {} if user_id is None else {"uploaded_by": user_id}
    found = rows.every(session, Upload, case_id=case_id, order_by=["id"], **wanted)
    return [CopiedFile(one.id, one.file_name, one.content) for one in found]


def days(session: Session, case_id: int) -> Sequence[dict[str, object]]:
    """What was entered for each day of the case's months."""
    found = session.execute(
        select(ServiceMonth.id, MonthEntry.day, MonthEntry.minutes)
        .join(MonthEntry, MonthEntry.month_id == ServiceMonth.id)
        .where(ServiceMonth.case_id == case_id)
        .order_by(MonthEntry.day, ServiceMonth.id)
    )
    return [{"month_id": month, "day": day, "minutes": minutes} for month, day, minutes in found]
