"""Somebody the municipality knows, found by the keyed hash of their personal code."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.lookups import personal_code_hash, session_keys
from engine.persistence.queries.districts import Districts, within
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.people import Person


def person_with(session: Session, code: str) -> Person | None:
    """The person of this tenant with this code, written as the state writes it."""
    return rows.first(session, Person, personal_code_hash=personal_code_hash(session_keys(session), code))


def is_in(session: Session, person_id: int, districts: Districts) -> bool:
    """Whether they are a party of a case in these districts, or of one without a district."""
    party = or_(ServiceCase.recipient_id == person_id, ServiceCase.representative_id == person_id)
    case = select(ServiceCase.id).where(party, *within(ServiceCase.id, districts)).limit(1)
    helping = select(Contract.id).where(
        Contract.assistant_id == person_id, *within(Contract.case_id, districts)
    )
    return any(session.scalar(one) is not None for one in (case, helping.limit(1)))
