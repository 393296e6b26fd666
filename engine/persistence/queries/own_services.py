"""Somebody's own cases, and the contracts of which they are a side; one query each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from engine.persistence.tables.cases import CaseState, Contract, ContractState, ServiceCase
from engine.persistence.tables.people import Person


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
    return _contracts(session, _is_side(person_id), Contract.state != ContractState.ENDED)


def contracts_of_provider(session: Session, provider_id: int) -> list[OwnContract]:
    """All contracts of an organisation, the newest first."""
    return _contracts(session, Contract.provider_id == provider_id)


def _contracts(session: Session, *conditions: ColumnElement[bool]) -> list[OwnContract]:
    recipient, assistant = aliased(Person), aliased(Person)
    statement = (
        select(Contract, ServiceCase, recipient, assistant)
        .join(ServiceCase, ServiceCase.id == Contract.case_id)
        .join(recipient, recipient.id == Contract.recipient_id)
        .join(assistant, assistant.id == Contract.assistant_id)
        .where(*conditions)
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


def _is_side(person_id: int) -> ColumnElement[bool]:
    return or_(
        Contract.recipient_id == person_id,
        Contract.assistant_id == person_id,
        ServiceCase.representative_id == person_id,
    )


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}"
