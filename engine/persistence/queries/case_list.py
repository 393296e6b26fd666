"""The list of cases: filtered, searched, a page at a time behind the last row seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from engine.persistence.folding import fold
from engine.persistence.queries.contested import contested
from engine.persistence.queries.districts import Districts, within
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
    districts: Districts = None
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
    assistant_id: int | None


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
    """The newest cases that fit. A page `before` a place is the one that ends there.

    The page is cut first, over an index alone; names and contracts are read for its lines only.
    """
    fitting = _searched(wanted)
    shown = [*fitting, *([ServiceCase.state == wanted.state] if wanted.state is not None else [])]
    order: list[UnaryExpression[Any]] = [ServiceCase.opened_on.desc(), ServiceCase.id.desc()]
    edge = []
    if wanted.before is not None:
        edge, order = [_place(wanted.before) < _PLACE], [ServiceCase.opened_on.asc(), ServiceCase.id.asc()]
    elif wanted.after is not None:
        edge = [_place(wanted.after) > _PLACE]
    cut = _of_people(select(ServiceCase.id), wanted).where(*shown, *edge).order_by(*order)
    ids = session.scalars(cut.limit(wanted.limit + 1)).all()
    counts = _counts(session, fitting, wanted)
    total = sum(counts.values()) if wanted.state is None else counts.get(wanted.state, 0)
    more = len(ids) > wanted.limit
    kept = _rows(session, ids[: wanted.limit])
    if wanted.before is not None:
        kept.reverse()
    if not kept:
        return Page(kept, None, total, counts)
    first, last = (Cursor(one.opened_on, one.case_id) for one in (kept[0], kept[-1]))
    ahead: int = session.scalars(_ahead(shown, first, wanted)).one() if edge else 0
    back = wanted.before is not None
    return Page(
        kept,
        last if more or back else None,
        total,
        counts,
        first if (more if back else bool(edge)) else None,
        ahead,
    )


def _of_people(statement: Select[Any], wanted: Wanted) -> Select[Any]:
    """The statement over cases, with their recipients where a name is looked for."""
    statement = statement.select_from(ServiceCase)
    return statement.join(Person, Person.id == ServiceCase.recipient_id) if wanted.search else statement


def _rows(session: Session, ids: Sequence[int]) -> list[CaseRow]:
    """The lines of these cases, in this order."""
    people = select(ServiceCase, Person).join(Person, Person.id == ServiceCase.recipient_id)
    found = {case.id: (case, who) for case, who in session.execute(people.where(ServiceCase.id.in_(ids)))}
    agreed = select(Contract, Person).outerjoin(Person, Person.id == Contract.assistant_id)
    # By case alone: the state would tempt the database to walk all contracts in force for each line.
    in_force = {
        contract.case_id: (contract.hours_per_month, assistant)
        for contract, assistant in session.execute(
            agreed.where(Contract.case_id.in_(ids)).order_by(Contract.id)
        )
        if contract.state is ContractState.ACTIVE
    }
    return [_row(*found[case_id], *in_force.get(case_id, (None, None))) for case_id in ids]


_PLACE = tuple_(ServiceCase.opened_on, ServiceCase.id)


def _place(cursor: Cursor) -> Any:
    return tuple_(literal(cursor.opened_on), literal(cursor.case_id))


def _ahead(shown: Sequence[ColumnElement[bool]], first: Cursor, wanted: Wanted) -> Select[Any]:
    return _of_people(select(func.count()), wanted).where(*shown, _place(first) < _PLACE)


def _searched(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [*within(ServiceCase.id, wanted.districts)]
    conditions += [
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


def _counts(
    session: Session, conditions: Sequence[ColumnElement[bool]], wanted: Wanted
) -> dict[CaseState, int]:
    counting: Any = select(ServiceCase.state, func.count())
    statement = _of_people(counting, wanted).where(*conditions).group_by(ServiceCase.state)
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
        None if assistant is None else assistant.id,
    )
