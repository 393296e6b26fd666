"""Accounts and sessions: who signs in, who somebody is today, who may no longer come in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.clock import local_day
from engine.domain.rights import Actor, Role
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.people import role_spans, second_factor
from engine.people.passwords import hash_password, is_right
from engine.people.second_factor import CodeAsked
from engine.people.sessions import IDLE_ENDS, Place, SignedIn, note, open_session, token_hash
from engine.people.sign_in_tries import SignInRefused, note_try, refuse_too_many, try_of, try_of_account
from engine.persistence import rows
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import UserAccount, WebSession
from engine.runtime import EVERY, Runtime, Session, Tenant

__all__ = [
    "NewAccount",
    "SignInRefused",
    "SignedIn",
    "Visitor",
    "actor",
    "actor_of",
    "add",
    "disable",
    "enable",
    "everybody",
    "set_password",
    "set_roles",
    "sign_in",
    "sign_out",
    "visitor",
]
SEEN_EVERY = timedelta(minutes=1)  # a page view is not a write each time
CONFIRMED_FOR = timedelta(minutes=30)  # after typing the password, money may be approved
WRONG = msg("The user name or the password is not right.")
_USER_NAME = re.compile(r"[^\s\x00-\x1f]{1,100}")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is behind a session token right now."""

    actor: Actor
    language: str
    csrf: str
    confirmed_at: datetime | None
    lacks_factor: bool = False  # the installation demands a second factor that is not set up yet
    reading: str = ""  # how they want pages to look, as the page of settings keeps it; "": never said


def sign_in(runtime: Runtime, user_name: str, password: str, *, address: str, device: str = "") -> SignedIn:
    """Open a session; raises SignInRefused with the same words for every reason but too many tries.

    CodeAsked where the password is right and the account has a second factor. `device`: what the browser is.
    """
    now = runtime.clock.now()
    a_try = try_of(runtime, user_name.strip().lower(), address)
    with runtime.reading(EVERY) as session:
        refuse_too_many(session, a_try, now)
        account = accounts.by_name(session, user_name)
    hashed = account.password_hash if account is not None and account.disabled_at is None else None
    right = is_right(password, hashed)
    with runtime.transaction(EVERY) as session:
        note_try(session, a_try, now, succeeded=right)
        if account is not None and right and not second_factor.counts(session, account.id):
            return open_session(session, account, now, place=Place(device, address))
        half = second_factor.half(session, account, now) if account is not None and right else ""
    if half:
        raise CodeAsked(half)
    raise SignInRefused(WRONG)


def visitor(runtime: Runtime, token: str) -> Visitor | None:
    """Who this token stands for now; None when the session has ended, for whatever reason."""
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        live = accounts.live_session(session, token_hash(token), now)
        if live is None or now - live.seen_at > IDLE_ENDS:
            return None
        actor = actor_of(session, live.account, now)
        lacks_factor = second_factor.is_missing(session, runtime.settings, actor)
    if now - live.seen_at >= SEEN_EVERY:
        with runtime.transaction(EVERY) as session:
            rows.change(session, WebSession, {"seen_at": now}, token_hash=token_hash(token))
    reading = str(live.account.settings.get("reading", ""))
    return Visitor(actor, str(live.account.language), live.csrf, live.confirmed_at, lacks_factor, reading)


def confirm(runtime: Runtime, token: str, password: str, *, address: str) -> None:
    """Type the password once more in a living session; SignInRefused where it is wrong or tried too often."""
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        live = rows.first(session, WebSession, token_hash=token_hash(token), expires_at__after=now)
        if live is None:
            raise SignInRefused(WRONG)
        a_try = try_of_account(runtime, "confirm_password", live.user_id, address)
        refuse_too_many(session, a_try, now)
        account = session.get_one(UserAccount, live.user_id)
    right = is_right(password, account.password_hash)
    with runtime.transaction(EVERY) as session:
        note_try(session, a_try, now, succeeded=right)
        if right:
            rows.change(session, WebSession, {"confirmed_at": now}, token_hash=token_hash(token))
            return
    raise SignInRefused(msg("The password is not right."))


def change_own_password(runtime: Runtime, token: str, old: str, new: str, *, address: str) -> None:
    """A new password for whoever knows the old one; every other session ends, this one stays.

    SignInRefused for a wrong old one, EngineError for a new one that is too easy.
    """
    confirm(runtime, token, old, address=address)
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        live = session.get_one(WebSession, token_hash(token))
        account = session.get_one(UserAccount, live.user_id)
    hashed = hash_password(new, (account.user_name, account.display_name))
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, live.user_id)
        account.password_hash, account.password_changed_at = hashed, now
        rows.remove(session, WebSession, user_id=account.id, token_hash__not=live.token_hash)
        rows.change(session, WebSession, {"created_at": now}, token_hash=live.token_hash)  # as young as it
        note(session, account, "user_password_changed", now, by=account.id)


def sign_out(runtime: Runtime, token: str) -> None:
    """End one session."""
    with runtime.transaction(EVERY) as session:
        rows.remove(session, WebSession, token_hash=token_hash(token))


def actor_of(session: Session, account: UserAccount | accounts.Account, now: datetime) -> Actor:
    """Who an account is today: roles and deputyships change at once, without a new sign-in."""
    day = local_day(now)
    return Actor(
        user_id=account.id,
        name=account.display_name,
        municipality_id=account.municipality_id,
        roles=accounts.roles_on(session, account.id, day),
        person_id=account.person_id,
        deputy_for=accounts.stands_in_for(session, account.id, day),
        provider_id=account.provider_id,
    )


def actor(runtime: Runtime, user_name: str) -> Actor:
    """The actor behind a user name, for the command line and for simulations."""
    with runtime.reading(EVERY) as session:
        account = accounts.by_name(session, user_name)
        if account is None or account.disabled_at is not None:
            raise NotFound(msg("There is no user {user}.", user=user_name))
        return actor_of(session, account, runtime.clock.now())


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody who shall be able to sign in."""

    user_name: str
    display_name: str
    password: str | None  # None: cannot sign in with a password
    roles: frozenset[Role]
    person_id: int | None = None  # who of the service this is
    provider_id: int | None = None  # the organisation it speaks for


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
        given = role_spans.replace(session, account, new.roles, local_day(now), None)
        note(session, account, "user_added", now, by=by, details=given)
        return account.id


def set_roles(
    runtime: Runtime,
    user_name: str,
    roles: Iterable[Role],
    *,
    by: int | None = None,
    until: date | None = None,
) -> None:
    """The roles of an account from today on; earlier ones stay written down with their last day.

    Its sessions end, so that nobody keeps an old right. `until`: the last day of roles that are new.
    """
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = _account(session, user_name)
        rows.remove(session, WebSession, user_id=account.id)
        given = role_spans.replace(session, account, frozenset(roles), local_day(now), until)
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
        rows.remove(session, WebSession, user_id=account.id)
        note(session, account, "user_password_changed", now, by=by)


def disable(runtime: Runtime, user_name: str, *, by: int | None = None) -> None:
    """Close an account: every session of it is dead with this commit."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = _account(session, user_name)
        account.disabled_at = now
        rows.remove(session, WebSession, user_id=account.id)
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
