"""What a page shows of the inbox: rows, counts, days, what can be chosen from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from engine.clock import end_of_week, last_day_of
from engine.domain.rights import Actor
from engine.persistence.queries import inbox, inbox_tally, releases
from engine.persistence.queries.holding import held_among
from engine.persistence.queries.inbox import Cursor, InboxRow, Page, Place, Wanted
from engine.persistence.queries.inbox_conditions import View as InboxView
from engine.persistence.queries.inbox_tally import Counts, Work
from engine.runtime import Runtime, Tenant


class Due(StrEnum):
    """When something has to be done, as people ask for it."""

    OVERDUE = "overdue"
    WEEK = "week"  # until Sunday
    LATER = "later"  # after it, or without a day


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of an inbox with everything around it."""

    page: Page
    place: Place
    counts: Counts
    works: Sequence[Work]  # everything that waits, whatever was chosen
    processes: Mapping[str, str]  # id → name
    held: Collection[int] = ()  # the instances on the page that somebody holds


def list_inbox(runtime: Runtime, actor: Actor, wanted: Wanted, due: Due | None = None) -> Inbox:
    """One page of what this person may do, the most urgent first, and how much each view holds.

    As many queries for a thousand rows as for one.
    """
    now = runtime.clock.now()
    wanted = _due(wanted, due, now)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        page = inbox.page(session, actor, wanted, now=now)
        if wanted.before is not None and page.previous is None:  # the beginning, and whole
            page = inbox.page(session, actor, replace(wanted, before=None), now=now)
        found = inbox_tally.tally(session, actor, now=now)
        first = Cursor(page.rows[0].sort_at, page.rows[0].task_id) if page.rows else None
        if _is_first_of_all(wanted):
            place = Place(found.counts.of(wanted.view), 0)
        else:
            place = inbox.place(session, actor, wanted, first, now=now)
        held = held_among(session, {row.instance_id for row in page.rows})
        return Inbox(page, place, found.counts, found.works, releases.process_names(session), held)


def how_many(runtime: Runtime, actor: Actor) -> int:
    """How many tasks wait for this person."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return inbox_tally.counts(session, actor, now=runtime.clock.now()).all


def _is_first_of_all(wanted: Wanted) -> bool:
    """Whether this is the beginning of a whole view, whose length is counted anyway."""
    return wanted == Wanted(view=wanted.view, limit=wanted.limit)


def last_day(due_at: datetime | None) -> date | None:
    """The day people are told for an instant by which something is due."""
    return None if due_at is None else last_day_of(due_at)


def _due(wanted: Wanted, due: Due | None, now: datetime) -> Wanted:
    if due is Due.OVERDUE:
        return replace(wanted, due_before=now)
    if due is Due.WEEK:
        return replace(wanted, due_from=now, due_before=end_of_week(now))
    return replace(wanted, due_from=end_of_week(now)) if due is Due.LATER else wanted


__all__ = [
    "Counts",
    "Cursor",
    "Due",
    "Inbox",
    "InboxRow",
    "InboxView",
    "Page",
    "Wanted",
    "Work",
    "how_many",
    "last_day",
    "list_inbox",
]
