"""Contracts that commit a year's money, the months they have, their stays, and whose age sets a rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from engine.domain.remuneration import ContractForm
from engine.persistence.queries.budget import CLOSED, ends
from engine.persistence.tables.cases import Contract, ContractState, ServiceCase, Suspension
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.people import Person
from engine.persistence.tables.weekly import WeeklyGrant


class ContractTerms(NamedTuple):
    """What the months of contracts alike cost; of a grant by the week the payable hours."""

    regime: str
    contract_form: ContractForm
    first_day: date  # those before the year as its first day
    last_day: date | None  # those after the year as its last day
    minutes_a_month: int
    hours_a_week: int | None
    contract_id: int | None  # where it counts which one it is: its people's ages or its stays


class TermsMonth(NamedTuple):
    """Months of one period whose contracts and grants are alike."""

    terms: ContractTerms
    period: str
    granted_minutes: int | None  # None once closed
    how_many: int


def contracts(session: Session, year: int, by_age: str) -> list[tuple[ContractTerms, int]]:
    """Contracts with an open month of the year, or in force in it, and how many there are of each kind.

    Of the order `by_age` each stands for itself, and so does one with a stay that touches the year.
    """
    terms = _terms(year, by_age)
    statement = (
        select(*terms, func.count())
        .select_from(Contract)
        .join(ServiceCase, ServiceCase.id == Contract.case_id)
        .outerjoin(WeeklyGrant, WeeklyGrant.decision_id == Contract.decision_id)
        .where(_of_year(year))
        .group_by(*terms)
    )
    return [(ContractTerms(*row[:-1]), row[-1]) for row in session.execute(statement)]


def months_of_contracts(session: Session, year: int, by_age: str, present: str) -> list[TermsMonth]:
    """Months of these contracts: open ones of the year, and all of its periods from `present` on."""
    terms = _terms(year, by_age)
    is_closed = ServiceMonth.state.in_(CLOSED)
    granted = case((is_closed, None), else_=ServiceMonth.granted_minutes)
    statement = (
        select(*terms, ServiceMonth.period, granted, func.count())
        .select_from(ServiceMonth)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .join(ServiceCase, ServiceCase.id == Contract.case_id)
        .outerjoin(WeeklyGrant, WeeklyGrant.decision_id == Contract.decision_id)
        .where(
            ServiceMonth.period.between(*ends(year)),
            or_(~is_closed, (ServiceMonth.period >= present) & _of_year(year)),
        )
        .group_by(*terms, ServiceMonth.period, granted)
    )
    return [TermsMonth(ContractTerms(*row[:-3]), *row[-3:]) for row in session.execute(statement)]


def _terms(year: int, by_age: str) -> tuple[Any, ...]:
    """The columns of ContractTerms."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    stands_alone = or_(ServiceCase.regime == by_age, Contract.id.in_(_staying(year)))
    return (
        ServiceCase.regime,
        Contract.contract_form,
        case((Contract.first_day < first, literal(first, Date)), else_=Contract.first_day),
        case((Contract.last_day > last, literal(last, Date)), else_=Contract.last_day),
        Contract.hours_per_month * 60,
        WeeklyGrant.payable_hours,
        case((stands_alone, Contract.id), else_=None),
    )


def _staying(year: int) -> Select[Any]:
    return select(Suspension.contract_id).where(_touches(year))


def _touches(year: int) -> ColumnElement[bool]:
    ends_in_it = or_(Suspension.to_day.is_(None), Suspension.to_day >= date(year, 1, 1))
    return (Suspension.from_day <= date(year, 12, 31)) & ends_in_it


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
        .where(_touches(year))
        .order_by(Suspension.contract_id, Suspension.from_day)
    )
    found: dict[int, list[tuple[date, date | None]]] = {}
    for contract_id, first, last in session.execute(statement):
        found.setdefault(contract_id, []).append((first, last))
    return found
