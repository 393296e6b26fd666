"""Where an integration is told of events, of which, and with which secret they are signed; what was told."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence

from engine.documents.outgoing_addresses import AddressRefused, read_target
from engine.domain.outside_events import EventKind
from engine.domain.rights import Actor
from engine.errors import InvalidAnswers, NotFound
from engine.integrations.integrations import note, require, stored
from engine.integrations.scopes import Scope
from engine.integrations.tokens import Caller
from engine.messages_catalogue import Message, msg
from engine.persistence import rows
from engine.persistence.queries import event_receivers
from engine.persistence.queries.event_receivers import DeliveryRow
from engine.persistence.tables.integrations import EventDelivery
from engine.persistence.tables.records import OutboxMessage, OutboxState
from engine.runtime import Runtime, Tenant

__all__ = ["DeliveryRow", "EventKind", "deliveries", "own_deliveries", "send_again", "set_events"]

SECRET = "whsec_"  # noqa: S105 – how secrets begin
SHOWN = 50


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


def deliveries(
    runtime: Runtime, actor: Actor, integration_id: int, before: int | None = None
) -> Sequence[DeliveryRow]:
    """What was told to it, the newest first, and what waits to be told."""
    with runtime.reading(require(actor)) as session:
        stored(session, integration_id)
        return event_receivers.listed(session, integration_id, limit=SHOWN, before=before)


def own_deliveries(runtime: Runtime, caller: Caller, before: int | None, limit: int) -> Sequence[DeliveryRow]:
    """The same for the integration itself; nothing for the ministry's, which is told nothing."""
    if caller.actor.municipality_id is None:
        return []
    with runtime.reading(Tenant(caller.actor.municipality_id)) as session:
        return event_receivers.listed(session, caller.integration_id, limit=limit, before=before)


def send_again(runtime: Runtime, actor: Actor, integration_id: int, outbox_id: int) -> None:
    """Let a message be sent once more at once, with all its tries; the other side knows it by its id."""
    tenant, now = require(actor), runtime.clock.now()
    with runtime.transaction(tenant) as session:
        if not rows.count(session, EventDelivery, outbox_id=outbox_id, integration_id=integration_id):
            raise NotFound(msg("There is no such event."))
        again = {"state": OutboxState.WAITING, "sent_at": None, "next_at": now, "attempts": 0}
        rows.change(session, OutboxMessage, again, id=outbox_id)
        note(session, tenant, integration_id, "event_sent_again", now, by=actor.user_id, message_id=outbox_id)


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
