"""What a page shows of the inbox: rows, counts, days, what can be chosen from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from engine.clock import end_of_week, last_day_of, local_day
from engine.domain.rights import Actor
from engine.expressions.calendar_words import end_of
from engine.persistence.queries import colleagues, inbox, inbox_tally, names, releases
from engine.persistence.queries.colleagues import Colleague
from engine.persistence.queries.holding import held_among
from engine.persistence.queries.inbox import Cursor, InboxRow, Page, Place, Sort, Wanted
from engine.persistence.queries.inbox_conditions import View as InboxView
from engine.persistence.queries.inbox_tally import Counts, Work
from engine.runtime import Runtime, Session, Tenant

_NEXT = timedelta(microseconds=1)  # a day ends with the midnight behind it: what is due then is due that day


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
    colleagues: Sequence[Colleague]  # everybody of the office
    about: str | None = None  # the name of the person whose cases alone were asked for
    held: Collection[int] = ()  # the instances on the page that somebody holds


def list_inbox(runtime: Runtime, actor: Actor, wanted: Wanted, due: Due | None = None) -> Inbox:
    """One page of this person's inbox, and how much each view holds.

    As many queries for a thousand rows as for one.
    """
    now = runtime.clock.now()
    wanted = _due(wanted, due, now)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        page = inbox.page(session, actor, wanted, now=now)
        if wanted.before is not None and page.previous is None:  # the beginning, and whole
            page = inbox.page(session, actor, replace(wanted, before=None), now=now)
        found = inbox_tally.tally(session, actor, now=now)
        first = inbox.cursor_of(page.rows[0]) if page.rows else None
        known = found.counts.of(wanted.view) if _is_first_of_all(wanted) else None
        place = inbox.place(session, actor, wanted, first, now=now) if known is None else Place(known, 0)
        return Inbox(
            page,
            place,
            found.counts,
            found.works,
            releases.process_names(session),
            colleagues.of_office(session, local_day(now)) if actor.municipality_id is not None else (),
            _about(session, wanted),
            held_among(session, {row.instance_id for row in page.rows}),
        )


def how_many(runtime: Runtime, actor: Actor) -> Counts:
    """How many tasks wait for this person in each view that is counted."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return inbox_tally.counts(session, actor, now=runtime.clock.now())


def _is_first_of_all(wanted: Wanted) -> bool:
    """Whether this is the beginning of a whole view, whose length is counted anyway."""
    return wanted == Wanted(view=wanted.view, sort=wanted.sort, limit=wanted.limit)


def _about(session: Session, wanted: Wanted) -> str | None:
    if wanted.person_id is None:
        return None
    return names.of_persons(session, [wanted.person_id]).get(wanted.person_id, "–")


def last_day(due_at: datetime | None) -> date | None:
    """The day people are told for an instant by which something is due."""
    return None if due_at is None else last_day_of(due_at)


def between(wanted: Wanted, first: date | None, last: date | None) -> Wanted:
    """Only what is due on one of these days; None: from or to any day."""
    if first is not None:
        wanted = replace(wanted, due_from=end_of(first - timedelta(days=1)) + _NEXT)
    return wanted if last is None else replace(wanted, due_before=end_of(last) + _NEXT)


def _due(wanted: Wanted, due: Due | None, now: datetime) -> Wanted:
    monday = end_of_week(now) + _NEXT
    if due is Due.OVERDUE:
        return replace(wanted, due_before=now)
    if due is Due.WEEK:
        return replace(wanted, due_from=now, due_before=monday)
    return replace(wanted, due_from=monday) if due is Due.LATER else wanted


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
