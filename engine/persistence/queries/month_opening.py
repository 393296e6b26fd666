"""Contracts whose month is still to be opened, with all that a month begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.domain.service_month import ServiceMonth as Month
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.queries import releases
from engine.persistence.queries.months import missing as missing_months
from engine.persistence.queries.weekly import Granted, granted_by
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.people import Person, Representation
from engine.persistence.tenancy import Tenant


@dataclass(frozen=True, slots=True)
class ContractToOpen:
    """One contract as its month needs it."""

    contract_id: int
    municipality_id: int
    case_id: int
    regime: str
    recipient_id: int
    recipient_name: str
    recipient_birth_date: date
    recipient_died: bool  # nobody can then sign for them as a representative either
    representative_ids: Sequence[int]  # in force on the month's last day, the case's own first
    assistant_id: int
    hours_per_month: int
    weekly: Granted | None  # what the decision grants by week and purpose
    used_minutes: int = 0  # of this month, before the case was taken over in it


def missing(
    session: Session, period: Month, *, by_week: bool | None = None, after_contract_id: int, limit: int
) -> list[ContractToOpen]:
    """The next contracts in force on any day of the month that lack it, by id."""
    contracts = missing_months(
        session, period, by_week=by_week, after_contract_id=after_contract_id, limit=limit
    )
    people = _people(session, {one.recipient_id for one in contracts})
    cases = {
        case.id: case
        for case in session.scalars(
            select(ServiceCase).where(ServiceCase.id.in_({one.case_id for one in contracts}))
        )
    }
    represented = _representatives(session, set(people), period.last_day)
    weekly = granted_by(session, [one.decision_id for one in contracts])
    return [
        ContractToOpen(
            contract_id=one.contract_id,
            municipality_id=one.municipality_id,
            case_id=one.case_id,
            regime=cases[one.case_id].regime,
            recipient_id=one.recipient_id,
            recipient_name=f"{people[one.recipient_id].given_name} {people[one.recipient_id].family_name}",
            recipient_birth_date=people[one.recipient_id].birth_date or date(1900, 1, 1),
            recipient_died=people[one.recipient_id].died_on is not None,
            representative_ids=_first(cases[one.case_id].representative_id, represented[one.recipient_id]),
            assistant_id=one.assistant_id,
            hours_per_month=one.hours_per_month,
            weekly=weekly.get(one.decision_id),
            used_minutes=one.used_minutes,
        )
        for one in contracts
    ]


def release_for(session: Session, tenant: Tenant, day: date) -> int:
    """The release a month takes when it opens."""
    found = (
        None if tenant.municipality_id is None else releases.in_force(session, tenant.municipality_id, day)
    )
    if found is None:
        raise EngineError(msg("No release is in use on {day}: publish one first.", day=day))
    return found


def _people(session: Session, ids: set[int]) -> dict[int, Person]:
    return {person.id: person for person in session.scalars(select(Person).where(Person.id.in_(ids)))}


def _representatives(session: Session, ids: set[int], day: date) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    statement = (
        select(Representation.represented_person_id, Representation.representative_id)
        .where(
            Representation.represented_person_id.in_(ids),
            Representation.from_day <= day,
            or_(Representation.to_day.is_(None), Representation.to_day >= day),
        )
        .order_by(Representation.id)
    )
    for represented, representative in session.execute(statement):
        found[represented].append(representative)
    return found


def _first(named: int | None, others: list[int]) -> list[int]:
    if named is None or named not in others:
        return others
    return [named, *(one for one in others if one != named)]
