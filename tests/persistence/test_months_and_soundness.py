from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from engine.domain.service_month import ServiceMonth
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.queries import months, soundness
from engine.persistence.tables.cases import Contract, ContractState
from engine.persistence.tables.instances import MessageWait, ProcessInstance, Timer
from engine.persistence.tables.jobs import Incident, Job
from engine.persistence.tables.months import MonthEntry
from engine.persistence.tables.weekly import WeeklyGrant
from engine.persistence.tenancy import EVERY, Tenant, TenantSession
from tests.persistence import builders
from tests.persistence.builders import NOW, TODAY, saved

OCTOBER = ServiceMonth(2026, 10)


@pytest.mark.parametrize(
    ("values", "is_missing"),
    [
        ({}, True),
        ({"first_day": date(2026, 10, 31)}, True),
        ({"first_day": date(2026, 11, 1)}, False),
        ({"last_day": date(2026, 10, 1)}, True),
        ({"last_day": date(2026, 9, 30)}, False),
        ({"last_day": date(2026, 10, 15), "state": ContractState.ENDED}, True),
        (
            {"first_day": date(2026, 10, 20), "last_day": date(2026, 10, 19), "state": ContractState.ENDED},
            False,
        ),
        ({"state": ContractState.SIGNING}, False),
        ({"state": ContractState.DRAFT}, False),
    ],
)
def test_which_contracts_still_need_their_month(
    database: Database, cesis: Tenant, values: dict[str, object], *, is_missing: bool
) -> None:
    with database.transaction(cesis) as session:
        contract = builders.make_contract(session, **values)
    with database.reading(EVERY) as session:
        found = months.missing(session, OCTOBER)
        assert [one.contract_id for one in found] == ([contract.id] if is_missing else [])


def test_hours_by_week_and_by_month_are_asked_for_apart(database: Database, cesis: Tenant) -> None:
    with database.transaction(cesis) as session:
        by_month, by_week = builders.make_contract(session), builders.make_contract(session)
        grant = {"hours": {"work": 8}, "hours_per_week": 8, "unpaid_hours": 0, "payable_hours": 8}
        saved(session, WeeklyGrant(decision_id=by_week.decision_id, **grant))
        wanted = {None: [by_month.id, by_week.id], False: [by_month.id], True: [by_week.id]}
    with database.reading(EVERY) as session:
        for kind, ids in wanted.items():
            found = months.missing(session, OCTOBER, by_week=kind)
            assert [one.contract_id for one in found] == ids


def test_missing_months_come_in_portions_until_all_are_open(database: Database) -> None:
    for municipality_id in (1, 2, 1, 2, 1):
        with database.transaction(Tenant(municipality_id)) as session:
            builders.make_contract(session)
    opened = []
    with database.transaction(EVERY) as session:
        while portion := months.missing(session, OCTOBER, limit=2):
            for one in portion:
                builders.month(
                    session,
                    session.get_one(Contract, one.contract_id),
                    municipality_id=one.municipality_id,
                )
            opened += [one.contract_id for one in portion]
        assert opened == [1, 2, 3, 4, 5]
        assert [one.contract_id for one in months.missing(session, OCTOBER.next(), after_contract_id=3)] == [
            4,
            5,
        ]


WAITS: dict[str, Callable[[TenantSession, ProcessInstance], object]] = {
    "task": builders.task,
    "timer": lambda session, of: saved(
        session, Timer(instance_id=of.id, task_uid="u", element_id="e", due_at=NOW)
    ),
    "message": lambda session, of: saved(
        session, MessageWait(instance_id=of.id, task_uid="u", message_name="m", correlation_key="1")
    ),
    "job": lambda session, of: saved(session, Job(kind="x", instance_id=of.id, run_at=NOW, created_at=NOW)),
    "incident": lambda session, of: saved(
        session,
        Incident(instance_id=of.id, element_id="e", code="c", sentence=msg("It failed."), happened_at=NOW),
    ),
}


@pytest.mark.parametrize("kind", WAITS)
def test_an_instance_that_waits_for_something_is_not_stranded(
    database: Database, cesis: Tenant, kind: str
) -> None:
    with database.transaction(cesis) as session:
        stranded, waiting = builders.instance(session), builders.instance(session)
        WAITS[kind](session, waiting)
        builders.instance(session, status="completed", ended_at=NOW)
    with database.reading(EVERY) as session:
        assert soundness.stranded_instances(session) == [stranded.id]


def test_a_row_that_names_another_municipalitys_row_is_found(database: Database) -> None:
    with database.transaction(Tenant(1)) as session:
        month = builders.month(session)
        saved(session, MonthEntry(month_id=month.id, day=TODAY, minutes=60))
    with database.reading(EVERY) as session:
        assert soundness.strays(session) == []
    with database.transaction(EVERY) as session:
        rows.insert_many(
            session,
            MonthEntry,
            [{"municipality_id": 2, "month_id": month.id, "day": TODAY + timedelta(days=1), "minutes": 60}],
        )
    with database.reading(EVERY) as session:
        assert soundness.strays(session) == [("month_entry", "month_id", 1)]
