"""What another system may be told of: that something stands elsewhere now. Ids and states, nobody's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.messages_catalogue import Message, msg


class EventKind(StrEnum):
    """What happened."""

    CASE_STATE_CHANGED = "case.state_changed"
    TASK_WAITING = "task.waiting"
    MONTH_STATE_CHANGED = "month.state_changed"
    MONTH_PAID = "month.paid"
    CLAIM_STATE_CHANGED = "claim.state_changed"
    CLAIM_SENT = "claim.sent"


LABELS: Mapping[EventKind, Message] = {
    EventKind.CASE_STATE_CHANGED: msg("A case stands elsewhere"),
    EventKind.TASK_WAITING: msg("A task waits for somebody"),
    EventKind.MONTH_STATE_CHANGED: msg("A month stands elsewhere"),
    EventKind.MONTH_PAID: msg("A month has been paid"),
    EventKind.CLAIM_STATE_CHANGED: msg("A claim stands elsewhere"),
    EventKind.CLAIM_SENT: msg("A claim was made ready for the ministry"),
}


@dataclass(frozen=True, slots=True)
class OutsideEvent:
    """One event; those of one `order_key` are told in their order."""

    kind: EventKind
    order_key: str
    data: Mapping[str, object]
