"""What checks of the office's own work look at: decisions without assessment, active files, assessments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from engine.clock import RIGA, local_day
from engine.persistence import rows
from engine.persistence.queries.reopenings import superseded
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import (
    Assessment,
    Contract,
    ContractState,
    Decision,
    DecisionOutcome,
    ServiceCase,
)
from engine.persistence.tables.controls import ControlFile, ControlSample
from engine.persistence.tables.people import Person, Representation
from engine.persistence.tables.reopenings import SupersededKind
from engine.persistence.tables.takeovers import Takeover

GRANTED = (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY)
EVER = date.min, date.max
_ASIDE = superseded(SupersededKind.ASSESSMENT)  # their step was opened again


@dataclass(frozen=True, slots=True)
class NamedDecision:
    """A decision that something is to be said of."""

    case_id: int
    case_number: str
    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class ActiveFile:
    """A case whose service is given."""

    case_id: int
    case_number: str
    own_assistant: bool  # the representative is also the assistant


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """A file of the sample with its check."""

    file_id: int
    case_id: int
    case_number: str
    recipient: str
    place: int
    own_assistant: bool
    checked_by: str | None
    checked_at: datetime | None
    is_sound: bool | None
    findings: str


def count_granted(session: Session, first: date = EVER[0], last: date = EVER[1], *, taken_over: bool) -> int:
    """How many decisions of these days granted hours: made here, or taken over with their case."""
    statement = select(func.count()).select_from(Decision).where(*_granted(first, last))
    return session.scalar(statement.where(_came_along() if taken_over else ~_came_along())) or 0


def without_assessment(session: Session, first: date = EVER[0], last: date = EVER[1]) -> list[NamedDecision]:
    """Decisions made here that granted hours in a case which nobody had assessed by that day."""
    first_assessed = (
        select(func.min(Assessment.at))
        .where(Assessment.case_id == Decision.case_id, Assessment.id.not_in(_ASIDE))
        .scalar_subquery()
    )
    found = session.execute(_naming(*_granted(first, last), ~_came_along()).add_columns(first_assessed))
    return [
        NamedDecision(*decision)
        for *decision, assessed_at in found
        if assessed_at is None or local_day(assessed_at) > decision[-1]
    ]


def taken_over_without(session: Session, first: date, last: date) -> list[NamedDecision]:
    """Decisions taken over for which the earlier system named no assessment."""
    unnamed = exists().where(
        Takeover.case_id == Decision.case_id,
        Takeover.decision_number == Decision.number,
        Takeover.assessed_on.is_(None),
    )
    return [NamedDecision(*row) for row in session.execute(_naming(*_granted(first, last), unnamed))]


def _granted(first: date, last: date) -> list[ColumnElement[bool]]:
    return [Decision.outcome.in_(GRANTED), Decision.issued_on >= first, Decision.issued_on <= last]


def _came_along() -> ColumnElement[bool]:
    return exists().where(Takeover.case_id == Decision.case_id, Takeover.decision_number == Decision.number)


def _naming(*conditions: ColumnElement[bool]) -> Select[int, str, Any, Any]:
    return (
        select(ServiceCase.id, ServiceCase.case_number, Decision.number, Decision.issued_on)
        .join(ServiceCase, ServiceCase.id == Decision.case_id)
        .where(*conditions)
        .order_by(Decision.issued_on, Decision.id)
    )


def active_files(session: Session, day: date) -> list[ActiveFile]:
    """The cases with a contract in force on the day, by number."""
    stands_for = exists().where(
        Representation.represented_person_id == ServiceCase.recipient_id,
        Representation.representative_id == Contract.assistant_id,
        Representation.from_day <= day,
        or_(Representation.to_day.is_(None), Representation.to_day >= day),
    )
    own = or_(func.coalesce(ServiceCase.representative_id, 0) == Contract.assistant_id, stands_for)
    found = session.execute(
        select(ServiceCase.id, ServiceCase.case_number, own)
        .join(Contract, Contract.case_id == ServiceCase.id)
        .where(
            Contract.state == ContractState.ACTIVE,
            Contract.first_day <= day,
            or_(Contract.last_day.is_(None), Contract.last_day >= day),
        )
        .order_by(ServiceCase.case_number, Contract.id)
    )
    files: dict[int, ActiveFile] = {}
    for case_id, number, is_own in found:
        before = files.get(case_id)
        was_own = before is not None and before.own_assistant
        files[case_id] = ActiveFile(case_id, number, bool(is_own) or was_own)
    return list(files.values())


def sample_of(session: Session, year: int) -> ControlSample | None:
    """The sample of the year, once it was drawn."""
    return rows.first(session, ControlSample, year=year)


def files_of(session: Session, sample_id: int) -> list[DrawnFile]:
    """The files of a sample in the order of checking."""
    found = session.execute(
        select(
            ControlFile,
            ServiceCase.case_number,
            Person.given_name,
            Person.family_name,
            UserAccount.display_name,
        )
        .join(ServiceCase, ServiceCase.id == ControlFile.case_id)
        .join(Person, Person.id == ServiceCase.recipient_id)
        .outerjoin(UserAccount, UserAccount.id == ControlFile.checked_by)
        .where(ControlFile.sample_id == sample_id)
        .order_by(ControlFile.place)
    )
    return [
        DrawnFile(
            file_id=one.id,
            case_id=one.case_id,
            case_number=number,
            recipient=f"{given} {family}",
            place=one.place,
            own_assistant=one.own_assistant,
            checked_by=checker,
            checked_at=one.checked_at,
            is_sound=one.is_sound,
            findings=one.findings,
        )
        for one, number, given, family, checker in found
    ]


def assessments_of(session: Session, year: int) -> Sequence[Any]:
    """(assessment, case) of the year, oldest first."""
    first, last = (datetime(one, 1, 1, tzinfo=RIGA) for one in (year, year + 1))
    found = session.execute(
        select(Assessment, ServiceCase)
        .join(ServiceCase, ServiceCase.id == Assessment.case_id)
        .where(Assessment.at >= first, Assessment.at < last, Assessment.id.not_in(_ASIDE))
        .order_by(Assessment.id)
    )
    return found.all()


def decisions_of(session: Session, case_ids: Sequence[int]) -> Sequence[Decision]:
    """The decisions of these cases, oldest first."""
    return rows.every(session, Decision, case_id=list(case_ids), issued_on__not=None, order_by=["id"])
