"""Everything due that somebody may know of, day by day, with the days off between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from engine.clock import last_day_of, local_day
from engine.domain.rights import Actor, districts_of, may
from engine.domain.working_days import Holidays
from engine.errors import NotFound
from engine.expressions.calendar_words import end_of
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import calendar as rows
from engine.persistence.queries.calendar import Found, Whose
from engine.runtime import Runtime, Session, seen_by

DAY = timedelta(days=1)


class EntryKind(StrEnum):
    """What is due."""

    TASK = "task"
    MONTHS = "months"  # to be signed
    CONTEST = "contest"  # the last day to contest a decision
    TERM = "term"  # a term of the law or of the office runs out
    CONTRACT_END = "contract_end"
    EXPIRY = "expiry"  # of a decision
    EVIDENCE = "evidence"  # a demanded confirmation is awaited


TITLES: Mapping[EntryKind, Message] = {
    EntryKind.CONTEST: msg("Last day to contest the decision"),
    EntryKind.CONTRACT_END: msg("Last day of the contract"),
    EntryKind.EXPIRY: msg("Last day of the decision"),
    EntryKind.EVIDENCE: msg("A demanded confirmation is awaited until today"),
}
TERMS: Mapping[str, Message] = {
    "decision_term_passed": msg("Last day to decide"),
    "documents_deadline": msg("Missing documents are awaited until today"),
    "court_term_passed": msg("The term for going to court ends"),
}
"""Timers of the diagrams that are terms for people, by their element."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something due on a day; `uid` stays the same for as long as it is the same thing."""

    kind: EntryKind
    day: date
    uid: str
    title: Mapping[str, str] | Message  # of the step; names nobody
    case_number: str | None = None
    case_id: int | None = None
    task_id: int | None = None
    period: str | None = None
    about: str = ""  # a name, for the page only


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a page shows: entries by day, and which days are off."""

    entries: Sequence[Entry]
    days_off: Mapping[date, str]  # Monday to Friday without work → the holiday's name
    working_days: Mapping[date, int]  # how many working days it is until then, from today on


def between(runtime: Runtime, actor: Actor, first: date, last: date, *, own: bool = False) -> Calendar:
    """Everything from one day to another, in a constant number of queries.

    `own`: of the cases the actor is answerable for; parties only ever see their own.
    """
    if not may(actor, "calendar.see"):
        raise NotFound(msg("There is no calendar for you."))
    now = runtime.clock.now()
    with runtime.reading(seen_by(actor)) as session:
        found = sorted(
            _entries(session, actor, (first, last), now, own=own),
            key=lambda one: (one.day, one.kind, one.uid),
        )
        holidays = runtime.rule_book(session).holidays
    days = [first + DAY * number for number in range((last - first).days + 1)]
    return Calendar(found, _days_off(days, holidays), _counted(days, local_day(now), holidays))


def _entries(
    session: Session, actor: Actor, days: tuple[date, date], now: datetime, *, own: bool
) -> Iterator[Entry]:
    first, last = days
    begin, end = end_of(first - DAY), end_of(last)
    for task in rows.tasks(session, actor, begin, end, now):
        title = {"lv": task.title_lv, "en": task.title_en}
        yield Entry(
            EntryKind.TASK, last_day_of(task.due_at), f"task-{task.task_id}", title, task.case_number,
            task.case_id, task.task_id, about=task.subject,
        )  # fmt: skip
    whose = _whose(actor, own=own)
    if may(actor, "month.list"):
        of_months = replace(whose or Whose(), districts=districts_of(actor, "month.list"))
        for period, deadline_at, number in rows.months(session, first, last, of_months):
            day = last_day_of(deadline_at)
            if first <= day <= last:
                told = msg("Months still to be signed: {count}", count=number)
                yield Entry(EntryKind.MONTHS, day, f"months-{period}-{day}", told, period=period)
    if whose is not None:
        yield from _of_cases(session, days, whose)


def _of_cases(session: Session, days: tuple[date, date], whose: Whose) -> Iterator[Entry]:
    kinds = {
        EntryKind.CONTEST: rows.contests,
        EntryKind.CONTRACT_END: rows.contract_ends,
        EntryKind.EXPIRY: rows.expiries,
        EntryKind.EVIDENCE: rows.evidence,
    }
    for kind, ask in kinds.items():
        for found in ask(session, *days, whose):
            yield _entry(kind, found, TITLES[kind])
    begin, end = end_of(days[0] - DAY), end_of(days[1])
    for element, found in rows.timers(session, list(TERMS), begin, end, whose):
        yield _entry(EntryKind.TERM, found, TERMS[element])


def _entry(kind: EntryKind, found: Found, title: Message) -> Entry:
    day = last_day_of(found.day) if isinstance(found.day, datetime) else found.day
    return Entry(
        kind, day, f"{kind}-{found.row_id}", title, found.case_number, found.case_id,
        about=found.recipient_name,
    )  # fmt: skip


def _whose(actor: Actor, *, own: bool) -> Whose | None:
    """Of whose cases the actor may know; None: of nobody's but through tasks."""
    if may(actor, "case.see"):
        mine = districts_of(actor, "case.see")
        return Whose(None, actor.deputy_for | {actor.user_id} if own else None, mine)
    return None if actor.person_id is None else Whose(person_id=actor.person_id)


def _days_off(days: Sequence[date], holidays: Holidays) -> dict[date, str]:
    known = (day for day in days if holidays.first_year <= day.year <= holidays.last_year)
    off = (day for day in known if day.weekday() < 5 and not holidays.is_working_day(day))
    return {day: holidays.names.get(day, "") for day in off}


def _counted(days: Sequence[date], today: date, holidays: Holidays) -> dict[date, int]:
    found, number, day = {}, 0, today
    while (
        days and day < days[-1] and holidays.first_year <= day.year and (day + DAY).year <= holidays.last_year
    ):
        day += DAY
        number += holidays.is_working_day(day)
        found[day] = number
    return found
