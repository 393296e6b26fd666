"""Accounts and sessions: who signs in, who somebody is today, who may no longer come in."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.clock import local_day
from engine.domain.rights import Actor, Role
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.people import role_spans
from engine.people.passwords import hash_password, is_right
from engine.persistence import audit, rows
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import SignInAttempt, UserAccount, WebSession
from engine.runtime import EVERY, Runtime, Session, Tenant

SESSION_LASTS = timedelta(hours=10)  # a working day; idle sessions end sooner
IDLE_ENDS = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=1)  # a page view is not a write each time
TRIES_PER_NAME, TRIES_PER_ADDRESS, TRIES_WITHIN = 10, 50, timedelta(minutes=15)
TRIES_KEPT = timedelta(days=1)
_USER_NAME = re.compile(r"[^\s\x00-\x1f]{1,100}")


class SignInRefused(EngineError):
    """The name or the password is wrong, or there were too many tries; never said which."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: the token goes into the cookie, its hash is all we keep."""

    token: str
    user_id: int
    csrf: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is behind a session token right now."""

    actor: Actor
    language: str
    csrf: str
    confirmed_at: datetime | None
    reading: str = ""  # how they want pages to look, as the page of settings keeps it; "": never said


def sign_in(runtime: Runtime, user_name: str, password: str, *, address: str) -> SignedIn:
    """Open a session; raises SignInRefused with the same words for every reason but too many tries."""
    now = runtime.clock.now()
    a_try = try_of(runtime, user_name.strip().lower(), address)
    with runtime.reading(EVERY) as session:
        refuse_too_many(session, a_try, now)
        account = accounts.by_name(session, user_name)
    hashed = account.password_hash if account is not None and account.disabled_at is None else None
    right = is_right(password, hashed)
    with runtime.transaction(EVERY) as session:
        note_try(session, a_try, now, succeeded=right)
        if account is not None and right:
            return open_session(session, account, now)
    raise SignInRefused(msg("The user name or the password is not right."))


@dataclass(frozen=True, slots=True)
class Try:
    """One try to come in, without any name in it."""

    user_hash: str
    address_hash: str


def try_of(runtime: Runtime, name: str, address: str) -> Try:
    """A try under a name, from an address of the network."""
    keys = runtime.database.keys
    return Try(keys.lookup_hash("sign_in_user", name), keys.lookup_hash("sign_in_address", address))


def refuse_too_many(session: Session, a_try: Try, now: datetime) -> None:
    """SignInRefused where too many tries under this name, or from this address, have failed."""
    by_name, by_address = accounts.failures_since(
        session, now - TRIES_WITHIN, user_hash=a_try.user_hash, address_hash=a_try.address_hash
    )
    if by_name >= TRIES_PER_NAME or by_address >= TRIES_PER_ADDRESS:
        raise SignInRefused(msg("Too many tries. Wait a quarter of an hour and try again."))


def note_try(session: Session, a_try: Try, now: datetime, *, succeeded: bool) -> None:
    """Count it; what has outlived its use is taken away: old tries, sessions that have expired."""
    rows.remove(session, SignInAttempt, at__before=now - TRIES_KEPT)
    rows.remove(session, WebSession, expires_at__most=now)
    session.add(
        SignInAttempt(
            user_name_hash=a_try.user_hash, address_hash=a_try.address_hash, at=now, succeeded=succeeded
        )
    )


def visitor(runtime: Runtime, token: str) -> Visitor | None:
    """Who this token stands for now; None when the session has ended, for whatever reason."""
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        live = accounts.live_session(session, _token_hash(token), now)
        if live is None or now - live.seen_at > IDLE_ENDS:
            return None
        actor = actor_of(session, live.account, now)
    if now - live.seen_at >= SEEN_EVERY:
        with runtime.transaction(EVERY) as session:
            rows.change(session, WebSession, {"seen_at": now}, token_hash=_token_hash(token))
    reading = str(live.account.settings.get("reading", ""))
    return Visitor(actor, str(live.account.language), live.csrf, live.confirmed_at, reading)


def sign_out(runtime: Runtime, token: str) -> None:
    """End one session."""
    with runtime.transaction(EVERY) as session:
        rows.remove(session, WebSession, token_hash=_token_hash(token))


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
    hashed = None if new.password is None else hash_password(new.password)
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
        _audit(session, account, "user_added", now, by=by, details=given)
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
        _audit(session, account, "user_roles_changed", now, by=by, details=given)


def set_password(runtime: Runtime, user_name: str, password: str, *, by: int | None = None) -> None:
    """Give an account a new password; every session of it ends with this commit."""
    now = runtime.clock.now()
    hashed = hash_password(password)
    with runtime.transaction(EVERY) as session:
        account = _account(session, user_name)
        account.password_hash, account.password_changed_at = hashed, now
        rows.remove(session, WebSession, user_id=account.id)
        _audit(session, account, "user_password_changed", now, by=by)


def disable(runtime: Runtime, user_name: str, *, by: int | None = None) -> None:
    """Close an account: every session of it is dead with this commit."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = _account(session, user_name)
        account.disabled_at = now
        rows.remove(session, WebSession, user_id=account.id)
        _audit(session, account, "user_disabled", now, by=by)


def enable(runtime: Runtime, user_name: str, *, by: int | None = None) -> None:
    """Open a closed account again, with the password and the roles it had."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = _account(session, user_name)
        account.disabled_at = None
        _audit(session, account, "user_enabled", now, by=by)


def everybody(runtime: Runtime, tenant: Tenant) -> Sequence[tuple[UserAccount, frozenset[str]]]:
    """The accounts of a municipality with their roles of today."""
    day = local_day(runtime.clock.now())
    with runtime.reading(tenant) as session:
        found = accounts.in_municipality(session)
        return [(account, accounts.roles_on(session, account.id, day)) for account in found]


def open_session(
    session: Session, account: UserAccount, now: datetime, *, action: str = "signed_in"
) -> SignedIn:
    """A new session of an account, in the caller's transaction; `action` tells the audit how."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    session.add(
        WebSession(
            token_hash=_token_hash(token),
            user_id=account.id,
            created_at=now,
            seen_at=now,
            expires_at=now + SESSION_LASTS,
            csrf=csrf,
            confirmed_at=now,
        )
    )
    _audit(session, account, action, now, by=account.id)
    return SignedIn(token, account.id, csrf)


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


def _audit(
    session: Session, account: UserAccount, action: str, now: datetime, *, by: int | None, **more: object
) -> None:
    audit.record(
        session,
        action=action,
        at=now,
        municipality_id=account.municipality_id,
        actor_user_id=by,
        object_kind="user_account",
        object_id=str(account.id),
        **more,
    )


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
