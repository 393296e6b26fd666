"""Contracts that commit a year's money, the months they have, their stays, and whose age sets a rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from engine.domain.remuneration import ContractForm
from engine.persistence.queries.budget import CLOSED, ends
from engine.persistence.tables.cases import Contract, ContractState, ServiceCase, Suspension
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.people import Person
from engine.persistence.tables.weekly import WeeklyGrant


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """A contract as its months cost; of a grant by the week the payable hours."""

    contract_id: int
    regime: str
    contract_form: ContractForm
    first_day: date
    last_day: date | None
    minutes_a_month: int
    hours_a_week: int | None


def months_of_contracts(session: Session, year: int) -> Mapping[tuple[int, str], int | None]:
    """(Contract, period) of the year's months → granted minutes of one that is open, None once closed."""
    statement = select(
        ServiceMonth.contract_id, ServiceMonth.period, ServiceMonth.state, ServiceMonth.granted_minutes
    ).where(ServiceMonth.period.between(*ends(year)))
    return {
        (contract_id, period): None if state in CLOSED else granted
        for contract_id, period, state, granted in session.execute(statement)
    }


def contracts(session: Session, year: int) -> list[ContractTerms]:
    """Contracts with an open month of the year, or in force in it."""
    statement = (
        select(
            Contract.id, ServiceCase.regime, Contract.contract_form, Contract.first_day, Contract.last_day,
            Contract.hours_per_month * 60, WeeklyGrant.payable_hours,
        )
        .join(ServiceCase, ServiceCase.id == Contract.case_id)
        .outerjoin(WeeklyGrant, WeeklyGrant.decision_id == Contract.decision_id)
        .where(_of_year(year))
        .order_by(Contract.id)
    )  # fmt: skip
    return [ContractTerms(*row) for row in session.execute(statement)]


def births(session: Session, year: int, regime: str) -> Mapping[int, tuple[date | None, date | None]]:
    """Contract of an order → days of birth of assistant and recipient: a rate may follow from them."""
    assistant, recipient = aliased(Person), aliased(Person)
    statement = (
        select(Contract.id, assistant.birth_date, recipient.birth_date)
        .join(ServiceCase, ServiceCase.id == Contract.case_id)
        .join(assistant, assistant.id == Contract.assistant_id)
        .join(recipient, recipient.id == Contract.recipient_id)
        .where(ServiceCase.regime == regime, _of_year(year))
    )
    return {contract_id: (one, other) for contract_id, one, other in session.execute(statement)}


def _of_year(year: int) -> ColumnElement[bool]:
    open_in_year = select(ServiceMonth.contract_id).where(
        ServiceMonth.period.between(*ends(year)), ServiceMonth.state.not_in(CLOSED)
    )  # a list read once: asked contract by contract it costs the square of them
    in_force = (
        (Contract.state == ContractState.ACTIVE)
        & (Contract.first_day <= date(year, 12, 31))
        & or_(Contract.last_day.is_(None), Contract.last_day >= date(year, 1, 1))
    )
    return or_(Contract.id.in_(open_in_year), in_force)


def stays(session: Session, year: int) -> Mapping[int, Sequence[tuple[date, date | None]]]:
    """Contract → (first, last) days of its stays that touch the year; last None: not over."""
    statement = (
        select(Suspension.contract_id, Suspension.from_day, Suspension.to_day)
        .where(
            Suspension.from_day <= date(year, 12, 31),
            or_(Suspension.to_day.is_(None), Suspension.to_day >= date(year, 1, 1)),
        )
        .order_by(Suspension.contract_id, Suspension.from_day)
    )
    found: dict[int, list[tuple[date, date | None]]] = {}
    for contract_id, first, last in session.execute(statement):
        found.setdefault(contract_id, []).append((first, last))
    return found
