"""What a key must sign now: of one session or one half of a sign-in, once, for five minutes."""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.people.sessions import token_hash
from engine.persistence import rows
from engine.persistence.tables.sign_ins import PasskeyChallenge
from engine.runtime import Session

ASKED_FOR = timedelta(minutes=5)
MOST_SIGNS = 20_000  # of an answer
NOT_TAKEN = msg("The key was not taken: its answer does not fit this page, or came too late. Try again.")


def new(session: Session, token: str, now: datetime) -> bytes:
    """In place of an earlier one of the same session."""
    challenge = secrets.token_bytes(32)
    rows.remove(session, PasskeyChallenge, token_hash=token_hash(token))
    session.add(
        PasskeyChallenge(token_hash=token_hash(token), challenge=challenge.hex(), expires_at=now + ASKED_FOR)
    )
    return challenge


def use(session: Session, token: str, now: datetime) -> bytes:
    """The challenge of this session; it is used up by this, whatever comes of it."""
    asked = {"token_hash": token_hash(token)}
    found = rows.first(session, PasskeyChallenge, **asked)
    challenge, expires_at = (found.challenge, found.expires_at) if found is not None else ("", now)
    if not rows.remove(session, PasskeyChallenge, **asked) or expires_at <= now:
        raise EngineError(NOT_TAKEN)
    return bytes.fromhex(challenge)


def read(credential: str) -> dict[str, object]:
    """A browser's answer; ValueError or TypeError where it is none."""
    found = json.loads(credential[:MOST_SIGNS])
    if not isinstance(found, dict):
        raise TypeError("no object")
    return found
