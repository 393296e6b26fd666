"""What was erased, by record: for checks and pages that would miss it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.domain.retention import Record
from engine.persistence import rows
from engine.persistence.tables.claims import PaymentRun
from engine.persistence.tables.erasures import Erasure

OF_A_CASE = (Record.CASE_FILE, Record.APPLICATION)


def at_of(session: Session, records: Sequence[Record], object_id: int) -> datetime | None:
    """When a thing was erased under one of these records; None for one that was not."""
    found = rows.first(session, Erasure, record=[str(one) for one in records], object_id=object_id)
    return None if found is None else found.at


def emptied_runs(session: Session) -> frozenset[int]:
    """The payment runs whose files were erased with the papers of their claim."""
    erased = select(Erasure.object_id).where(Erasure.record == str(Record.MONEY_PAPERS))
    return frozenset(session.scalars(select(PaymentRun.id).where(PaymentRun.claim_id.in_(erased))))
