"""Whether somebody is a party of a case: recipient, representative, or assistant under a contract of it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.persistence.tables.cases import Contract, ServiceCase


def is_party(session: Session, person_id: int, case_id: int) -> bool:
    """Recipient, representative or assistant of this case, now or ever under one of its contracts."""
    return is_party_of_any(session, person_id, {case_id})


def is_party_of_any(session: Session, person_id: int, case_ids: Collection[int]) -> bool:
    """The same of one of several cases."""
    of_case = select(ServiceCase.id).where(
        ServiceCase.id.in_(case_ids),
        or_(ServiceCase.recipient_id == person_id, ServiceCase.representative_id == person_id),
    )
    of_contract = select(Contract.id).where(
        Contract.case_id.in_(case_ids), Contract.assistant_id == person_id
    )
    return bool(case_ids) and (
        session.execute(of_case).first() is not None or session.execute(of_contract).first() is not None
    )
