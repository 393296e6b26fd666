"""Events: what this integration was told, and what waits to be told to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from engine.integrations import event_deliveries
from engine.integrations.event_deliveries import DeliveryRow
from web.api.shapes import Limit, RowNumber, Shape
from web.api.view import Operation, Runtime, Scope, caller, msg


class EventsQuery(Shape):
    """Which part of the list."""

    before: RowNumber | None = Field(default=None, description="`next` of the page before.")
    limit: Limit = 50


class Event(Shape):
    """An event and how its telling went."""

    id: str = Field(description="The same each time it is sent: to know a repetition by.")
    kind: str
    at: datetime
    data: dict[str, Any]
    order_key: str = Field(description="Events of one key come in their order.")
    state: str = Field(description="waiting, sent or failed")
    attempts: int
    sent_at: datetime | None


class EventList(Shape):
    """A page of events, the newest first."""

    events: list[Event]
    next: int | None = Field(description="`before` of the page behind this one; null: nothing follows.")


def operations(runtime: Runtime) -> list[Operation]:
    """Of this noun."""

    def list_events(query: EventsQuery) -> EventList:
        found = event_deliveries.own_deliveries(runtime, caller(), query.before, query.limit)
        full = len(found) == query.limit
        return EventList(
            events=[_event(one) for one in found], next=found[-1].outbox_id if full and found else None
        )

    read = Scope.EVENTS_READ
    return [Operation("/events", list_events, read, msg("The events, the newest first"), EventList)]


def _event(one: DeliveryRow) -> Event:
    return Event(
        id=one.event_id,
        kind=one.kind,
        at=one.made_at,
        data=dict(one.data),
        order_key=one.order_key,
        state=one.state,
        attempts=one.attempts,
        sent_at=one.sent_at,
    )
