"""What contracts oblige a year to is counted by the database as one would contract after contract."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

import pytest

from engine.budgets.budget_obligations import obligations
from engine.domain.commitments import Obligation
from engine.domain.hourly_rates import OF_AGE, Ages
from engine.domain.remuneration import ContractForm
from engine.domain.rules import Regime
from engine.domain.service_month import ServiceMonth
from engine.persistence.database import Database
from engine.persistence.tables.cases import Contract, ContractState, ServiceCase, Suspension
from engine.persistence.tables.months import MonthState
from engine.persistence.tables.months import ServiceMonth as StoredMonth
from engine.persistence.tables.people import Person
from engine.persistence.tables.weekly import WeeklyGrant
from engine.persistence.tenancy import Tenant, TenantSession
from tests.persistence import builders

TODAY = date(2026, 6, 17)
PERIODS = [ServiceMonth(2026, number) for number in range(1, 13)]
OPEN = (MonthState.OPEN, MonthState.ASSISTANT_SIGNED)


def a_day(chance: Random) -> date:
    return date(2025, 7, 1) + timedelta(days=chance.randrange(720))


def settle(session: TenantSession, chance: Random) -> None:
    """A contract as chance will have it: few kinds, so that many are alike."""
    person = builders.person(session, birth_date=date(2010, 3, chance.randint(1, 3)))
    regime = chance.choice((Regime.PROPOSED_2019, Regime.PROPOSED_2019, Regime.R942))
    case = builders.case(session, regime=regime, recipient_id=person.id)
    first = chance.choice((date(2025, 1, 1), date(2026, 1, 1), date(2026, 6, 17), a_day(chance)))
    until = chance.choice((None, None, date(2026, 9, 30), date(2027, 3, 1), first + timedelta(days=40)))
    contract = builders.make_contract(
        session,
        case=case,
        first_day=first,
        last_day=None if until is None else max(until, first),
        state=chance.choice((ContractState.ACTIVE, ContractState.ACTIVE, ContractState.ENDED)),
        hours_per_month=chance.choice((40, 80)),
    )
    if chance.random() < 0.3:
        grant = WeeklyGrant(
            decision_id=contract.decision_id, hours={}, hours_per_week=12, unpaid_hours=2, payable_hours=10
        )
        builders.saved(session, grant)
    for period in chance.sample(PERIODS[:8], chance.randint(0, 6)):
        state = chance.choice((*OPEN, MonthState.READY, MonthState.PAID))
        minutes = chance.choice((2400, 4800))
        builders.month(session, contract, period=str(period), state=state, granted_minutes=minutes)
    if chance.random() < 0.2:
        start = chance.choice((date(2026, 7, 1), a_day(chance)))
        end = chance.choice((None, start + timedelta(days=chance.randrange(100))))
        stay = Suspension(contract_id=contract.id, from_day=start, to_day=end, reason="slimnīca")
        builders.saved(session, stay)


def one_by_one(session: TenantSession) -> Mapping[ServiceMonth, Counter[Obligation]]:
    """The same, counted contract by contract."""
    found: dict[ServiceMonth, Counter[Obligation]] = defaultdict(Counter)
    for contract in session.query(Contract):
        months = {one.period: one for one in session.query(StoredMonth).filter_by(contract_id=contract.id)}
        has_open = any(one.state in OPEN for one in months.values())
        if contract.state is not ContractState.ACTIVE and not has_open:
            continue
        for period in PERIODS:
            month = months.get(str(period))
            if month is None and period < ServiceMonth.of(TODAY):
                continue
            if month is not None and month.state not in OPEN:
                continue
            granted = contract.hours_per_month * 60 if month is None else month.granted_minutes
            costs = obligation(session, contract, period, granted)
            if costs is not None:
                found[period][costs] += 1
    return found


def obligation(
    session: TenantSession, contract: Contract, period: ServiceMonth, granted: int
) -> Obligation | None:
    first = max(contract.first_day, period.first_day)
    last = min(contract.last_day or period.last_day, period.last_day)
    stays = session.query(Suspension).filter_by(contract_id=contract.id)
    if first > last or any(one.from_day <= first and (one.to_day or last) >= last for one in stays):
        return None
    case = session.get_one(ServiceCase, contract.case_id)
    weekly = session.get(WeeklyGrant, contract.decision_id)
    people = [session.get_one(Person, one) for one in (contract.assistant_id, contract.recipient_id)]
    return Obligation(
        regime=case.regime,
        contract_form=ContractForm(contract.contract_form),
        first_day=first,
        last_day=last,
        minutes_a_month=granted if weekly is None else 0,
        minutes_a_week=0 if weekly is None else weekly.payable_hours * 60,
        ages=Ages(*(one.birth_date for one in people)) if case.regime == Regime.R942 else OF_AGE,
    )


@pytest.mark.parametrize("seed", range(2))
def test_counted_together_as_one_by_one(database: Database, cesis: Tenant, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 – no secret
    with database.transaction(cesis) as session:
        for _ in range(50):
            settle(session, chance)
    with database.reading(cesis) as session:
        found = obligations(session, PERIODS, TODAY)
        expected = one_by_one(session)
        assert {period: dict(found[period]) for period in PERIODS} == {
            period: dict(expected[period]) for period in PERIODS
        }
        counts = [count for one in expected.values() for count in one.values()]
        assert len(expected) > 8
        assert max(counts) > 3
