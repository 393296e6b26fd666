"""The names of people and accounts, for many ids at once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.people import Person

AT_ONCE = 500  # ids in one question


def of_persons(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """Person id → "Anna Bērziņa"."""
    found: dict[int, str] = {}
    for chunk in _chunks(ids):
        statement = select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(chunk))
        found |= {person_id: f"{given} {family}" for person_id, given, family in session.execute(statement)}
    return found


def of_accounts(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """Account id → the name shown."""
    found: dict[int, str] = {}
    for chunk in _chunks(ids):
        statement = select(UserAccount.id, UserAccount.display_name).where(UserAccount.id.in_(chunk))
        found |= {user_id: name for user_id, name in session.execute(statement)}
    return found


def _chunks(ids: Iterable[int | None]) -> list[list[int]]:
    wanted = sorted({one for one in ids if one is not None})
    return [wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)]
