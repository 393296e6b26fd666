"""How somebody comes in: the password, what it opens, and the password once more before money is approved."""

from __future__ import annotations

from datetime import timedelta

from engine.messages_catalogue import msg
from engine.people import second_factor
from engine.people.passwords import hash_password, is_right
from engine.people.second_factor import CodeAsked
from engine.people.sessions import (
    IDLE_ENDS,
    Place,
    SignedIn,
    Visitor,
    actor_of,
    note,
    open_session,
    token_hash,
)
from engine.people.sign_in_tries import SignInRefused, note_try, refuse_too_many, try_of, try_of_account
from engine.persistence import rows
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import UserAccount, WebSession
from engine.runtime import EVERY, Runtime

__all__ = [
    "CONFIRMED_FOR",
    "CodeAsked",
    "Place",
    "SignInRefused",
    "SignedIn",
    "Visitor",
    "actor_of",
    "change_own_password",
    "confirm",
    "note_try",
    "open_session",
    "refuse_too_many",
    "sign_in",
    "sign_out",
    "try_of",
    "visitor",
]
"""Its own, and what other entrances are made of."""
SEEN_EVERY = timedelta(minutes=1)  # a page view is not a write each time
CONFIRMED_FOR = timedelta(minutes=30)  # after typing the password, money may be approved
WRONG = msg("The user name or the password is not right.")


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
