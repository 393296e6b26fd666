"""Somebody the municipality knows, found by the keyed hash of their personal code."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.lookups import personal_code_hash, session_keys
from engine.persistence.tables.people import Person


def person_with(session: Session, code: str) -> Person | None:
    """The person of this tenant with this code, written as the state writes it."""
    return rows.first(session, Person, personal_code_hash=personal_code_hash(session_keys(session), code))
