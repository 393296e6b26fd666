"""What is somebody's own: their cases, contracts, months and letters; a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from engine.persistence.tables.cases import CaseState, Contract, ContractState, ServiceCase
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import Document

NEWEST_MONTHS, NEWEST_LETTERS = 12, 12  # a home page shows a year


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """A month under a contract that somebody is a side of."""

    month_id: int
    period: str
    state: MonthState
    entered_minutes: int
    granted_minutes: int
    deadline_at: datetime
    recipient_id: int
    assistant_id: int
    recipient_name: str
    assistant_name: str
    recipient_signer_id: int | None


@dataclass(frozen=True, slots=True)
class OwnContract:
    """A contract in force, or about to be."""

    contract_id: int
    case_id: int
    case_number: str
    state: ContractState
    recipient_id: int
    assistant_id: int
    recipient_name: str
    assistant_name: str
    first_day: date
    last_day: date | None
    hours_per_month: int


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case in which somebody is the recipient or acts for them."""

    case_id: int
    case_number: str
    state: CaseState
    recipient_name: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A letter to somebody, or to a person they act for."""

    document_id: int
    title: str
    created_at: datetime


def cases(session: Session, person_id: int) -> list[OwnCase]:
    """The cases of the recipient or the representative, newest first."""
    statement = (
        select(ServiceCase, Person)
        .join(Person, Person.id == ServiceCase.recipient_id)
        .where(or_(ServiceCase.recipient_id == person_id, ServiceCase.representative_id == person_id))
        .order_by(ServiceCase.id.desc())
    )
    return [
        OwnCase(case.id, case.case_number, case.state, _name(person), case.opened_on)
        for case, person in session.execute(statement)
    ]


def contracts(session: Session, person_id: int) -> list[OwnContract]:
    """The contracts not yet ended in which somebody is a side or acts for the recipient."""
    recipient, assistant = aliased(Person), aliased(Person)
    statement = (
        select(Contract, ServiceCase, recipient, assistant)
        .join(ServiceCase, ServiceCase.id == Contract.case_id)
        .join(recipient, recipient.id == Contract.recipient_id)
        .join(assistant, assistant.id == Contract.assistant_id)
        .where(_is_side(person_id), Contract.state != ContractState.ENDED)
        .order_by(Contract.id.desc())
    )
    return [
        OwnContract(
            contract.id,
            case.id,
            case.case_number,
            contract.state,
            contract.recipient_id,
            contract.assistant_id,
            _name(one),
            _name(other),
            contract.first_day,
            contract.last_day,
            contract.hours_per_month,
        )
        for contract, case, one, other in session.execute(statement)
    ]


def months(session: Session, person_id: int) -> list[OwnMonth]:
    """The newest months of these contracts, ended ones too, newest first."""
    recipient, assistant = aliased(Person), aliased(Person)
    statement = (
        select(ServiceMonth, Contract, recipient, assistant)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .join(ServiceCase, ServiceCase.id == Contract.case_id)
        .join(recipient, recipient.id == Contract.recipient_id)
        .join(assistant, assistant.id == Contract.assistant_id)
        .where(or_(_is_side(person_id), ServiceMonth.recipient_signer_id == person_id))
        .order_by(ServiceMonth.period.desc(), ServiceMonth.id.desc())
        .limit(NEWEST_MONTHS)
    )
    return [
        OwnMonth(
            month.id,
            month.period,
            month.state,
            month.entered_minutes,
            month.granted_minutes,
            month.deadline_at,
            contract.recipient_id,
            contract.assistant_id,
            _name(one),
            _name(other),
            month.recipient_signer_id,
        )
        for month, contract, one, other in session.execute(statement)
    ]


def letters(session: Session, person_ids: Sequence[int]) -> list[OwnLetter]:
    """The newest letters to these people."""
    statement = (
        select(Document.id, Document.title, Document.created_at)
        .where(Document.person_id.in_(person_ids))
        .order_by(Document.id.desc())
        .limit(NEWEST_LETTERS)
    )
    return [OwnLetter(*row) for row in session.execute(statement)]


def represented(session: Session, person_id: int) -> list[int]:
    """The recipients of whose cases this person is the representative."""
    return list(
        session.scalars(
            select(ServiceCase.recipient_id).where(ServiceCase.representative_id == person_id).distinct()
        )
    )


def _is_side(person_id: int) -> ColumnElement[bool]:
    return or_(
        Contract.recipient_id == person_id,
        Contract.assistant_id == person_id,
        ServiceCase.representative_id == person_id,
    )


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}"
