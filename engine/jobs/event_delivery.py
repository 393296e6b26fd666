"""One event on its way to another system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.documents.event_posts import post
from engine.persistence.queries import event_receivers
from engine.persistence.tables.records import OutboxMessage
from engine.runtime import Runtime, Session


@dataclass(frozen=True, slots=True)
class OutgoingEvent:
    """All that its delivery needs, read before any connection is opened."""

    message_id: int
    payload: Mapping[str, object]
    receiver: tuple[str, str] | None  # address and secret; None: nobody wants it any more


def outgoing(session: Session, message: OutboxMessage) -> OutgoingEvent:
    """A message with where it goes by now."""
    receiver = event_receivers.secret_of(session, message.id)
    return OutgoingEvent(message.id, dict(message.payload), receiver)


def hand_over(runtime: Runtime, out: OutgoingEvent) -> None:
    """Outside any transaction; raises DeliveryFailed. Where nobody wants it any more, nothing is sent."""
    if out.receiver is not None:
        url, secret = out.receiver
        loopback = runtime.settings.events_to_loopback
        post(url, out.payload, secret, runtime.clock.now(), loopback=loopback)
