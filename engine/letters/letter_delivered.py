"""How a letter reached its reader, as it was noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain.deadlines import NotificationChannel
from engine.persistence.queries import deliveries, names
from engine.runtime import Session

__all__ = ["Delivered", "NotificationChannel", "of_document"]


@dataclass(frozen=True, slots=True)
class Delivered:
    """How the letter reached its reader, as somebody (empty: the machine) noted it."""

    channel: NotificationChannel
    sent_on: date
    notified_on: date
    by: str


def of_document(session: Session, document_id: int) -> tuple[Delivered, ...]:
    """Every note of the letter, in the order in which they were made."""
    found = deliveries.of_document(session, document_id)
    who = names.of_accounts(session, [one.recorded_by for one in found])
    return tuple(
        Delivered(one.channel, one.sent_on, one.notified_on, who.get(one.recorded_by or 0, ""))
        for one in found
    )
