"""Confirmations demanded for the hours of a month, and which of them came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.persistence.tables.weekly import EvidenceDemand, WeeklyGrant

TO_BE_CHECKED = frozenset({MonthState.OPEN, MonthState.ASSISTANT_SIGNED, MonthState.LATE})
OPEN_FOR_IT = TO_BE_CHECKED | {MonthState.FINDINGS}
"""Where a confirmation can still change what is paid."""


@dataclass(frozen=True, slots=True)
class Demanded:
    """One confirmation that was demanded."""

    demand_id: int
    purpose: str
    demanded_on: date
    due_on: date
    received_on: date | None


def of_month(session: Session, month_id: int) -> list[Demanded]:
    """What was demanded for the month, oldest first."""
    found = rows.every(session, EvidenceDemand, order_by=["id"], month_id=month_id)
    return [Demanded(one.id, one.purpose, one.demanded_on, one.due_on, one.received_on) for one in found]


def awaited(session: Session, month_id: int, purpose: str) -> Demanded | None:
    """The confirmation for the purpose that was demanded and has not come; None where none is awaited."""
    open_ones = (one for one in of_month(session, month_id) if one.received_on is None)
    return next((one for one in open_ones if one.purpose == purpose), None)


@dataclass(frozen=True, slots=True)
class MonthGrant:
    """By which order a month goes, and its hours a week for each purpose; {} = by the month."""

    regime: str
    period: str
    hours: Mapping[str, int]


def grant_of(session: Session, month_id: int) -> MonthGrant:
    """What the month is granted."""
    statement = (
        select(ServiceCase.regime, ServiceMonth.period, WeeklyGrant.hours)
        .join(ServiceCase, ServiceCase.id == ServiceMonth.case_id)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .outerjoin(WeeklyGrant, WeeklyGrant.decision_id == Contract.decision_id)
        .where(ServiceMonth.id == month_id)
    )
    regime, period, hours = session.execute(statement).one()
    return MonthGrant(regime, period, hours or {})


def state_of(session: Session, month_id: int) -> MonthState:
    """Where the month stands."""
    [(state,)] = rows.values(session, ServiceMonth, ("state",), id=month_id)
    return MonthState(state)
