"""The account of a person of a case who has no password: made when they are first let in."""

from __future__ import annotations

import secrets
from datetime import datetime

from engine.clock import local_day
from engine.domain.rights import PARTIES
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.people.case_roles import person_in, roles_in
from engine.persistence import audit, rows
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import UserAccount, UserRole
from engine.persistence.tables.people import Person
from engine.runtime import Session

__all__ = ["account_for", "is_of_party", "person_in"]


def account_for(session: Session, person: Person, case_id: int, now: datetime) -> UserAccount:
    """The person's account with their roles in the case, in the caller's transaction.

    EngineError for the dead and for those who could not show who they are, and where the account is closed or
    also works for an office: nobody gets into that by a link.
    """
    if person.died_on is not None:
        raise EngineError(msg("This person has died."))
    if person.birth_date is None:
        raise EngineError(msg("The date of birth is not known: the person could not show who they are."))
    account = rows.first(session, UserAccount, person_id=person.id, order_by=["id"])
    if account is None:
        account = _new(session, person, now)
    held = accounts.roles_on(session, account.id, local_day(now))
    if account.disabled_at is not None:
        raise EngineError(msg("The account of this person is closed; the administrator opens it again."))
    if held - PARTIES:
        raise EngineError(msg("This person works for an office and signs in with their own password."))
    for role in sorted(roles_in(session, case_id, person.id) - held):
        session.add(
            UserRole(
                municipality_id=person.municipality_id, user_id=account.id, role=role, from_day=local_day(now)
            )
        )
    session.flush()
    return account


def is_of_party(session: Session, user_id: int, person_id: int, case_id: int, now: datetime) -> bool:
    """Whether the account is open, this living person's own, of no office, and has a part in the case."""
    account, person = session.get_one(UserAccount, user_id), session.get_one(Person, person_id)
    works = accounts.roles_on(session, account.id, local_day(now)) - PARTIES
    is_open = account.disabled_at is None and account.person_id == person.id and person.died_on is None
    return is_open and not works and bool(roles_in(session, case_id, person.id))


def _new(session: Session, person: Person, now: datetime) -> UserAccount:
    account = UserAccount(
        municipality_id=person.municipality_id,
        user_name=f"persona-{person.id}-{secrets.token_hex(3)}",
        password_hash=None,
        person_id=person.id,
        display_name=f"{person.given_name} {person.family_name}",
        language=person.language,
        password_changed_at=None,
    )
    session.add(account)
    session.flush()
    audit.record(
        session,
        action="user_added",
        at=now,
        municipality_id=person.municipality_id,
        actor_user_id=None,
        object_kind="user_account",
        object_id=str(account.id),
    )
    return account
