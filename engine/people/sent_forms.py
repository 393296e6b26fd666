"""A form that is sent twice is done once: a double click, a browser that repeats itself, the way back.

Each page gives its forms one random word. A form with the word, address and fields of one that was sent
before is that one: its sender is led where the first one led. What was refused, or failed, may be sent again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.arrivals import SentForm
from engine.runtime import EVERY, Runtime

KEPT = timedelta(days=1)
DEAD = timedelta(minutes=2)  # one that is being done for so long: its process is no more


class BeingDone(EngineError):
    """The same form was sent a moment ago and is not finished."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that counts from now on, or one that was done already."""

    key: str
    location: str | None  # of one that was done: where it led


def key_of(user_id: int, word: str, address: str, fields: Iterable[tuple[str, str]]) -> str:
    """64 hex digits that only the same form of the same page has."""
    told = hashlib.sha256(f"{user_id}\0{word}\0{address}".encode())
    for name, value in fields:
        told.update(f"\0{len(name)}:{name}={len(value)}:{value}".encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def begin(runtime: Runtime, user_id: int, key: str) -> Sent:
    """Note that it is being done; BeingDone where somebody else's hand is at it just now."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        rows.remove(session, SentForm, at__before=now - KEPT)
        rows.remove(session, SentForm, key=key, location=None, at__before=now - DEAD)
        new = {"key": key, "user_id": user_id, "at": now, "location": None}
        if rows.add_unless_there(session, SentForm, new):
            return Sent(key, None)
        found = rows.first(session, SentForm, key=key)
    if found is None or found.location is None:
        raise BeingDone(
            msg("This was sent a moment ago and is being done. Look at the page before you send it again.")
        )
    return Sent(key, found.location)


def finish(runtime: Runtime, key: str, location: str | None) -> None:
    """Keep where it led; None: it was not done, and may be sent again."""
    with runtime.transaction(EVERY) as session:
        if location is None:
            rows.remove(session, SentForm, key=key)
        else:
            rows.change(session, SentForm, {"location": location}, key=key)
