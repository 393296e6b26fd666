"""The own password: typed once more before money, and changed."""

from __future__ import annotations

from datetime import timedelta

from engine.messages_catalogue import msg
from engine.people import known_browsers, sign_in_tries
from engine.people.passwords import hash_password, is_right
from engine.people.sessions import note, token_hash
from engine.people.sign_in_tries import SignInRefused, try_of_account
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount, WebSession
from engine.runtime import EVERY, Runtime

CONFIRMED_FOR = timedelta(minutes=30)  # after typing the password, money may be approved
WRONG = msg("The password is not right.")


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
        raise SignInRefused(WRONG)
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
