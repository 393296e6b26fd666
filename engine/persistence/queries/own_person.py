"""A person of the service as they may see themselves."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.people import Person

CONTACTS = ("given_name", "family_name", "personal_code", "birth_date", "address", "phone", "email")


def details(session: Session, person_id: int | None) -> Mapping[str, object]:
    """Names, code, date of birth, contacts and language that are known; empty where nobody is meant."""
    person = None if person_id is None else rows.first(session, Person, id=person_id)
    if person is None:
        return {}
    known = {name: getattr(person, name) for name in CONTACTS} | {"language": str(person.language)}
    return {name: value for name, value in known.items() if value}
