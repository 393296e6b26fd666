"""What the order of MK 942 adds: hours a week of a decision, transport costs of a month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.tables.weekly import MonthTransport, WeeklyGrant


@dataclass(frozen=True, slots=True)
class KeepWeeklyGrant:
    """The hours a week of a decision that is issued in the same step."""

    decision_id: int
    hours: Mapping[str, int]  # purpose → hours
    unpaid_hours: int
    payable_hours: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        grant = {
            "decision_id": self.decision_id,
            "municipality_id": circumstances.municipality_id,
            "hours": dict(self.hours),
            "hours_per_week": sum(self.hours.values()),
            "unpaid_hours": self.unpaid_hours,
            "payable_hours": self.payable_hours,
        }
        rows.insert_many(session, WeeklyGrant, [grant])


@dataclass(frozen=True, slots=True)
class KeepTransport:
    """What is paid for the journeys of a month, and why not more."""

    month_id: int
    judged: Mapping[str, object]
    reasons: Sequence[object]
    asked_cents: int
    cents: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        known = {
            "judged": dict(self.judged),
            "reasons": list(self.reasons),
            "asked_cents": self.asked_cents,
            "cents": self.cents,
        }
        rows.change(session, MonthTransport, known, month_id=self.month_id)
