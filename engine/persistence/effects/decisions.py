"""What happens to assessments, decisions and their review; an issued decision is replaced, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.effects.weekly import KeepWeeklyGrant
from engine.persistence.tables.cases import Assessment, Contestation, Decision, DecisionOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepAssessment:
    """One assessment with its answers; what a score means is not known yet when it is counted."""

    assessment_id: int
    case_id: int
    instrument: str  # file stem of the questionnaire, or "assessment_child"
    instrument_version: str
    answers: Mapping[str, object]
    score: int | None
    explanation: object
    support_level: str = ""
    coefficient: int = 0
    assessed_by: int | None = None  # None: whoever moved the instance

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        assessment = {
            "id": self.assessment_id,
            "municipality_id": circumstances.municipality_id,
            "case_id": self.case_id,
            "instrument": self.instrument,
            "instrument_version": self.instrument_version,
            "answers": dict(self.answers),
            "score": self.score,
            "support_level": self.support_level,
            "coefficient": self.coefficient,
            "explanation": self.explanation,
            "assessed_by": circumstances.actor_user_id if self.assessed_by is None else self.assessed_by,
            "at": circumstances.now,
            "release_id": circumstances.release_id,
        }
        rows.insert_many(session, Assessment, [assessment])


@dataclass(frozen=True, slots=True)
class SetSupportLevel:
    """What the decision table made of an assessment's score."""

    assessment_id: int
    support_level: str
    coefficient: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        level = {"support_level": self.support_level, "coefficient": self.coefficient}
        rows.change(session, Assessment, level, id=self.assessment_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDecision:
    """A decision that leaves the house today; it takes the place of the case's earlier ones."""

    decision_id: int
    case_id: int
    number: str
    outcome: DecisionOutcome
    hours_per_month: int
    purposes: Sequence[str]
    reasons: str
    steps: object
    valid_from: date | None
    valid_to: date | None
    notified_on: date
    contest_by: date
    drafted_by: int | None
    approved_by: int | None
    rule_pack_revision_id: int | None
    weekly: KeepWeeklyGrant | None = None  # where hours are granted by the week and purpose

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        own = {name: getattr(self, name) for name in self.__slots__ if name not in ("decision_id", "weekly")}
        decision = {
            **own,
            "id": self.decision_id,
            "purposes": list(self.purposes),
            "municipality_id": circumstances.municipality_id,
            "issued_on": circumstances.day,
            "release_id": circumstances.release_id,
        }
        rows.insert_many(session, Decision, [decision])
        if self.weekly is not None:
            self.weekly.apply(session, circumstances)
        replaced = {"replaced_by": self.decision_id}
        rows.change(
            session, Decision, replaced, case_id=self.case_id, replaced_by=None, id__not=self.decision_id
        )


@dataclass(frozen=True, slots=True)
class AnnulDecision:
    """An authority or a court took a decision away."""

    decision_id: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        annulled = {"annulled_on": circumstances.day}
        rows.change(session, Decision, annulled, id=self.decision_id, annulled_on=None)


@dataclass(frozen=True, slots=True)
class KeepContestation:
    """A decision was contested."""

    contestation_id: int
    decision_id: int
    contested_on: date
    grounds: str

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        contestation = {
            "id": self.contestation_id,
            "municipality_id": circumstances.municipality_id,
            "decision_id": self.decision_id,
            "contested_on": self.contested_on,
            "grounds": self.grounds,
        }
        rows.insert_many(session, Contestation, [contestation])


@dataclass(frozen=True, slots=True)
class SettleContestation:
    """What the authority made of it: upheld, changed, annulled."""

    contestation_id: int
    outcome: str

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        settled = {
            "outcome": self.outcome,
            "decided_on": circumstances.day,
            "decided_by": circumstances.actor_user_id,
        }
        rows.change(session, Contestation, settled, id=self.contestation_id)


@dataclass(frozen=True, slots=True)
class NoteCourtOutcome:
    """What a court made of it."""

    contestation_id: int
    outcome: str
    note: str

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        noted = {"court_outcome": self.outcome, "court_note": self.note}
        rows.change(session, Contestation, noted, id=self.contestation_id)


@dataclass(frozen=True, slots=True)
class CloseContestation:
    """Nothing more is awaited."""

    contestation_id: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        rows.change(session, Contestation, {"closed_on": circumstances.day}, id=self.contestation_id)
