"""How long what is kept, and from which day it may go: the schedule is data, this counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Record(StrEnum):
    """What a schedule has a term for; each has its own event, and its own way of being erased."""

    APPLICATION = "application"  # a case in which no contract came about
    CASE_FILE = "case_file"  # a case with a contract: answers, assessments, decisions, notes, questions
    LETTERS = "letters"  # their texts
    UPLOADS = "uploads"  # files sent with answers
    WHEREABOUTS = "whereabouts"  # what for, at what time of which day, journeys
    MONTH_REPORTS = "month_reports"  # what was signed, as it was shown
    MONEY_PAPERS = "money_papers"  # files to the bank and to payroll, account numbers, invoices
    CONTRACT_REGISTER = "contract_register"  # who was an assistant under which contract for work
    READ_LOG = "read_log"  # who looked at whose file
    PERSON = "person"  # name, code, contacts, account: once nothing else of theirs is kept


EVENTS: Mapping[Record, str] = {
    Record.APPLICATION: "case_closed",
    Record.CASE_FILE: "case_closed",
    Record.LETTERS: "case_closed",
    Record.UPLOADS: "case_closed",
    Record.WHEREABOUTS: "month_ended",
    Record.MONTH_REPORTS: "month_ended",
    Record.MONEY_PAPERS: "year_of_claim_ended",
    Record.CONTRACT_REGISTER: "assistant_born",
    Record.READ_LOG: "read",
    Record.PERSON: "nothing_else_kept",
}
"""The one event from which each record's term runs; the schedule repeats it, so that it can be read alone."""
BY_THEMSELVES = frozenset({Record.READ_LOG})
"""The only records that may go by the clock alone."""
ALWAYS_BINDING = frozenset({Record.MONEY_PAPERS})
"""They name many people: nobody's request empties them for all the others."""


@dataclass(frozen=True, slots=True)
class Term:
    """How long one record is kept."""

    record: Record
    years: int
    is_binding: bool  # by law: nobody's request shortens it
    goes_by_itself: bool  # by the clock; else a person starts it
    source: str
    is_confirmed: bool

    @property
    def event(self) -> str:
        """From what the years are counted."""
        return EVENTS[self.record]


Schedule = Mapping[Record, Term]


def free_from(event: date, years: int) -> date:
    """The first day on which it may go: the day after its years are full. 29 February counts as the 28th."""
    last = min(event.year + years, date.max.year - 1)
    try:
        full = event.replace(year=last)
    except ValueError:
        full = date(last, 2, 28)
    return full + timedelta(days=1)


def latest_event(day: date, years: int) -> date:
    """The latest day of an event whose record may go on this day."""
    event = day - timedelta(days=1)
    earliest = max(event.year - years, 1)
    try:
        found = event.replace(year=earliest)
    except ValueError:
        found = date(earliest, 2, 28)
    later = found + timedelta(days=1)
    return later if free_from(later, years) <= day else found
