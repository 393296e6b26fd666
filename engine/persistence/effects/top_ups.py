"""What the municipality adds to a month is kept beside its booking."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.tables.municipal_amounts import MonthTopUp


@dataclass(frozen=True, slots=True)
class KeepTopUp:
    """Keep a month's top-up once for its first booking (number 0) and for each correction of it."""

    month_id: int
    number: int
    amount_id: int
    minutes: int
    cents: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        if rows.count(session, MonthTopUp, month_id=self.month_id, number=self.number):
            return
        kept = {name: getattr(self, name) for name in self.__slots__}
        rows.insert_many(session, MonthTopUp, [{"municipality_id": circumstances.municipality_id, **kept}])
