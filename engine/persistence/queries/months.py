"""Service months over many contracts: which are missing, who has not signed, where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from engine.domain.service_month import ServiceMonth as Month
from engine.persistence.queries.districts import Districts, within
from engine.persistence.tables.cases import Contract, ContractState, ServiceCase, Suspension
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.takeovers import Takeover
from engine.persistence.tables.weekly import WeeklyGrant


@dataclass(frozen=True, slots=True)
class ContractWithoutMonth:
    """A contract whose month is still to be opened."""

    contract_id: int
    municipality_id: int
    case_id: int
    decision_id: int
    recipient_id: int
    assistant_id: int
    hours_per_month: int
    first_day: date
    last_day: date | None
    used_minutes: int  # of this month, before the case was taken over in it


_TERMS = (
    Contract.id,
    Contract.municipality_id,
    Contract.case_id,
    Contract.decision_id,
    Contract.recipient_id,
    Contract.assistant_id,
    Contract.hours_per_month,
    Contract.first_day,
    Contract.last_day,
    func.coalesce(Takeover.used_minutes, 0),
)


def missing(
    session: Session,
    month: Month,
    *,
    by_week: bool | None = None,
    after_contract_id: int = 0,
    limit: int = 500,
) -> list[ContractWithoutMonth]:
    """Contracts in force on any day of the month that do not have it yet, by id; contracts that ended too.

    Where one stay covers the month under the contract nothing can be used, and nothing is opened.
    `by_week`: only those granted by week and purpose, or only the others; None: all of them.

    Call again with the last id for the next chunk; once everything is opened the answer is empty.
    """
    has_it = select(ServiceMonth.id).where(
        ServiceMonth.contract_id == Contract.id, ServiceMonth.period == str(month)
    )
    statement: Select[*tuple[Any, ...]] = (
        select(*_TERMS)
        .outerjoin(Takeover, _taken_over_in(month))
        .where(
            Contract.id > after_contract_id,
            Contract.state.in_([ContractState.ACTIVE, ContractState.ENDED]),
            Contract.first_day <= month.last_day,
            or_(
                Contract.last_day.is_(None),
                (Contract.last_day >= month.first_day) & (Contract.last_day >= Contract.first_day),
            ),
            ~has_it.exists(),
            ~suspended_all(month).exists(),
            *_granted(by_week=by_week),
        )
        .order_by(Contract.id)
        .limit(limit)
    )
    return [ContractWithoutMonth(*row) for row in session.execute(statement)]


def opened_meanwhile(
    session: Session, municipality_id: int | None, month: Month, contract_ids: Sequence[int]
) -> set[int]:
    """Which of these contracts have the month by now; nobody else opens months there until we commit."""
    session.get(Municipality, municipality_id, with_for_update={"key_share": True})
    there = select(ServiceMonth.contract_id).where(
        ServiceMonth.period == str(month), ServiceMonth.contract_id.in_(contract_ids)
    )
    return set(session.scalars(there))


def _granted(*, by_week: bool | None) -> list[ColumnElement[bool]]:
    """The decision grants hours by week and purpose, or it does not; None: either."""
    if by_week is None:
        return []
    granted = select(WeeklyGrant.decision_id).where(WeeklyGrant.decision_id == Contract.decision_id).exists()
    return [granted if by_week else ~granted]


def _taken_over_in(month: Month) -> ColumnElement[bool]:
    """The taking over of the contract's case, where it happened within the month."""
    return and_(
        Takeover.case_id == Contract.case_id, Takeover.months_from.between(month.first_day, month.last_day)
    )


@dataclass(frozen=True, slots=True)
class SuspendedContract:
    """A contract under which nothing can be used in a month, for its service is suspended all month."""

    case_id: int
    case_number: str
    recipient_id: int
    assistant_id: int


def suspended(session: Session, month: Month, districts: Districts = None) -> list[SuspendedContract]:
    """The contracts whose month was not opened because of a stay, by the number of the case."""
    has_it = select(ServiceMonth.id).where(
        ServiceMonth.contract_id == Contract.id, ServiceMonth.period == str(month)
    )
    statement = (
        select(ServiceCase.id, ServiceCase.case_number, Contract.recipient_id, Contract.assistant_id)
        .join(ServiceCase, ServiceCase.id == Contract.case_id)
        .where(
            Contract.state.in_([ContractState.ACTIVE, ContractState.ENDED]),
            Contract.first_day <= month.last_day,
            or_(Contract.last_day.is_(None), Contract.last_day >= month.first_day),
            ~has_it.exists(),
            suspended_all(month).exists(),
            *within(Contract.case_id, districts),
        )
        .order_by(ServiceCase.case_number, Contract.id)
    )
    return [SuspendedContract(*row) for row in session.execute(statement)]


def suspended_months(session: Session, month: Month) -> set[int]:
    """The opened months of a period that a stay covers by now from their first day to their last."""
    statement = (
        select(ServiceMonth.id)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .where(ServiceMonth.period == str(month), suspended_all(month).exists())
    )
    return set(session.scalars(statement))


def suspended_all(month: Month) -> Select[int]:
    """The stay of the contract at hand that covers all its days in the month."""
    return select(Suspension.id).where(
        Suspension.contract_id == Contract.id,
        or_(Suspension.from_day <= month.first_day, Suspension.from_day <= Contract.first_day),
        or_(
            Suspension.to_day.is_(None),
            Suspension.to_day >= month.last_day,
            Suspension.to_day >= Contract.last_day,
        ),
    )
