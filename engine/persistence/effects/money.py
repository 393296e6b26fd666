"""What a service task asks to have booked, and what a month's pay is kept as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.domain.ledger import JournalEntry
from engine.persistence import ledger, rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.queries.cases import newest_pack_revision
from engine.persistence.queries.month_pay import PayPart
from engine.persistence.tables.months import MonthPay


@dataclass(frozen=True, slots=True)
class Book:
    """Book a balanced entry once; its id is the key, so that a repeated step books nothing more."""

    entry: JournalEntry
    month_id: int | None = None
    claim_id: int | None = None

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        ledger.post(
            session,
            circumstances.municipality_id,
            self.entry,
            recorded_at=circumstances.now,
            month_id=self.month_id,
            claim_id=self.claim_id,
        )


@dataclass(frozen=True, slots=True)
class KeepPay:
    """Keep what a month costs, once, beside its booking."""

    month_id: int
    pay_cents: int
    gross_cents: int
    parts: Sequence[PayPart]
    steps: Sequence[object]
    pack: str
    pack_revision: str

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        if rows.count(session, MonthPay, month_id=self.month_id):
            return
        pay = {
            "municipality_id": circumstances.municipality_id,
            "month_id": self.month_id,
            "minutes": sum(part.minutes for part in self.parts),
            "pay_cents": self.pay_cents,
            "gross_cents": self.gross_cents,
            "parts": [part.as_row() for part in self.parts],
            "steps": list(self.steps),
            "pack_revision": self.pack_revision,
            "rule_pack_revision_id": newest_pack_revision(session, self.pack),
            "calculated_at": circumstances.now,
        }
        rows.insert_many(session, MonthPay, [pay])
