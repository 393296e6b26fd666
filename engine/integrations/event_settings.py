"""Where an integration is told of events, of which, and with which secret they are signed."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from engine.documents.outgoing_addresses import AddressRefused, read_target
from engine.domain.outside_events import EventKind
from engine.domain.rights import Actor
from engine.errors import InvalidAnswers
from engine.integrations.integrations import note, require, stored
from engine.integrations.scopes import Scope
from engine.messages_catalogue import Message, msg
from engine.runtime import Runtime

__all__ = ["EventKind", "set_events"]

SECRET = "whsec_"  # noqa: S105 – how secrets begin


def set_events(
    runtime: Runtime, actor: Actor, integration_id: int, url: str, kinds: Collection[str]
) -> str | None:
    """Tell these kinds of events there, signed with a new secret, which is given back and shown once.

    An empty address: nothing is told any more, and there is no secret. InvalidAnswers with what to mend.
    """
    tenant, now = require(actor), runtime.clock.now()
    url = url.strip()
    _refuse_unfit(runtime, url, kinds)
    secret = SECRET + secrets.token_urlsafe(32) if url else None
    with runtime.transaction(tenant) as session:
        found = stored(session, integration_id)
        if found.revoked_at is not None or (url and Scope.EVENTS_READ not in found.scopes):
            raise InvalidAnswers({"event_url": msg("This integration may not be told of events.")})
        found.event_url, found.event_secret = url, secret
        found.event_kinds = sorted(kinds) if url else []
        kept = list(found.event_kinds)
        note(session, tenant, integration_id, "integration_events_set", now, by=actor.user_id, kinds=kept)
    return secret


def _refuse_unfit(runtime: Runtime, url: str, kinds: Collection[str]) -> None:
    problems: dict[str, Message] = {}
    if url:
        try:
            read_target(url, loopback=runtime.settings.events_to_loopback)
        except AddressRefused as refused:
            problems["event_url"] = refused.message
        if not kinds or set(kinds) - set(EventKind):
            problems["event_kinds"] = msg("Choose at least one kind of event.")
    if problems:
        raise InvalidAnswers(problems)
