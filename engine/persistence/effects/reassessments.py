"""What happens to a second assessment: ordered, compared with the first, closed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.queries.weekly import Granted
from engine.persistence.tables.cases import Assessment
from engine.persistence.tables.controls import Reassessment


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReassessment:
    """The head orders it, with a reason."""

    reassessment_id: int
    case_id: int
    reason: str
    earlier_assessment_id: int | None
    earlier_hours: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        ordered = {
            "id": self.reassessment_id,
            "municipality_id": circumstances.municipality_id,
            "case_id": self.case_id,
            "reason": self.reason,
            "ordered_by": circumstances.actor_user_id,
            "ordered_at": circumstances.now,
            "earlier_assessment_id": self.earlier_assessment_id,
            "earlier_hours": self.earlier_hours,
        }
        rows.insert_many(session, Reassessment, [ordered])


@dataclass(frozen=True, slots=True)
class CompareReassessment:
    """The second assessment is made; where its hours are the same, that is the end of it."""

    reassessment_id: int
    assessment_id: int
    new_hours: int
    is_over: bool

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        compared: dict[str, object] = {"assessment_id": self.assessment_id, "new_hours": self.new_hours}
        if self.is_over:
            compared["closed_at"] = circumstances.now
        rows.change(session, Reassessment, compared, id=self.reassessment_id)


@dataclass(frozen=True, slots=True)
class KeepWeeks:
    """Beside the second assessment: what each purpose has had a week (MK 942), and what it would have."""

    assessment_id: int
    before: Granted
    now: Granted

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        kept = session.get_one(Assessment, self.assessment_id).explanation
        weeks = {"week_before": dict(self.before.hours), "week_now": dict(self.now.hours)}
        rows.change(session, Assessment, {"explanation": {**kept, **weeks}}, id=self.assessment_id)


@dataclass(frozen=True, slots=True)
class CloseReassessment:
    """A changed decision came of it."""

    reassessment_id: int
    decision_id: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        closed = {"decision_id": self.decision_id, "closed_at": circumstances.now}
        rows.change(session, Reassessment, closed, id=self.reassessment_id)
