"""Accounts: who may come in, who somebody is today, who may no longer come in; how they do is `entrances`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from engine.clock import local_day
from engine.domain.rights import Actor, Role
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.people import link_rows, role_spans
from engine.people.passwords import hash_password
from engine.people.sessions import actor_of, end_all, note, shut_out
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import UserAccount
from engine.runtime import EVERY, Runtime, Session, Tenant

_USER_NAME = re.compile(r"[^\s\x00-\x1f]{1,100}")


def actor(runtime: Runtime, user_name: str) -> Actor:
    """The actor behind a user name, for the command line and for simulations."""
    with runtime.reading(EVERY) as session:
        account = accounts.by_name(session, user_name)
        if account is None or account.disabled_at is not None:
            raise NotFound(msg("There is no user {user}.", user=user_name))
        return actor_of(session, account, runtime.clock.now())


def user_name(runtime: Runtime, actor: Actor) -> str:
    """The name that somebody signs in with: password managers ask which of theirs a form is about."""
    with runtime.reading(EVERY) as session:
        return session.get_one(UserAccount, actor.user_id).user_name


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody who shall be able to sign in."""

    user_name: str
    display_name: str
    password: str | None  # None: cannot sign in with a password
    roles: frozenset[Role]
    person_id: int | None = None  # who of the service this is
    provider_id: int | None = None  # the organisation it speaks for
    districts: frozenset[int] = frozenset()  # where roles that work with cases count; none: everywhere


def add(runtime: Runtime, tenant: Tenant, new: NewAccount, *, by: int | None = None) -> int:
    """A new account with its roles from today on; gives its id. Refuses a name that is taken.

    `by` is the account of who does this, for the audit; None: the command line.
    """
    now = runtime.clock.now()
    name = _checked_name(new.user_name)
    hashed = None if new.password is None else hash_password(new.password, (new.user_name, new.display_name))
    with runtime.transaction(EVERY) as session:
        if accounts.by_name(session, name) is not None:
            raise EngineError(msg("The user name {user} is already taken.", user=name))
        account = UserAccount(
            municipality_id=tenant.municipality_id,
            user_name=name,
            password_hash=hashed,
            person_id=new.person_id,
            provider_id=new.provider_id,
            display_name=new.display_name,
            password_changed_at=now,
        )
        session.add(account)
        session.flush()
        given = role_spans.replace(session, account, new.roles, local_day(now), None, new.districts)
        note(session, account, "user_added", now, by=by, details=given)
        return account.id


def set_roles(
    runtime: Runtime,
    user_name: str,
    roles: Iterable[Role],
    *,
    by: int | None = None,
    until: date | None = None,
    districts: frozenset[int] | None = None,
) -> None:
    """The roles of an account from today on; earlier ones stay written down with their last day.

    Its sessions end, so that nobody keeps an old right. `until`: the last day of roles that are new.
    `districts`: where roles that work with cases count, () everywhere; None: where they count already.
    """
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = _account(session, user_name)
        end_all(session, account.id)
        given = role_spans.replace(session, account, frozenset(roles), local_day(now), until, districts)
        note(session, account, "user_roles_changed", now, by=by, details=given)


def set_password(runtime: Runtime, user_name: str, password: str, *, by: int | None = None) -> None:
    """Give an account a new password; every session of it ends with this commit."""
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        account = _account(session, user_name)
    hashed = hash_password(password, (account.user_name, account.display_name))
    with runtime.transaction(EVERY) as session:
        account = _account(session, user_name)
        account.password_hash, account.password_changed_at = hashed, now
        shut_out(session, account.id)
        note(session, account, "user_password_changed", now, by=by)


def disable(runtime: Runtime, user_name: str, *, by: int | None = None) -> None:
    """Close an account: every session of it is dead with this commit."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = _account(session, user_name)
        account.disabled_at = now
        shut_out(session, account.id)
        link_rows.revoke_of(session, account.id, now)  # nor later, when it is opened again
        note(session, account, "user_disabled", now, by=by)


def enable(runtime: Runtime, user_name: str, *, by: int | None = None) -> None:
    """Open a closed account again, with the password and the roles it had."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = _account(session, user_name)
        account.disabled_at = None
        note(session, account, "user_enabled", now, by=by)


def everybody(runtime: Runtime, tenant: Tenant) -> Sequence[tuple[UserAccount, frozenset[str]]]:
    """The accounts of a municipality with their roles of today."""
    day = local_day(runtime.clock.now())
    with runtime.reading(tenant) as session:
        found = accounts.in_municipality(session)
        return [(account, accounts.roles_on(session, account.id, day)) for account in found]


def _checked_name(text: str) -> str:
    name = text.strip().lower()
    if not _USER_NAME.fullmatch(name):
        raise EngineError(msg("A user name is one word of at most 100 characters."))
    return name


def _account(session: Session, user_name: str) -> UserAccount:
    account = accounts.by_name(session, user_name)
    if account is None:
        raise NotFound(msg("There is no user {user}.", user=user_name))
    return account
