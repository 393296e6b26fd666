"""The list of cases: filtered, searched, a page at a time behind the last row seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from engine.persistence.folding import fold
from engine.persistence.tables.cases import CaseState, Contract, ContractState, ServiceCase
from engine.persistence.tables.people import Person


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended; the next one begins behind it."""

    opened_on: date
    case_id: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What part of the list to show."""

    state: CaseState | None = None
    search: str = ""  # words of the recipient's name or the case number, in any order, diacritics optional
    person_id: int | None = None  # only cases in which this person is recipient or representative
    after: Cursor | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of the list."""

    case_id: int
    case_number: str
    state: CaseState
    opened_on: date
    closed_on: date | None
    recipient_id: int
    recipient_name: str
    assistant_name: str | None  # of the contract in force
    hours_per_month: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, where to go on (None: nothing follows), and how many cases fit altogether."""

    rows: Sequence[CaseRow]
    next: Cursor | None
    total: int
    by_state: Mapping[CaseState, int]  # over the same search, whatever state is chosen


def page(session: Session, wanted: Wanted) -> Page:
    """The newest cases that fit; two queries."""
    helper = aliased(Person)
    fitting = _searched(wanted)
    shown = [*fitting, *([ServiceCase.state == wanted.state] if wanted.state is not None else [])]
    if wanted.after is not None:
        behind = tuple_(ServiceCase.opened_on, ServiceCase.id) < tuple_(
            wanted.after.opened_on, wanted.after.case_id
        )
        shown.append(behind)
    in_force = and_(Contract.case_id == ServiceCase.id, Contract.state == ContractState.ACTIVE)
    statement = (
        select(ServiceCase, Person, Contract.hours_per_month, helper)
        .join(Person, Person.id == ServiceCase.recipient_id)
        .outerjoin(Contract, in_force)
        .outerjoin(helper, helper.id == Contract.assistant_id)
        .where(*shown)
        .order_by(ServiceCase.opened_on.desc(), ServiceCase.id.desc())
        .limit(wanted.limit + 1)
    )
    rows = [_row(*found) for found in session.execute(statement)]
    counts = _counts(session, fitting)
    total = sum(counts.values()) if wanted.state is None else counts.get(wanted.state, 0)
    kept = rows[: wanted.limit]
    more = len(rows) > wanted.limit
    return Page(kept, Cursor(kept[-1].opened_on, kept[-1].case_id) if more else None, total, counts)


def _searched(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        or_(
            Person.search_name.contains(word, autoescape=True),
            ServiceCase.case_number.contains(word, autoescape=True),
        )
        for word in fold(wanted.search).split()
    ]
    if wanted.person_id is not None:
        conditions.append(
            or_(
                ServiceCase.recipient_id == wanted.person_id,
                ServiceCase.representative_id == wanted.person_id,
            )
        )
    return conditions


def _counts(session: Session, conditions: Sequence[ColumnElement[bool]]) -> dict[CaseState, int]:
    statement = (
        select(ServiceCase.state, func.count())
        .join(Person, Person.id == ServiceCase.recipient_id)
        .where(*conditions)
        .group_by(ServiceCase.state)
    )
    return {state: number for state, number in session.execute(statement)}


def _row(case: ServiceCase, recipient: Person, hours: int | None, assistant: Person | None) -> CaseRow:
    return CaseRow(
        case.id,
        case.case_number,
        case.state,
        case.opened_on,
        case.closed_on,
        recipient.id,
        f"{recipient.given_name} {recipient.family_name}",
        None if assistant is None else f"{assistant.given_name} {assistant.family_name}",
        hours,
    )
