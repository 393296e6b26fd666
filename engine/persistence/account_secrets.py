"""Secrets of accounts (authenticators): sealed by a master, each for its one account."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.key_book import book_of
from engine.persistence.keys import KeyRing
from engine.persistence.tables.sign_ins import SecondFactor, secret_label


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
        label = secret_label(user_id)
        anew = keys.seal(keys.unseal(found.secret, label), label)
        rows.change(session, SecondFactor, {"secret": anew}, user_id=user_id)
    return len(late)


def _keys(session: Session) -> KeyRing:
    return book_of(session.connection()).open_keys.keys
