"""The cases of somebody whom a register speaks of."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.persistence.tables.cases import CaseState, Contract, ServiceCase


def open_cases_of(session: Session, person_id: int) -> list[int]:
    """The cases of a recipient that have not ended, oldest first."""
    running = ServiceCase.state.not_in([CaseState.ENDED, CaseState.REFUSED])
    found = select(ServiceCase.id).where(ServiceCase.recipient_id == person_id, running)
    return list(session.scalars(found.order_by(ServiceCase.id)))


def some_case_of(session: Session, person_id: int) -> int | None:
    """The newest case in which somebody is recipient, representative or assistant."""
    assists = select(Contract.case_id).where(Contract.assistant_id == person_id)
    theirs = or_(
        ServiceCase.recipient_id == person_id,
        ServiceCase.representative_id == person_id,
        ServiceCase.id.in_(assists),
    )
    return session.scalars(
        select(ServiceCase.id).where(theirs).order_by(ServiceCase.id.desc()).limit(1)
    ).first()
