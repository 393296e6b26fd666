"""Reads over several tables that are built once: narrowed like all others, and to every table they read."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import aliased

from engine.persistence.database import Database
from engine.persistence.questions import Question
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import EVERY, Tenant
from tests.persistence import builders

ACCOUNTS = Question(
    select(UserAccount.user_name, Person.id)
    .join(Person, Person.id == UserAccount.person_id)
    .where(UserAccount.user_name != bindparam("but"))
    .order_by(UserAccount.user_name)
)


@pytest.fixture
def peopled(database: Database) -> Database:
    """Anna (person 1) in the first municipality, Ilze (2) in the second; each with an account."""
    for municipality_id, name in ((1, "anna"), (2, "ilze")):
        with database.transaction(Tenant(municipality_id)) as session:
            person = builders.person(session, name)
            builders.account(session, name, person_id=person.id)
    return database


def test_each_municipality_gets_its_own_rows_and_every_gets_all(peopled: Database) -> None:
    for tenant, names in ((Tenant(1), ["anna"]), (Tenant(2), ["ilze"]), (EVERY, ["anna", "ilze"])):
        with peopled.reading(tenant) as session:
            assert [row.user_name for row in ACCOUNTS.ask(session, but="")] == names
            assert [row.user_name for row in ACCOUNTS.ask(session, but=names[0])] == names[1:]


def test_a_row_of_mine_joined_to_one_of_theirs_is_not_shown(peopled: Database) -> None:
    """Every table is narrowed, not only the first."""
    with peopled.transaction(EVERY) as session:
        session.get_one(UserAccount, 1).person_id = 2
    with peopled.reading(Tenant(1)) as session:
        assert ACCOUNTS.ask(session, but="") == []


def test_what_is_written_in_the_session_is_seen(peopled: Database) -> None:
    with peopled.transaction(Tenant(1)) as session:
        session.get_one(UserAccount, 1).user_name = "anna-maria"
        assert [row.user_name for row in ACCOUNTS.ask(session, but="")] == ["anna-maria"]


def test_a_table_of_the_installation_is_not_narrowed(peopled: Database) -> None:
    codes = Question(select(Municipality.code).order_by(Municipality.code))
    with peopled.reading(Tenant(1)) as session:
        assert [row.code for row in codes.ask(session)] == ["cesis", "ogre"]


@pytest.mark.parametrize(
    "hidden",
    [
        select(aliased(Person).given_name),
        select(UserAccount.id).where(exists().where(Person.id == UserAccount.person_id)),
        select(select(Person.id).subquery().c.id),
    ],
    ids=["alias", "exists", "subquery"],
)
def test_a_table_that_could_escape_narrowing_is_refused(hidden: object) -> None:
    with pytest.raises(ValueError, match="reads tables directly"):
        Question(hidden)  # type: ignore[arg-type]
