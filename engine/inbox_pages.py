"""What a page shows of the inbox: rows, counts, days."""

from __future__ import annotations

from datetime import date, datetime

from engine.clock import last_day_of
from engine.domain.rights import Actor
from engine.persistence.queries import inbox
from engine.persistence.queries.inbox import Counts, Cursor, InboxRow, Page, Wanted
from engine.persistence.queries.inbox import View as InboxView
from engine.runtime import Runtime, Tenant


def list_inbox(runtime: Runtime, actor: Actor, wanted: Wanted) -> tuple[Page, Counts]:
    """One page of what this person may do, the most urgent first, and how much each view holds."""
    now = runtime.clock.now()
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return inbox.page(session, actor, wanted, now=now), inbox.counts(session, actor, now=now)


def last_day(due_at: datetime | None) -> date | None:
    """The day people are told for an instant by which something is due."""
    return None if due_at is None else last_day_of(due_at)


__all__ = ["Counts", "Cursor", "InboxRow", "InboxView", "Page", "Wanted", "last_day", "list_inbox"]
