"""How often an address may ask about codes of letters; counted like sign-ins, and apart from them."""

from __future__ import annotations

from datetime import timedelta

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import SignInAttempt
from engine.runtime import EVERY, Runtime

TRIES, TRIES_WITHIN = 30, timedelta(minutes=15)  # wrong codes and sent files, of one address
NOBODY = "\0letter_code"  # stands where a sign-in has its name


def refuse_many(runtime: Runtime, address: str) -> None:
    """EngineError after too many tries."""
    with runtime.reading(EVERY) as session:
        since = runtime.clock.now() - TRIES_WITHIN
        _, tries = accounts.failures_since(
            session, since, user_hash="", address_hash=_hashed(runtime, address)
        )
    if tries >= TRIES:
        raise EngineError(msg("Too many tries. Wait a quarter of an hour and try again."))


def count(runtime: Runtime, address: str) -> None:
    """Note a try."""
    user_hash = runtime.database.keys.lookup_hash("sign_in_user", NOBODY)
    with runtime.transaction(EVERY) as session:
        session.add(
            SignInAttempt(
                user_name_hash=user_hash,
                address_hash=_hashed(runtime, address),
                at=runtime.clock.now(),
                succeeded=False,
            )
        )


def _hashed(runtime: Runtime, address: str) -> str:
    """Not the hash that sign-ins are counted under: who checks letters may still sign in."""
    return runtime.database.keys.lookup_hash("letter_code_address", address)
