"""Secrets of accounts (authenticators): sealed by a master, each for its one account."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.key_book import book_of
from engine.persistence.keys import KeyRing
from engine.persistence.tables.sign_ins import SecondFactor


def seal(keys: KeyRing, user_id: int, plain: bytes) -> bytes:
    """What `second_factor.secret` holds; opens for this account alone."""
    return keys.seal(plain, _label(user_id))


def unseal(keys: KeyRing, user_id: int, sealed: bytes) -> bytes:
    """The secret; ValueError where it is another account's, or was altered."""
    return keys.unseal(sealed, _label(user_id))


def behind(session: Session) -> list[int]:
    """Accounts whose secret is not sealed by the newest master."""
    newest = _keys(session).masters.numbers()[-1]
    found = rows.values(session, SecondFactor, ["user_id", "secret"])
    return [one.user_id for one in found if one.secret[1] != newest]


def reseal(session: Session) -> int:
    """Seal these by the newest master; how many."""
    keys, late = _keys(session), behind(session)
    for user_id in late:
        [found] = rows.values(session, SecondFactor, ["secret"], user_id=user_id)
        anew = seal(keys, user_id, unseal(keys, user_id, found.secret))
        rows.change(session, SecondFactor, {"secret": anew}, user_id=user_id)
    return len(late)


def _label(user_id: int) -> str:
    return f"second_factor.secret.{user_id}"


def _keys(session: Session) -> KeyRing:
    return book_of(session.connection()).open_keys.keys
