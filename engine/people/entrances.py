"""How somebody comes in: the password, what it opens, and the password once more before money is approved."""

from __future__ import annotations

from datetime import timedelta

from engine.messages_catalogue import msg
from engine.people import (
    half_sign_ins,
    known_browsers,
    outside_sign_ins,
    recovery_codes,
    second_factor,
    sign_in_tries,
)
from engine.people.half_sign_ins import CodeAsked
from engine.people.passwords import hash_password, is_right
from engine.people.sessions import IDLE_ENDS, Place, SignedIn, Visitor, actor_of, note, open_session
from engine.people.sign_in_tries import SignInRefused, TooManyTries, try_of, try_of_account
from engine.people.tokens import token_hash
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
    "TooManyTries",
    "Visitor",
    "actor_of",
    "change_own_password",
    "confirm",
    "sign_in",
    "sign_in_with_code",
    "sign_out",
    "visitor",
]
"""Its own, and what whoever calls them gets or must catch."""
SEEN_EVERY = timedelta(minutes=1)  # a page view is not a write each time
CONFIRMED_FOR = timedelta(minutes=30)  # after typing the password, money may be approved
WRONG = msg("The user name or the password is not right.")
WRONG_OF_ALL = msg("The user name, the password or the code is not right, or the code was used already.")


def sign_in(
    runtime: Runtime, user_name: str, password: str, *, address: str, device: str = "", browser: str = ""
) -> SignedIn:
    """Open a session; raises SignInRefused with the same words for every reason but TooManyTries.

    CodeAsked where the password is right and the account has a second factor. `device`: what the browser is;
    `browser`: the token by which it is known again. One that is known has tries of its own, so that whoever
    guesses elsewhere does not shut it out.
    """
    place = Place(device, address, browser)
    account = _account(runtime, user_name)
    name = user_name.strip().lower()
    if account is not None and _is_known(runtime, account, browser):
        tried = sign_in_tries.begin(
            runtime, try_of(runtime, f"{name}\0{token_hash(browser)}", address), by_address=False
        )
    else:
        tried = sign_in_tries.begin(runtime, try_of(runtime, name, address))
    right = _is_right(account, password)
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        if account is None or not right:
            half = ""
        else:
            sign_in_tries.succeed(session, tried)
            if not second_factor.counts(session, account.id):
                return open_session(session, account, now, place=place)
            half = half_sign_ins.half(session, account, now)
    if half:
        raise CodeAsked(half)
    raise SignInRefused(WRONG)


def sign_in_with_code(runtime: Runtime, user_name: str, password: str, code: str, place: Place) -> SignedIn:
    """The second factor before the password: the way in while others guess at the name.

    SignInRefused with the same words, whatever was wrong. A guessed code is counted by itself; one on paper
    cannot be guessed, and is counted by name and address together, so that nobody elsewhere uses it up.
    """
    account, name = _account(runtime, user_name), user_name.strip().lower()
    is_paper = len(recovery_codes.plain(code)) >= recovery_codes.SIGNS
    counted = f"{name}\0{place.address}" if is_paper else name
    tried = sign_in_tries.begin(runtime, try_of(runtime, f"code first\0{counted}", place.address))
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        shown = account is not None and second_factor.use(runtime, session, account, code, now)
        if shown:
            sign_in_tries.succeed(session, tried)
    if account is None or not shown:
        raise SignInRefused(WRONG_OF_ALL)
    tried = sign_in_tries.begin(
        runtime, try_of_account(runtime, "sign_in_with_code", account.id, place.address)
    )
    if not _is_right(account, password):
        raise SignInRefused(WRONG_OF_ALL)
    with runtime.transaction(EVERY) as session:
        sign_in_tries.succeed(session, tried)
        return open_session(session, account, now, action="signed_in_with_code", place=place)


def _account(runtime: Runtime, user_name: str) -> UserAccount | None:
    with runtime.reading(EVERY) as session:
        return accounts.by_name(session, user_name)


def _is_known(runtime: Runtime, account: UserAccount, browser: str) -> bool:
    with runtime.reading(EVERY) as session:
        return known_browsers.is_known(session, account.id, browser, runtime.clock.now())


def _is_right(account: UserAccount | None, password: str) -> bool:
    hashed = account.password_hash if account is not None and account.disabled_at is None else None
    return is_right(password, hashed)


def visitor(runtime: Runtime, token: str) -> Visitor | None:
    """Who this token stands for now; None when the session has ended, for whatever reason."""
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        live = accounts.live_session(session, token_hash(token), now)
        if live is None or now - live.seen_at > IDLE_ENDS:
            return None
        actor = actor_of(session, live.account, now)
        lacks_factor = second_factor.is_missing(
            session, runtime.settings, actor
        ) and not outside_sign_ins.proved(session, token)
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
        account = session.get_one(UserAccount, live.user_id)
    tried = sign_in_tries.begin(runtime, try_of_account(runtime, "confirm_password", account.id, address))
    if not is_right(password, account.password_hash):
        raise SignInRefused(msg("The password is not right."))
    with runtime.transaction(EVERY) as session:
        sign_in_tries.succeed(session, tried)
        rows.change(session, WebSession, {"confirmed_at": now}, token_hash=token_hash(token))


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
        known_browsers.forget(session, account.id)
        rows.change(session, WebSession, {"created_at": now}, token_hash=live.token_hash)  # as young as it
        note(session, account, "user_password_changed", now, by=account.id)


def sign_out(runtime: Runtime, token: str) -> None:
    """End one session."""
    with runtime.transaction(EVERY) as session:
        rows.remove(session, WebSession, token_hash=token_hash(token))
