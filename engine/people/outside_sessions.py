"""Sessions that a provider vouched for: whether it asked for a second factor, and has an end of its own."""

from __future__ import annotations

from datetime import datetime

from engine.people.sessions import SignedIn, token_hash
from engine.persistence import rows
from engine.persistence.tables.accounts import WebSession
from engine.persistence.tables.outside_sign_ins import OutsideSession
from engine.runtime import EVERY, Runtime, Session


def note(session: Session, signed_in: SignedIn, provider: str, *, proves_factor: bool, can_end: bool) -> None:
    """This session was vouched for by the provider of this key, in the caller's transaction."""
    session.flush()
    session.add(
        OutsideSession(
            token_hash=token_hash(signed_in.token),
            provider=provider,
            proves_factor=proves_factor,
            can_end=can_end,
        )
    )


def confirm(session: Session, token: str, user_id: int, now: datetime) -> bool:
    """Whoever is in this session has shown anew who they are, in the caller's transaction; False: it is no
    living session of this account.
    """
    theirs = {"token_hash": token_hash(token), "user_id": user_id, "expires_at__after": now}
    return rows.change(session, WebSession, {"confirmed_at": now}, **theirs) == 1


def vouching(runtime: Runtime, token: str) -> str:
    """Key of the provider that vouched for this session; "" for a local one."""
    with runtime.reading(EVERY) as session:
        found = rows.first(session, OutsideSession, token_hash=token_hash(token))
        return found.provider if found is not None else ""


def can_end(runtime: Runtime, token: str) -> str:
    """Key of the provider that vouched for this session and has a page to end its own; "" for any other."""
    with runtime.reading(EVERY) as session:
        found = rows.first(session, OutsideSession, token_hash=token_hash(token), can_end=True)
        return found.provider if found is not None else ""


def proved(session: Session, token: str) -> bool:
    """Whether the provider that vouched for this session asked for a second factor."""
    return rows.count(session, OutsideSession, token_hash=token_hash(token), proves_factor=True) > 0
