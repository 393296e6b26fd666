"""Browsers in which somebody has signed in before: whoever guesses elsewhere does not shut these out."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.persistence import rows
from engine.persistence.tables.sign_ins import KnownBrowser
from engine.runtime import Session

KEPT = timedelta(days=365)


def is_known(session: Session, user_id: int, hashed: str, now: datetime) -> bool:
    """Whether this account was signed in to from the browser whose token has this hash."""
    here = {"token_hash": hashed, "user_id": user_id}
    return rows.count(session, KnownBrowser, seen_at__after=now - KEPT, **here) > 0


def remember(session: Session, user_id: int, hashed: str, now: datetime) -> None:
    """This account came in from this browser, in the caller's transaction."""
    here = {"token_hash": hashed, "user_id": user_id}
    if not rows.change(session, KnownBrowser, {"seen_at": now}, **here):
        rows.add_unless_there(session, KnownBrowser, {**here, "made_at": now, "seen_at": now})


def forget(session: Session, user_id: int) -> None:
    """No browser is known for this account any more: somebody may sit at it who should not."""
    rows.remove(session, KnownBrowser, user_id=user_id)
