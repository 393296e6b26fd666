"""What a number of one order touches from a day on: cases, contracts, months and claims by their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from engine.persistence.tables.cases import CaseState, Contract, ContractState, ServiceCase
from engine.persistence.tables.claims import MinistryClaim
from engine.persistence.tables.months import MonthPay, MonthState, ServiceMonth

UNDECIDED = (
    CaseState.APPLIED,
    CaseState.INCOMPLETE,
    CaseState.ASSESSING,
    CaseState.DECIDING,
    CaseState.CONTESTED,
)
MOST = 100  # of one kind are named; all of them are counted


@dataclass(frozen=True, slots=True)
class Touched:
    """One case, contract, month or claim: its number, the month if it is one, where it leads."""

    case_id: int | None
    number: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class TouchedList:
    """The first of one kind, and how many there are."""

    rows: tuple[Touched, ...]
    total: int


def undecided_cases(session: Session, pack: str) -> TouchedList:
    """Cases under the order whose decision is still to be made."""
    statement = select(ServiceCase.id, ServiceCase.case_number).where(
        ServiceCase.regime == pack, ServiceCase.state.in_(UNDECIDED)
    )
    return _list(session, statement.order_by(ServiceCase.case_number))


def contracts(session: Session, pack: str, day: date) -> TouchedList:
    """Contracts in force on the day or after it."""
    statement = (
        select(ServiceCase.id, Contract.number)
        .join(ServiceCase, ServiceCase.id == Contract.case_id)
        .where(
            ServiceCase.regime == pack,
            Contract.state.in_((ContractState.SIGNING, ContractState.ACTIVE)),
            or_(Contract.last_day.is_(None), Contract.last_day >= day),
        )
    )
    return _list(session, statement.order_by(Contract.number))


def months(session: Session, pack: str, first_period: str, *, calculated: bool) -> TouchedList:
    """Months from the period on that are to be calculated, or whose pay was calculated already."""
    statement = (
        select(ServiceCase.id, ServiceCase.case_number, ServiceMonth.period)
        .join(ServiceCase, ServiceCase.id == ServiceMonth.case_id)
        .outerjoin(MonthPay, MonthPay.month_id == ServiceMonth.id)
        .where(
            ServiceCase.regime == pack,
            ServiceMonth.period >= first_period,
            ServiceMonth.state != MonthState.REJECTED,
            MonthPay.month_id.is_not(None) if calculated else MonthPay.month_id.is_(None),
        )
    )
    return _list(session, statement.order_by(ServiceMonth.period, ServiceCase.case_number))


def claims(session: Session, first_period: str, *, frozen: bool) -> TouchedList:
    """Claims from the period on that can still change, or that are frozen."""
    when = MinistryClaim.frozen_at
    statement = select(MinistryClaim.number, MinistryClaim.period).where(
        MinistryClaim.period >= first_period, when.is_not(None) if frozen else when.is_(None)
    )
    counted = session.execute(select(func.count()).select_from(statement.subquery())).scalar_one()
    found = session.execute(statement.order_by(MinistryClaim.period, MinistryClaim.number).limit(MOST))
    return TouchedList(tuple(Touched(None, number, period) for number, period in found), counted)


def _list(session: Session, statement: Select[*tuple[object, ...]]) -> TouchedList:
    unsorted = statement.order_by(None)
    counted = session.execute(select(func.count()).select_from(unsorted.subquery())).scalar_one()
    return TouchedList(tuple(Touched(*row) for row in session.execute(statement.limit(MOST))), counted)  # type: ignore[arg-type]
