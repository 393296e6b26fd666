"""Tries to come in: counted in our own table under hashes, and refused where there were too many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import SignInAttempt, WebSession
from engine.persistence.tables.sign_ins import HalfSignIn
from engine.runtime import Runtime, Session

TRIES_PER_NAME, TRIES_PER_ADDRESS, TRIES_WITHIN = 10, 50, timedelta(minutes=15)
TRIES_KEPT = timedelta(days=1)


class SignInRefused(EngineError):
    """The name or the password is wrong, or there were too many tries; never said which."""


@dataclass(frozen=True, slots=True)
class Try:
    """One try to come in, without any name in it."""

    user_hash: str
    address_hash: str


def try_of(runtime: Runtime, name: str, address: str) -> Try:
    """A try under a name, from an address of the network."""
    keys = runtime.database.keys
    return Try(keys.lookup_hash("sign_in_user", name), keys.lookup_hash("sign_in_address", address))


def try_of_account(runtime: Runtime, purpose: str, user_id: int, address: str) -> Try:
    """A try to prove once more who somebody is; each `purpose` is counted apart from names typed."""
    keys = runtime.database.keys
    return Try(keys.lookup_hash(purpose, str(user_id)), keys.lookup_hash("sign_in_address", address))


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
    rows.remove(session, HalfSignIn, expires_at__most=now)
    session.add(
        SignInAttempt(
            user_name_hash=a_try.user_hash, address_hash=a_try.address_hash, at=now, succeeded=succeeded
        )
    )
