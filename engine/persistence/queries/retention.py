"""Who takes part in what, and what has ended: what a term of keeping is counted from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from engine.domain.remuneration import ContractForm
from engine.persistence.erased_fields import ids_of, portions
from engine.persistence.tables import machine_tables, service_tables
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.claims import ClaimLine, MinistryClaim
from engine.persistence.tables.months import Attestation, ServiceMonth
from engine.persistence.tables.people import Person

Document, Municipality = machine_tables.records.Document, machine_tables.installation.Municipality
Upload, weekly = service_tables.case_tables.uploads.Upload, service_tables.weekly


@dataclass(frozen=True, slots=True)
class CaseEnd:
    """A case, when it closed, whether a contract came about, and what of it was counted last."""

    case_id: int
    number: str
    closed_on: date | None
    has_contract: bool
    recipient_id: int


_HAS_CONTRACT = exists().where(
    Contract.case_id == ServiceCase.id, func.coalesce(Contract.end_reason, "") != "dropped"
)
_CASES = select(
    ServiceCase.id, ServiceCase.case_number, ServiceCase.closed_on, _HAS_CONTRACT, ServiceCase.recipient_id
)


def cases_of(session: Session, person_id: int) -> list[CaseEnd]:
    """Every case in which somebody is recipient, representative or assistant."""
    assisted = select(Contract.case_id).where(Contract.assistant_id == person_id)
    statement = _CASES.where(
        or_(
            ServiceCase.recipient_id == person_id,
            ServiceCase.representative_id == person_id,
            ServiceCase.id.in_(assisted),
        )
    )
    return [CaseEnd(*row) for row in session.execute(statement.order_by(ServiceCase.id))]


def last_month_of(session: Session, case_ids: Sequence[int]) -> str | None:
    """The last period of these cases' months."""
    statement = select(func.max(ServiceMonth.period)).where(ServiceMonth.case_id.in_(case_ids))
    return session.scalars(statement).one()


def claims_of(session: Session, case_ids: Sequence[int]) -> list[tuple[int, str]]:
    """(claim, period) of every claim with a line of these cases."""
    statement = (
        select(MinistryClaim.id, MinistryClaim.period)
        .distinct()
        .join(ClaimLine, ClaimLine.claim_id == MinistryClaim.id)
        .join(ServiceMonth, ServiceMonth.id == ClaimLine.month_id)
        .where(ServiceMonth.case_id.in_(case_ids))
        .order_by(MinistryClaim.id)
    )
    return [(claim_id, period) for claim_id, period in session.execute(statement)]


def works_by_contract(session: Session, person_id: int) -> bool:
    """Whether somebody was an assistant under a contract of the municipality's own, for work or otherwise."""
    statement = select(func.count()).where(
        Contract.assistant_id == person_id,
        Contract.contract_form != ContractForm.PROVIDER,
        func.coalesce(Contract.end_reason, "") != "dropped",
    )
    return session.scalars(statement).one() > 0


LETTERS = exists().where(Document.case_id == ServiceCase.id)
UPLOADS = exists().where(Upload.case_id == ServiceCase.id)
WHEREABOUTS = or_(
    *(
        exists().where(table.month_id == ServiceMonth.id)
        for table in (weekly.MonthUse, weekly.MonthSpan, weekly.EvidenceDemand, weekly.MonthTransport)
    )
)
SIGNATURES = exists().where(Attestation.month_id == ServiceMonth.id)


def closed(
    session: Session,
    municipality_id: int,
    last: date,
    *,
    with_contract: bool,
    holding: ColumnElement[bool] | None = None,
) -> list[int]:
    """The cases that closed on this day at the latest, and hold something of a kind."""
    statement = select(ServiceCase.id).where(
        ServiceCase.municipality_id == municipality_id,
        ServiceCase.closed_on <= last,
        _HAS_CONTRACT if with_contract else ~_HAS_CONTRACT,
    )
    wanted = statement if holding is None else statement.where(holding)
    return list(session.scalars(wanted))


def months_to(session: Session, municipality_id: int, period: str, holding: ColumnElement[bool]) -> list[int]:
    """The months up to this one that hold something of a kind."""
    statement = select(ServiceMonth.id).where(
        ServiceMonth.municipality_id == municipality_id, ServiceMonth.period <= period, holding
    )
    return list(session.scalars(statement))


def claims_to(session: Session, municipality_id: int, period: str) -> list[int]:
    """The claims up to this month."""
    statement = select(MinistryClaim.id).where(
        MinistryClaim.municipality_id == municipality_id, MinistryClaim.period <= period
    )
    return list(session.scalars(statement))


def parties(session: Session, municipality_id: int) -> Iterator[tuple[int, int]]:
    """(person, case) of every recipient, representative and assistant."""
    cases = select(ServiceCase.id, ServiceCase.recipient_id, ServiceCase.representative_id)
    for case_id, *people in session.execute(cases.where(ServiceCase.municipality_id == municipality_id)):
        yield from ((one, case_id) for one in people if one is not None)
    assisted = select(Contract.assistant_id, Contract.case_id)
    for person_id, case_id in session.execute(assisted.where(Contract.municipality_id == municipality_id)):
        yield person_id, case_id


def case_numbers(session: Session, case_ids: Sequence[int]) -> list[str]:
    """The numbers of these cases, in order."""
    found = [
        number
        for some in portions(case_ids)
        for (number,) in session.execute(select(ServiceCase.case_number).where(ServiceCase.id.in_(some)))
    ]
    return sorted(found)


def months_of(session: Session, case_ids: Sequence[int]) -> list[int]:
    """The months of these cases."""
    return ids_of(session, ServiceMonth, "case_id", case_ids)


def person(session: Session, person_id: int) -> Person | None:
    """Somebody; None where there is nobody of this id."""
    return session.scalars(select(Person).where(Person.id == person_id)).first()


def towns(session: Session) -> list[tuple[int, str]]:
    """(id, code) of every municipality."""
    found = session.execute(select(Municipality.id, Municipality.code).order_by(Municipality.id))
    return [(town_id, code) for town_id, code in found]
