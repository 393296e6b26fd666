"""Whether somebody is a party of a case: recipient, representative, or assistant under a contract of it."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.persistence.tables.cases import Contract, ServiceCase


def is_party(session: Session, person_id: int, case_id: int) -> bool:
    """Recipient, representative or assistant of this case, now or ever under one of its contracts."""
    of_case = select(ServiceCase.id).where(
        ServiceCase.id == case_id,
        or_(ServiceCase.recipient_id == person_id, ServiceCase.representative_id == person_id),
    )
    of_contract = select(Contract.id).where(Contract.case_id == case_id, Contract.assistant_id == person_id)
    return session.execute(of_case).first() is not None or session.execute(of_contract).first() is not None
