"""What happens to a case and its people: state, end, notes, a death, a representation that was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.domain.representation import RepresentationKind
from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.tables.cases import CaseNote, CaseState, ServiceCase
from engine.persistence.tables.people import Person, Representation


@dataclass(frozen=True, slots=True)
class MoveCase:
    """Set where a case stands."""

    case_id: int
    state: CaseState

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        put_case(session, self.case_id, self.state)


def put_case(session: Session, case_id: int, state: CaseState) -> None:
    """Say where a case stands."""
    rows.change(session, ServiceCase, {"state": state}, id=case_id)


@dataclass(frozen=True, slots=True)
class CloseCase:
    """Close a case today in this state; `reason` is one of the process's end reasons, or "refused"."""

    case_id: int
    state: CaseState
    reason: str

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        closed = {"state": self.state, "closed_on": circumstances.day, "end_reason": self.reason}
        rows.change(session, ServiceCase, closed, id=self.case_id)


@dataclass(frozen=True, slots=True)
class AddNote:
    """Write a note into the case file: by whoever moved the case, or by the machine."""

    case_id: int
    text: str

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        note = {
            "municipality_id": circumstances.municipality_id,
            "case_id": self.case_id,
            "text": self.text,
            "written_by": circumstances.actor_user_id,
            "written_at": circumstances.now,
        }
        rows.insert_many(session, CaseNote, [note])


@dataclass(frozen=True, slots=True)
class NoteDeath:
    """Note the day on which a person died."""

    person_id: int
    died_on: date

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        rows.change(session, Person, {"died_on": self.died_on}, id=self.person_id)


@dataclass(frozen=True, slots=True)
class RecordRepresentation:
    """Somebody may act for a person from a day on; recorded once. `to_day`: None = until further notice."""

    represented_id: int
    representative_id: int
    kind: RepresentationKind
    from_day: date
    to_day: date | None = None

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        known = {
            "represented_person_id": self.represented_id,
            "representative_id": self.representative_id,
            "kind": self.kind,
            "to_day": self.to_day,
        }
        if rows.count(session, Representation, **known):
            return
        recorded = {**known, "municipality_id": circumstances.municipality_id, "from_day": self.from_day}
        rows.insert_many(session, Representation, [recorded])
