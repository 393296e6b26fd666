"""Somebody the municipality knows, found by the keyed hash of their personal code."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.lookups import personal_code_hash, session_keys
from engine.persistence.tables.people import Person


def name_of(session: Session, code: str) -> str | None:
    """Their name; None: nobody here has this code."""
    hashed = personal_code_hash(session_keys(session), code)
    found = rows.values(session, Person, ("given_name", "family_name"), personal_code_hash=hashed)
    return f"{found[0].given_name} {found[0].family_name}" if found else None
