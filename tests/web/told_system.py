"""Another system in the busy town: it has a token and was told of one claim."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.domain.outside_events import EventKind, OutsideEvent
from engine.integrations import event_deliveries, event_settings, new_integrations
from engine.integrations.new_integrations import NewIntegration
from engine.persistence import rows
from engine.persistence.queries import event_receivers
from engine.persistence.tables.records import OutboxMessage, OutboxState
from tests.web.town import Town


def told_system(town: Town) -> Mapping[str, object]:
    """Another system that was told of one claim."""
    runtime, administrator = town.runtime, town.actor("administrator")
    until = date(2026, 12, 31)
    rights = frozenset({"finance"}), frozenset({"claims:read", "events:read"})
    number, _ = new_integrations.add(
        runtime, administrator, NewIntegration("Grāmatvedība", "Pieprasījumu uzskaite", *rights, until)
    )
    url = "https://system.example/events"
    event_settings.set_events(runtime, administrator, number, url, ["claim.sent"])
    now, house = town.clock.now(), town.tenant.municipality_id or 0
    event = OutsideEvent(EventKind.CLAIM_SENT, "claim:1", {"claim_id": 1})
    body = {"id": "evt_1", "kind": "claim.sent", "data": {"claim_id": 1}}
    with runtime.transaction(town.tenant) as session:
        receiver = event_receivers.Receiver(number, url, frozenset({"claim.sent"}))
        event_receivers.put(session, house, now, [(receiver, event, body)])
    [told] = event_deliveries.deliveries(runtime, administrator, number)
    with runtime.transaction(town.tenant) as session:
        sent = {"state": OutboxState.SENT, "sent_at": now}
        rows.change(session, OutboxMessage, sent, id=told.outbox_id)
    return {"integration_id": number, "outbox_id": told.outbox_id}
