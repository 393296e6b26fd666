"""Whether somebody may be erased today: what the law has kept until when, and what is still going on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.domain.retention import Record, Schedule, free_from
from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import retention
from engine.persistence.queries.retention import CaseEnd
from engine.persistence.tables.people import Person
from engine.runtime import Session

NAMES: dict[Record, Message] = {
    Record.APPLICATION: msg("applications without a contract"),
    Record.CASE_FILE: msg("files of cases"),
    Record.LETTERS: msg("letters"),
    Record.UPLOADS: msg("files sent in"),
    Record.WHEREABOUTS: msg("purposes, times and journeys of months"),
    Record.MONTH_REPORTS: msg("signed months"),
    Record.MONEY_PAPERS: msg("papers of claims and payments"),
    Record.CONTRACT_REGISTER: msg("the register of contracts"),
    Record.READ_LOG: msg("notes of who looked at a file"),
    Record.PERSON: msg("people of whom nothing else is kept"),
}
NO_REASON = msg("Write why, without naming anybody.")
SHORTEST_REASON = 5  # letters
OF_A_CASE = (Record.CASE_FILE, Record.LETTERS, Record.UPLOADS)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why somebody may not be erased today."""

    sentence: Message
    free_from: date | None  # the first day on which this no longer stands in the way; None: not known yet


def reason(text: str) -> str:
    """Why something is erased; raises InvalidAnswers where nothing much is said."""
    if len(text.strip()) < SHORTEST_REASON:
        raise InvalidAnswers({"reason": NO_REASON})
    return text.strip()


def hindrances(session: Session, schedule: Schedule, person: Person, day: date) -> list[Hindrance]:
    """Everything that stands in the way, what lasts longest first; empty: the person may go."""
    cases = retention.cases_of(session, person.id)
    running = [
        Hindrance(msg("Case {number} has not ended.", number=case.number), None)
        for case in cases
        if case.closed_on is None
    ]
    kept = [one for one in _kept(session, schedule, person, cases) if one.free_from and one.free_from > day]
    return running + sorted(kept, key=lambda one: one.free_from or date.max, reverse=True)


def _kept(
    session: Session, schedule: Schedule, person: Person, cases: Sequence[CaseEnd]
) -> Iterator[Hindrance]:
    for case in cases:
        records = OF_A_CASE if case.has_contract else (Record.APPLICATION,)
        for record in records if case.closed_on is not None else ():
            event = case.closed_on or date.max
            if case.recipient_id == person.id:
                yield from _binding(schedule, record, event)
            else:
                yield _of_another(schedule, record, event)
    ids = [case.case_id for case in cases]
    if (last := retention.last_month_of(session, ids)) is not None:
        for record in (Record.MONTH_REPORTS, Record.WHEREABOUTS):
            yield from _binding(schedule, record, last_day(last))
    if claims := retention.claims_of(session, ids):
        year = max(int(period[:4]) for _, period in claims)
        yield from _binding(schedule, Record.MONEY_PAPERS, date(year, 12, 31))
    if retention.works_by_contract(session, person.id):
        yield from _register(schedule, person)


def _register(schedule: Schedule, person: Person) -> Iterator[Hindrance]:
    if person.birth_date is not None:
        yield from _binding(schedule, Record.CONTRACT_REGISTER, person.birth_date)
    elif schedule[Record.CONTRACT_REGISTER].is_binding:
        unknown = msg("The register of contracts is kept by the day of birth, which is not known here.")
        yield Hindrance(unknown, date.max)


def _binding(schedule: Schedule, record: Record, event: date) -> Iterator[Hindrance]:
    term = schedule[record]
    if term.is_binding:
        first = free_from(event, term.years)
        sentence = msg(
            "The law has {record} kept until {until}; they may be erased from {day} on. Source: {source}",
            record=NAMES[record],
            until=first - timedelta(days=1),
            day=first,
            source=term.source,
        )
        yield Hindrance(sentence, first)


def _of_another(schedule: Schedule, record: Record, event: date) -> Hindrance:
    """What tells of another person is not erased for this one's sake before its time."""
    first = free_from(event, schedule[record].years)
    sentence = msg(
        "{record} of another person name this one too, and are kept until {until}; they may be erased from "
        "{day} on.",
        record=NAMES[record],
        until=first - timedelta(days=1),
        day=first,
    )
    return Hindrance(sentence, first)


def last_day(period: str) -> date:
    """The last day of a month "2026-02"."""
    year, month = int(period[:4]), int(period[5:7])
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)
