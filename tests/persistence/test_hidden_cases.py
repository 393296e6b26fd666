"""A session of whoever is kept off a case is shown no row of it, whichever way it reads; others are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.questions import Question
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.instances import ProcessInstance
from engine.persistence.tables.kept_off import KeptOff, Tie
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tenancy import EVERY, Tenant, TenantSession
from tests.persistence import builders

OF_CASE = Question(
    select(Contract.id)
    .join(ServiceCase, ServiceCase.id == Contract.case_id)
    .where(ServiceCase.case_number != bindparam("number"))
)
READS: dict[str, Callable[[TenantSession, int], int]] = {
    "by id": lambda session, case_id: int(session.get(ServiceCase, case_id) is not None),
    "all": lambda session, _: len(session.scalars(select(ServiceMonth)).all()),
    "columns": lambda session, _: len(session.execute(select(Contract.number)).all()),
    "an alias": lambda session, _: len(session.scalars(select(aliased(ServiceMonth))).all()),
    "a join": lambda session, _: len(
        session.execute(
            select(ServiceMonth.id).join(ServiceCase, ServiceCase.id == ServiceMonth.case_id)
        ).all()
    ),
    "exists": lambda session, _: len(
        session.scalars(
            select(ServiceMonth.id).where(exists().where(Contract.id == ServiceMonth.contract_id))
        ).all()
    ),
    "counting": lambda session, _: session.scalar(select(func.count()).select_from(ServiceMonth)) or 0,
    "rows.every": lambda session, _: len(rows.every(session, Contract)),
    "rows.values": lambda session, _: len(rows.values(session, ServiceCase, ["case_number"])),
    "rows.count": lambda session, _: rows.count(session, ServiceMonth),
    "a question": lambda session, _: len(OF_CASE.ask(session, number="")),
}


@pytest.fixture
def hidden(database: Database, ogre: Tenant) -> tuple[Database, Tenant, int]:
    """Two cases with a month each; whoever reads is kept off the first. An instance is of no case."""
    with database.transaction(ogre) as session:
        months = [builders.month(session, builders.make_contract(session)) for _ in range(2)]
        builders.instance(session)
        case_id = months[0].case_id
    return database, replace(ogre, but_cases=frozenset({case_id})), case_id


@pytest.mark.parametrize("way", READS)
def test_no_row_of_the_case_is_shown(hidden: tuple[Database, Tenant, int], way: str) -> None:
    database, kept_off, case_id = hidden
    with database.reading(Tenant(kept_off.municipality_id)) as session:
        whole = READS[way](session, case_id)
    with database.reading(kept_off) as session:
        assert READS[way](session, case_id) == whole - 1 >= 0


def test_what_is_of_no_case_is_shown(hidden: tuple[Database, Tenant, int]) -> None:
    database, kept_off, _ = hidden
    with database.reading(kept_off) as session:
        assert rows.count(session, ProcessInstance, case_id=None) == 1
        assert session.scalars(select(ProcessInstance)).all() != []


def test_once_at_a_time_and_the_end_is_somebody_elses(database: Database, ogre: Tenant) -> None:
    """The database itself refuses what the page does."""
    with database.transaction(ogre) as session:
        case, ilze = builders.case(session), builders.account(session, "ilze")
        new = {
            "municipality_id": ogre.municipality_id, "case_id": case.id, "user_id": ilze.id,
            "tie": Tie.RELATIVE, "words": "", "since": builders.NOW, "said_by": ilze.id,
        }  # fmt: skip
        assert rows.add_unless_there(session, KeptOff, new)
        assert not rows.add_unless_there(session, KeptOff, new)
    ended = {"ended_at": builders.NOW, "ended_by": ilze.id, "end_words": ""}
    with database.transaction(ogre) as session, pytest.raises(IntegrityError, match="nobody_lifts_their_own"):
        rows.change(session, KeptOff, ended, case_id=case.id)
    with database.reading(EVERY) as session:
        assert rows.count(session, KeptOff, ended_at=None) == 1
