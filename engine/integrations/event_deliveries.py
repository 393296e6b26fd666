"""What an integration was told of, and what waits to be told to it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.rights import Actor
from engine.errors import NotFound
from engine.integrations.integrations import note, require, stored
from engine.integrations.tokens import Caller
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.queries import event_receivers
from engine.persistence.tables.integrations import EventDelivery
from engine.persistence.tables.records import OutboxMessage, OutboxState
from engine.runtime import Runtime, Tenant

__all__ = ["DeliveryRow", "deliveries", "own_deliveries", "send_again"]

DeliveryRow = event_receivers.DeliveryRow
SHOWN = 50


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
