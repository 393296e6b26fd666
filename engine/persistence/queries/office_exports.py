"""What leaves for other registers: cases with their people, decisions as of their day, what a year counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries import erasures, kept_figures
from engine.persistence.tables.cases import Application, Contract, ContractState, Decision, ServiceCase
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.people import Person


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with what belongs to it, as it stands now."""

    case: ServiceCase
    application: Application | None  # the first one
    decision: Decision | None  # the newest that nothing replaced
    contract: Contract | None  # the newest that all had signed
    people: Mapping[int, Person]  # of all cases asked for

    @property
    def named(self) -> set[int]:
        """Whose data the row tells."""
        assistant_id = None if self.contract is None else self.contract.assistant_id
        ids = (self.case.recipient_id, self.case.representative_id, assistant_id)
        return {one for one in ids if one is not None}


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with the application it rests on."""

    case: ServiceCase
    decision: Decision
    application: Application | None
    recipient: Person


@dataclass(frozen=True, slots=True)
class Served:
    """One service month that was given."""

    case_id: int
    recipient_id: int
    assistant_id: int
    period: str
    minutes: int


def cases_of(session: Session, year: int) -> list[CaseRow]:
    """The cases that were open on any day of the year, by number."""
    open_in_year = (
        select(ServiceCase)
        .where(
            ServiceCase.opened_on <= date(year, 12, 31),
            or_(ServiceCase.closed_on.is_(None), ServiceCase.closed_on >= date(year, 1, 1)),
            erasures.not_erased(ServiceCase.id),
        )
        .order_by(ServiceCase.case_number)
    )
    cases = session.scalars(open_in_year).all()
    ids = [case.id for case in cases]
    applications = _by_case(rows.every(session, Application, case_id=ids, order_by=["-id"]))
    decisions = _by_case(
        rows.every(session, Decision, case_id=ids, issued_on__not=None, replaced_by=None, order_by=["id"])
    )
    signed = (ContractState.ACTIVE, ContractState.ENDED)
    agreed = rows.every(session, Contract, case_id=ids, state=signed, order_by=["id"])
    contracts = _by_case(one for one in agreed if one.end_reason != "dropped")
    named = {case.recipient_id for case in cases} | {case.representative_id for case in cases}
    named |= {contract.assistant_id for contract in contracts.values()}
    people = {one.id: one for one in rows.every(session, Person, id=[one for one in named if one])}
    return [
        CaseRow(case, applications.get(case.id), decisions.get(case.id), contracts.get(case.id), people)
        for case in cases
    ]


def decisions_of(session: Session, year: int) -> list[DecisionRow]:
    """The decisions issued in the year, by day and number."""
    issued = select(Decision).where(
        Decision.issued_on.between(date(year, 1, 1), date(year, 12, 31)),
        erasures.not_erased(Decision.case_id),
    )
    found = session.scalars(issued.order_by(Decision.issued_on, Decision.number, Decision.id)).all()
    ids = list({one.case_id for one in found})
    cases = {one.id: one for one in rows.every(session, ServiceCase, id=ids)}
    applications = _by_case(rows.every(session, Application, case_id=ids, order_by=["-id"]))
    wanted = list({one.recipient_id for one in cases.values()})
    people = {one.id: one for one in rows.every(session, Person, id=wanted)}
    return [
        DecisionRow(
            cases[one.case_id],
            one,
            applications.get(one.case_id),
            people[cases[one.case_id].recipient_id],
        )
        for one in found
    ]


def decided_in(session: Session, year: int) -> list[tuple[int, str]]:
    """(recipient, outcome) of the decisions issued in the year, of cases erased since too."""
    found = session.execute(
        select(ServiceCase.recipient_id, Decision.outcome)
        .join(ServiceCase, ServiceCase.id == Decision.case_id)
        .where(Decision.issued_on.between(date(year, 1, 1), date(year, 12, 31)))
    )
    return [(recipient_id, str(outcome)) for recipient_id, outcome in found]


def applications_of(session: Session, year: int) -> list[tuple[int, date]]:
    """(recipient, day received) of the applications that came in in the year."""
    found = session.execute(
        select(ServiceCase.recipient_id, Application.received_on)
        .join(ServiceCase, ServiceCase.id == Application.case_id)
        .where(Application.received_on.between(date(year, 1, 1), date(year, 12, 31)))
    )
    return [(recipient_id, day) for recipient_id, day in found]


def served_in(session: Session, year: int) -> list[Served]:
    """The months of the year in which payable hours were given."""
    found = session.execute(
        select(
            ServiceMonth.case_id,
            Contract.recipient_id,
            Contract.assistant_id,
            ServiceMonth.period,
            func.coalesce(ServiceMonth.payable_minutes, 0),
        )
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .where(ServiceMonth.period.between(f"{year}-01", f"{year}-12"), ServiceMonth.payable_minutes > 0)
    )
    return [Served(*row) for row in found]


def born(session: Session, person_ids: Iterable[int]) -> dict[int, date | None]:
    """Person → day of birth; of somebody erased the first day of that year, which counts alike."""
    found = dict(rows.values(session, Person, ("id", "birth_date"), id=sorted(set(person_ids))))
    for person_id, kept in kept_figures.of(session, kept_figures.PERSON, found).items():
        year = kept.get(kept_figures.BIRTH_YEAR)
        found[person_id] = found[person_id] if year is None else date(year, 1, 1)
    return found


def _by_case(found: Iterable[Any]) -> dict[int, Any]:
    """Case → its last row in the order given."""
    return {one.case_id: one for one in found}
