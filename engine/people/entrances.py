"""How somebody comes in with a password, and what the second factor does when others guess at it."""

from __future__ import annotations

from engine.messages_catalogue import msg
from engine.people import half_sign_ins, second_factor, sign_in_tries
from engine.people.half_sign_ins import CodeAsked
from engine.people.passwords import is_right
from engine.people.sessions import Place, SignedIn, open_session
from engine.people.sign_in_tries import SignInRefused, TooManyTries, try_of, try_of_account
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import UserAccount
from engine.runtime import EVERY, Runtime

__all__ = [
    "CodeAsked",
    "Place",
    "SignInRefused",
    "SignedIn",
    "TooManyTries",
    "sign_in",
    "sign_in_with_code",
]
"""Its own, and what whoever calls them gets or must catch."""
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
    known = account.id if account is not None else None
    tried = sign_in_tries.begin_at_browser(runtime, name, place, known)
    right = _is_right(account, password)
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        if account is None or not right:
            went_on: SignedIn | str = ""
        else:
            sign_in_tries.succeed(session, tried)
            went_on = half_sign_ins.go_on(session, account, now, place=place)
    if isinstance(went_on, SignedIn):
        return went_on
    raise CodeAsked(went_on) if went_on else SignInRefused(WRONG)


def sign_in_with_code(runtime: Runtime, user_name: str, password: str, code: str, place: Place) -> SignedIn:
    """The second factor before the password: the way in while others guess at the name.

    SignInRefused with the same words, whatever was wrong. A guessed code is counted by itself; one on paper
    cannot be guessed, and is counted by name and address together, so that nobody elsewhere uses it up.
    """
    account, name = _account(runtime, user_name), user_name.strip().lower()
    counted = f"{name}\0{place.address}" if second_factor.is_paper(code) else name
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


def _is_right(account: UserAccount | None, password: str) -> bool:
    hashed = account.password_hash if account is not None and account.disabled_at is None else None
    return is_right(password, hashed)
