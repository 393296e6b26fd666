"""What one line of a claim stands on: entries, signatures, rate, steps, bookings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.domain.explanations import Explained
from engine.persistence.queries import claims, month_sheet, names, sums
from engine.persistence.queries.claims import StoredLine
from engine.persistence.queries.month_sheet import EntryRow, PayRow, SignatureRow, TransportRow
from engine.persistence.tables.claims import MinistryClaim


@dataclass(frozen=True, slots=True)
class LineEvidence:
    """A line and everything it stands on."""

    line: StoredLine
    claim: MinistryClaim
    recipient: str
    assistant: str
    entries: Sequence[EntryRow]
    signatures: Sequence[SignatureRow]  # valid and voided ones, oldest first
    pay: PayRow | None  # None while a blocked month has not been calculated
    booked: Sequence[tuple[str, date]]  # ledger entry, day
    transport: TransportRow | None  # the journeys of the month (MK 942)
    administration: Sequence[Explained] = ()  # how its part of it came about; by the numbers, not from rows


def evidence_of(session: Session, line_id: int) -> LineEvidence | None:
    """The evidence of a line; None where this session sees no such line."""
    found = claims.line(session, line_id)
    if found is None:
        return None
    known = names.of_persons(session, [found.recipient_id, found.assistant_id])
    return LineEvidence(
        line=found,
        claim=session.get_one(MinistryClaim, found.claim_id),
        recipient=known[found.recipient_id],
        assistant=known[found.assistant_id],
        entries=month_sheet.entries(session, found.month_id),
        signatures=month_sheet.signatures(session, found.month_id),
        pay=month_sheet.pay(session, found.month_id),
        booked=sums.entries_of_month(session, found.month_id),
        transport=month_sheet.transport(session, found.month_id) if found.transport_cents else None,
    )
