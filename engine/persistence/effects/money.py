"""Bookings that a service task asks for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.domain.ledger import JournalEntry
from engine.persistence import ledger
from engine.persistence.effects.context import Circumstances


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
