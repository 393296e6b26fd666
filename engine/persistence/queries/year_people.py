"""What the files say of the people served in a year: their group, and what they used the service for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries import erasures, kept_figures
from engine.persistence.tables.cases import Application, Contract, Decision
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.opinions import OpinionCount
from engine.persistence.tables.weekly import MonthUse

AT_ONCE = 2000  # rows in memory: sealed columns are opened one by one


def groups(session: Session, year: int) -> dict[int, str]:
    """Case → the disability group that its latest application states, of cases with a month in the year."""
    cases = select(ServiceMonth.case_id).where(ServiceMonth.period.between(*_ends(year)))
    statement = select(Application.case_id, Application.facts).where(
        Application.case_id.in_(cases), erasures.not_erased(Application.case_id)
    )
    found = {
        case_id: str(facts.get("disability_group", ""))
        for case_id, facts in session.execute(statement.order_by(Application.id))
    }
    kept = kept_figures.of(session, kept_figures.CASE, session.scalars(cases.distinct()))
    return found | {case_id: str(one[kept_figures.GROUP]) for case_id, one in kept.items()}


def uses(session: Session, year: int) -> Iterator[tuple[int, Mapping[str, int]]]:
    """(month, purpose → minutes) of each day that was reported by purpose in the year; of the whole month
    where its days were erased."""
    statement = (
        select(MonthUse.month_id, MonthUse.purposes)
        .join(ServiceMonth, ServiceMonth.id == MonthUse.month_id)
        .where(ServiceMonth.period.between(*_ends(year)))
        .execution_options(yield_per=AT_ONCE)
    )
    yield from ((month_id, purposes) for month_id, purposes in session.execute(statement))
    yield from kept_figures.uses_between(session, *_ends(year))


def granted(session: Session, year: int) -> dict[int, list[str]]:
    """Decision → the purposes it was granted for, of the contracts with a month in the year."""
    decisions = (
        select(Contract.decision_id)
        .join(ServiceMonth, ServiceMonth.contract_id == Contract.id)
        .where(ServiceMonth.period.between(*_ends(year)))
    )
    statement = select(Decision.id, Decision.purposes).where(
        Decision.id.in_(decisions), erasures.not_erased(Decision.case_id)
    )
    found = {decision_id: list(purposes) for decision_id, purposes in session.execute(statement)}
    kept = kept_figures.of(session, kept_figures.DECISION, session.scalars(decisions.distinct()))
    return found | {decision_id: list(one[kept_figures.PURPOSES]) for decision_id, one in kept.items()}


def opinions(session: Session, year: int, municipality_id: int | None) -> OpinionCount | None:
    """What was entered for the year; None as municipality asks for the whole country."""
    return rows.first(session, OpinionCount, year=year, municipality_id=municipality_id)


def municipality_names(session: Session) -> dict[int, str]:
    """Municipality → name."""
    return {one.id: one.name for one in rows.every(session, Municipality)}


def _ends(year: int) -> tuple[str, str]:
    return f"{year:04d}-01", f"{year:04d}-12"
