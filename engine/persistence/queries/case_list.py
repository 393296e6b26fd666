"""The list of cases: filtered, searched, a page at a time behind the last row seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from engine.persistence.folding import fold
from engine.persistence.queries.contested import contested
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
    only_contested: bool = False
    after: Cursor | None = None  # the page behind this place
    before: Cursor | None = None  # the page before it
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
    previous: Cursor | None = None
    before: int = 0  # cases that stand before this page


def page(session: Session, wanted: Wanted) -> Page:
    """The newest cases that fit; three queries. A page `before` a place is the one that ends there."""
    helper = aliased(Person)
    fitting = _searched(wanted)
    shown = [*fitting, *([ServiceCase.state == wanted.state] if wanted.state is not None else [])]
    order: list[UnaryExpression[Any]] = [ServiceCase.opened_on.desc(), ServiceCase.id.desc()]
    edge = []
    if wanted.before is not None:
        edge, order = [_place(wanted.before) < _PLACE], [ServiceCase.opened_on.asc(), ServiceCase.id.asc()]
    elif wanted.after is not None:
        edge = [_place(wanted.after) > _PLACE]
    in_force = and_(Contract.case_id == ServiceCase.id, Contract.state == ContractState.ACTIVE)
    statement = (
        select(ServiceCase, Person, Contract.hours_per_month, helper)
        .join(Person, Person.id == ServiceCase.recipient_id)
        .outerjoin(Contract, in_force)
        .outerjoin(helper, helper.id == Contract.assistant_id)
        .where(*shown, *edge)
        .order_by(*order)
        .limit(wanted.limit + 1)
    )
    rows = [_row(*found) for found in session.execute(statement)]
    counts = _counts(session, fitting)
    total = sum(counts.values()) if wanted.state is None else counts.get(wanted.state, 0)
    kept, more = rows[: wanted.limit], len(rows) > wanted.limit
    if wanted.before is not None:
        kept.reverse()
    if not kept:
        return Page(kept, None, total, counts)
    first, last = (Cursor(one.opened_on, one.case_id) for one in (kept[0], kept[-1]))
    ahead: int = session.scalars(_ahead(shown, first)).one() if edge else 0
    back = wanted.before is not None
    return Page(
        kept,
        last if more or back else None,
        total,
        counts,
        first if (more if back else bool(edge)) else None,
        ahead,
    )


_PLACE = tuple_(ServiceCase.opened_on, ServiceCase.id)


def _place(cursor: Cursor) -> Any:
    return tuple_(literal(cursor.opened_on), literal(cursor.case_id))


def _ahead(shown: Sequence[ColumnElement[bool]], first: Cursor) -> Select[Any]:
    return (
        select(func.count())
        .select_from(ServiceCase)
        .join(Person, Person.id == ServiceCase.recipient_id)
        .where(*shown, _place(first) < _PLACE)
    )


def _searched(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        or_(
            Person.search_name.contains(word, autoescape=True),
            ServiceCase.case_number.contains(word, autoescape=True),
        )
        for word in fold(wanted.search).split()
    ]
    if wanted.only_contested:
        conditions.append(contested())
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
