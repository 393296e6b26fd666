"""Service months over many contracts: which are missing, who has not signed, where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.domain.service_month import ServiceMonth as Month
from engine.persistence.tables.cases import Contract, ContractState
from engine.persistence.tables.months import ServiceMonth


@dataclass(frozen=True, slots=True)
class ContractWithoutMonth:
    """A contract whose month is still to be opened."""

    contract_id: int
    municipality_id: int
    case_id: int
    recipient_id: int
    assistant_id: int
    hours_per_month: int
    first_day: date
    last_day: date | None


def missing(
    session: Session, month: Month, *, after_contract_id: int = 0, limit: int = 500
) -> list[ContractWithoutMonth]:
    """Contracts in force on any day of the month that do not have it yet, by id; contracts that ended too.

    Call again with the last id for the next chunk; once everything is opened the answer is empty.
    """
    has_it = select(ServiceMonth.id).where(
        ServiceMonth.contract_id == Contract.id, ServiceMonth.period == str(month)
    )
    statement = (
        select(
            Contract.id,
            Contract.municipality_id,
            Contract.case_id,
            Contract.recipient_id,
            Contract.assistant_id,
            Contract.hours_per_month,
            Contract.first_day,
            Contract.last_day,
        )
        .where(
            Contract.id > after_contract_id,
            Contract.state.in_([ContractState.ACTIVE, ContractState.ENDED]),
            Contract.first_day <= month.last_day,
            or_(
                Contract.last_day.is_(None),
                (Contract.last_day >= month.first_day) & (Contract.last_day >= Contract.first_day),
            ),
            ~has_it.exists(),
        )
        .order_by(Contract.id)
        .limit(limit)
    )
    return [ContractWithoutMonth(*row) for row in session.execute(statement)]
