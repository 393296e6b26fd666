"""What a page shows of the inbox: rows, counts, days, what can be chosen from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.inbox import inbox_reach
from engine.inbox.inbox_days import Due, between, last_day, narrowed
from engine.persistence.queries import inbox, inbox_tally
from engine.persistence.queries.inbox import Cursor, InboxRow, Page, Place, Sort, Wanted
from engine.persistence.queries.inbox_conditions import View as InboxView
from engine.persistence.queries.inbox_surroundings import Colleague, Surroundings, around
from engine.persistence.queries.inbox_tally import Counts, Work
from engine.runtime import Runtime, Tenant


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of an inbox with everything around it."""

    page: Page
    place: Place
    counts: Counts
    works: Sequence[Work]  # everything that waits, whatever was chosen
    around: Surroundings


def list_inbox(runtime: Runtime, actor: Actor, wanted: Wanted, due: Due | None = None) -> Inbox:
    """One page of this person's inbox, and how much each view holds.

    As many queries for a thousand rows as for one.
    """
    now = runtime.clock.now()
    wanted = narrowed(wanted, due, now)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        wanted = inbox_reach.of_others(session, actor, wanted)
        page = inbox.page(session, actor, wanted, now=now)
        if wanted.before is not None and page.previous is None:  # the beginning, and whole
            page = inbox.page(session, actor, replace(wanted, before=None), now=now)
        found = inbox_tally.tally(session, actor, now=now)
        first = inbox.cursor_of(page.rows[0]) if page.rows else None
        known = found.counts.of(wanted.view) if _is_first_of_all(wanted) else None
        place = inbox.place(session, actor, wanted, first, now=now) if known is None else Place(known, 0)
        beside = around(
            session,
            local_day(now),
            {row.instance_id for row in page.rows},
            inbox_reach.known(session, actor, wanted.person_id),
            in_office=actor.municipality_id is not None,
        )
        beside = replace(beside, colleagues=inbox_reach.of_those_cases(session, beside.colleagues, page))
        return Inbox(page, place, found.counts, found.works, beside)


def how_many(runtime: Runtime, actor: Actor) -> Counts:
    """How many tasks wait for this person in each view that is counted."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return inbox_tally.counts(session, actor, now=runtime.clock.now())


def _is_first_of_all(wanted: Wanted) -> bool:
    """Whether this is the beginning of a whole view, whose length is counted anyway."""
    return wanted == Wanted(view=wanted.view, sort=wanted.sort, limit=wanted.limit)


__all__ = [
    "Colleague",
    "Counts",
    "Cursor",
    "Due",
    "Inbox",
    "InboxRow",
    "InboxView",
    "Page",
    "Sort",
    "Wanted",
    "Work",
    "between",
    "how_many",
    "last_day",
    "list_inbox",
]
