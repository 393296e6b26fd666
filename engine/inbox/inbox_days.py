"""When something has to be done, as people ask for it in the inbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from engine.clock import end_of_week, last_day_of
from engine.expressions.calendar_words import end_of
from engine.persistence.queries.inbox import Wanted

_NEXT = timedelta(microseconds=1)  # a day ends with the midnight behind it: what is due then is due that day


class Due(StrEnum):
    """A stretch of time from now on."""

    OVERDUE = "overdue"
    WEEK = "week"  # until Sunday
    LATER = "later"  # after it, or without a day


def between(wanted: Wanted, first: date | None, last: date | None) -> Wanted:
    """Only what is due on one of these days; None: from or to any day."""
    if first is not None:
        wanted = replace(wanted, due_from=end_of(first - timedelta(days=1)) + _NEXT)
    return wanted if last is None else replace(wanted, due_before=end_of(last) + _NEXT)


def narrowed(wanted: Wanted, due: Due | None, now: datetime) -> Wanted:
    """Only what is due then; None: whenever."""
    monday = end_of_week(now) + _NEXT
    if due is Due.OVERDUE:
        return replace(wanted, due_before=now)
    if due is Due.WEEK:
        return replace(wanted, due_from=now, due_before=monday)
    return replace(wanted, due_from=monday) if due is Due.LATER else wanted


def last_day(due_at: datetime | None) -> date | None:
    """The day people are told for an instant by which something is due."""
    return None if due_at is None else last_day_of(due_at)
