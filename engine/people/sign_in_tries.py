"""Tries to come in: counted in our own table under hashes, and refused where there were too many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.people import known_browsers
from engine.people.sessions import Place, token_hash
from engine.persistence import rows
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import SignInAttempt, WebSession
from engine.persistence.tables.sign_ins import HalfSignIn, KnownBrowser, PasskeyChallenge
from engine.runtime import EVERY, Runtime, Session

TRIES_PER_NAME, TRIES_PER_ADDRESS, TRIES_WITHIN = 10, 50, timedelta(minutes=15)
TRIES_KEPT = timedelta(days=1)


class SignInRefused(EngineError):
    """The name or the password is wrong, or there were too many tries; never said which."""


class TooManyTries(SignInRefused):
    """Said of a name whether or not it is somebody's."""


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


def begin_at_browser(runtime: Runtime, name: str, place: Place, user_id: int | None) -> int:
    """Like `begin`, for a password under a name; a browser from which this account came in before has tries
    of its own, whatever others do with the name or behind its address.
    """
    hashed = token_hash(place.browser)
    if user_id is not None and place.browser:
        with runtime.reading(EVERY) as session:
            if known_browsers.is_known(session, user_id, hashed, runtime.clock.now()):
                a_try = try_of(runtime, f"{name}\0{hashed}", place.address)
                return begin(runtime, a_try, by_address=False)
    return begin(runtime, try_of(runtime, name, place.address))


def begin(runtime: Runtime, a_try: Try, *, by_address: bool = True) -> int:
    """Count it as failed until it has succeeded; gives its id. TooManyTries where it may not even begin.

    It is written down before anything is tried, and under a lock of the name: however many processes are
    asked at once, no more than TRIES_PER_NAME get past here. `by_address`: whether others behind the address
    count too.
    """
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        accounts.one_after_another(session, a_try.user_hash, *([a_try.address_hash] if by_address else []))
        by_name, at_address = accounts.failures_since(
            session, now - TRIES_WITHIN, user_hash=a_try.user_hash, address_hash=a_try.address_hash
        )
        if by_name >= TRIES_PER_NAME or (by_address and at_address >= TRIES_PER_ADDRESS):
            raise TooManyTries(msg("Too many tries. Wait a quarter of an hour and try again."))
        _sweep(session, now)
        tried = SignInAttempt(
            user_name_hash=a_try.user_hash, address_hash=a_try.address_hash, at=now, succeeded=False
        )
        session.add(tried)
        session.flush()
        return tried.id


def succeed(session: Session, tried: int) -> None:
    """It was no guess, in the caller's transaction."""
    rows.change(session, SignInAttempt, {"succeeded": True}, id=tried)


def _sweep(session: Session, now: datetime) -> None:
    """What has outlived its use is taken away: old tries, sessions and challenges that have expired."""
    rows.remove(session, SignInAttempt, at__before=now - TRIES_KEPT)
    rows.remove(session, WebSession, expires_at__most=now)
    rows.remove(session, HalfSignIn, expires_at__most=now)
    rows.remove(session, PasskeyChallenge, expires_at__most=now)
    rows.remove(session, KnownBrowser, seen_at__before=now - known_browsers.KEPT)
