"""Who takes part in what, and what has ended: what a term of keeping is counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from engine.domain.remuneration import ContractForm
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.claims import ClaimLine, MinistryClaim
from engine.persistence.tables.months import ServiceMonth


@dataclass(frozen=True, slots=True)
class CaseEnd:
    """A case, when it closed, whether a contract came about, and what of it was counted last."""

    case_id: int
    number: str
    closed_on: date | None
    has_contract: bool


_HAS_CONTRACT = exists().where(
    Contract.case_id == ServiceCase.id, func.coalesce(Contract.end_reason, "") != "dropped"
)
_CASES = select(ServiceCase.id, ServiceCase.case_number, ServiceCase.closed_on, _HAS_CONTRACT)


def cases_of(session: Session, person_id: int) -> list[CaseEnd]:
    """Every case in which somebody is recipient, representative or assistant."""
    assisted = select(Contract.case_id).where(Contract.assistant_id == person_id)
    statement = _CASES.where(
        or_(
            ServiceCase.recipient_id == person_id,
            ServiceCase.representative_id == person_id,
            ServiceCase.id.in_(assisted),
        )
    )
    return [CaseEnd(*row) for row in session.execute(statement.order_by(ServiceCase.id))]


def last_month_of(session: Session, case_ids: Sequence[int]) -> str | None:
    """The last period of these cases' months."""
    statement = select(func.max(ServiceMonth.period)).where(ServiceMonth.case_id.in_(case_ids))
    return session.scalars(statement).one()


def claims_of(session: Session, case_ids: Sequence[int]) -> list[tuple[int, str]]:
    """(claim, period) of every claim with a line of these cases."""
    statement = (
        select(MinistryClaim.id, MinistryClaim.period)
        .distinct()
        .join(ClaimLine, ClaimLine.claim_id == MinistryClaim.id)
        .join(ServiceMonth, ServiceMonth.id == ClaimLine.month_id)
        .where(ServiceMonth.case_id.in_(case_ids))
        .order_by(MinistryClaim.id)
    )
    return [(claim_id, period) for claim_id, period in session.execute(statement)]


def works_by_contract(session: Session, person_id: int) -> bool:
    """Whether somebody was an assistant under a contract of the municipality's own, for work or otherwise."""
    statement = select(func.count()).where(
        Contract.assistant_id == person_id,
        Contract.contract_form != ContractForm.PROVIDER,
        func.coalesce(Contract.end_reason, "") != "dropped",
    )
    return session.scalars(statement).one() > 0


def closed_before(session: Session, day: date, *, with_contract: bool) -> list[Any]:
    """(municipality, case) of the cases that closed on this day at the latest."""
    asked = _HAS_CONTRACT if with_contract else ~_HAS_CONTRACT
    statement = select(ServiceCase.municipality_id, ServiceCase.id).where(ServiceCase.closed_on <= day, asked)
    return list(session.execute(statement.order_by(ServiceCase.id)))
