"""What the order of MK 942 adds to a decision: hours a week for each purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.tables.weekly import WeeklyGrant


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
