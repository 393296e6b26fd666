"""The password was right, and a second factor is still to come: nobody is signed in by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.people import second_factor, sign_in_tries
from engine.people.sessions import Place, SignedIn, new_token, open_session, token_hash
from engine.people.sign_in_tries import SignInRefused, try_of_account
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.sign_ins import HalfSignIn
from engine.runtime import EVERY, Runtime, Session

HALF_LASTS = timedelta(minutes=5)
OVER = msg("That took too long: sign in once more.")
Proof = Callable[[Session, UserAccount, datetime], bool]
"""Whether the second factor was shown; uses up what counts once."""


class CodeAsked(EngineError):
    """The password was right, and a second factor is wanted: `token` stands for the half that is done."""

    def __init__(self, token: str) -> None:
        super().__init__(msg("Enter the code of your second factor."))
        self.token = token


class HalfIsOver(SignInRefused):
    """Too late, or there never was a first half: all the same to whoever comes."""


def go_on(
    session: Session,
    account: UserAccount,
    now: datetime,
    *,
    place: Place,
    action: str = "signed_in",
    is_fresh: bool = True,
) -> SignedIn | str:
    """After a first proof: a session, or the token of a half where the account has a second factor."""
    if second_factor.counts(session, account.id):
        return half(session, account, now)
    return open_session(session, account, now, action=action, place=place, is_fresh=is_fresh)


def half(session: Session, account: UserAccount, now: datetime) -> str:
    """Note that the password was right; gives the token that the second factor must come with."""
    token = new_token()
    session.add(
        HalfSignIn(token_hash=token_hash(token), user_id=account.id, made_at=now, expires_at=now + HALF_LASTS)
    )
    return token


def is_waiting(runtime: Runtime, token: str) -> bool:
    """Whether a second factor may still come with this token."""
    with runtime.reading(EVERY) as session:
        return living(session, token, runtime.clock.now()) is not None


def finish(runtime: Runtime, token: str, code: str, place: Place) -> SignedIn:
    """A session by the code of an authenticator, or one on paper.

    SignInRefused for a wrong code or too many, HalfIsOver when too late.
    """

    def proof(session: Session, account: UserAccount, now: datetime) -> bool:
        return second_factor.use(runtime, session, account, code, now)

    return finish_by(runtime, token, proof, place)


def finish_by(runtime: Runtime, token: str, proof: Proof, place: Place) -> SignedIn:
    """A session by any second factor; the same errors, and all of them are counted together."""
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        found = living(session, token, now)
    if found is None:
        raise HalfIsOver(OVER)
    tried = sign_in_tries.begin(
        runtime, try_of_account(runtime, "second_factor", found.user_id, place.address)
    )
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, found.user_id)
        if living(session, token, now) is not None and proof(session, account, now):
            sign_in_tries.succeed(session, tried)
            rows.remove(session, HalfSignIn, token_hash=token_hash(token))
            return open_session(session, account, now, action="signed_in_with_code", place=place)
    raise SignInRefused(second_factor.WRONG)


def living(session: Session, token: str, now: datetime) -> HalfSignIn | None:
    """The half of a token; None where it is over, its account closed, or the password changed since."""
    found = rows.first(session, HalfSignIn, token_hash=token_hash(token), expires_at__after=now)
    if found is None:
        return None
    account = session.get_one(UserAccount, found.user_id)
    changed = account.password_changed_at
    is_dead = account.disabled_at is not None or (changed is not None and changed > found.made_at)
    return None if is_dead else found
