"""Writes under an Idempotency-Key: done once, answered alike as often as they are sent again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from engine.errors import EngineError
from engine.integrations.tokens import Caller
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.integrations import IntegrationAnswer
from engine.runtime import EVERY, Runtime

KEPT = timedelta(days=7)
GIVEN_UP_AFTER = timedelta(minutes=10)  # whoever worked on it has died


class KeyInUse(EngineError):
    """The key was used for something else, or its first request is still being worked on."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given."""

    status: int
    body: Any


def begin(runtime: Runtime, caller: Caller, key: str, asked: bytes) -> Kept | None:
    """None: do it, then `keep` or `forget`. Else the answer that was given to the same request before.

    Raises KeyInUse.
    """
    now, asked_hash = runtime.clock.now(), hashlib.sha256(asked).hexdigest()
    named: dict[str, Any] = {"integration_id": caller.integration_id, "key_hash": _hash(key)}
    with runtime.transaction(EVERY) as session:
        rows.remove(session, IntegrationAnswer, begun_at__before=now - KEPT)
        rows.remove(session, IntegrationAnswer, status=None, begun_at__before=now - GIVEN_UP_AFTER)
        new = {"municipality_id": caller.actor.municipality_id, "asked_sha256": asked_hash, "begun_at": now}
        if rows.add_unless_there(session, IntegrationAnswer, {**named, **new}):
            return None
        found = rows.first(session, IntegrationAnswer, **named)
        if found is None or found.asked_sha256 != asked_hash:
            raise KeyInUse(msg("This Idempotency-Key was used for another request. Make a new one."))
        if found.status is None:
            raise KeyInUse(msg("The first request with this Idempotency-Key is still being worked on."))
        return Kept(found.status, found.body)


def keep(runtime: Runtime, caller: Caller, key: str, answer: Kept) -> None:
    """What was answered, for whoever sends the same again."""
    named: dict[str, Any] = {"integration_id": caller.integration_id, "key_hash": _hash(key)}
    with runtime.transaction(EVERY) as session:
        given = {"status": answer.status, "body": answer.body}
        rows.change(session, IntegrationAnswer, given, **named, status=None)


def forget(runtime: Runtime, caller: Caller, key: str) -> None:
    """It came to nothing through our own trouble: the key may be used again at once."""
    named: dict[str, Any] = {"integration_id": caller.integration_id, "key_hash": _hash(key)}
    with runtime.transaction(EVERY) as session:
        rows.remove(session, IntegrationAnswer, **named, status=None)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
