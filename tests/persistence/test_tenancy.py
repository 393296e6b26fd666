"""A session of one municipality reads and writes nothing of another, whichever way it tries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, exists, func, insert, select, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session, aliased

from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.tables import Base
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.base import OfMunicipality, OfMunicipalityOrAll
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import ACROSS, EVERY, Tenant, TenantSession, TenantViolation, tenant_of
from tests.persistence import builders

STATEMENTS = {"synchronize_session": False}
MINE, THEIRS = 1, 2  # ids of the two persons
# tables without a municipality: the installation's own, and sums that belong to nobody
SHARED = {
    "assistant_week",
    "audit_archive",
    "audit_head",
    "cycle_run",
    "day_off",
    "half_sign_in",
    "id_block",
    "installation",
    "municipality",
    "municipality_crest",
    "known_browser",
    "number_proposal",
    "outside_session",
    "outside_sign_in",
    "passkey_challenge",
    "policy_report",
    "process_definition",
    "release",
    "release_file",
    "rule_pack_revision",
    "sent_form",
    "session_place",
    "sign_in_attempt",
    "web_session",
}


@pytest.fixture
def peopled(database: Database) -> Database:
    """Anna lives in the session's municipality, Ilze in the other one."""
    with database.transaction(EVERY) as session:
        builders.person(session, "Anna", municipality_id=1, personal_code="1")
        builders.person(session, "Ilze", municipality_id=2, personal_code="2")
    return database


def person(municipality_id: int) -> dict[str, object]:
    return {"municipality_id": municipality_id, "given_name": "Mala", "family_name": "Fide"}


def move(session: TenantSession) -> None:
    session.get_one(Person, MINE).municipality_id = 2
    session.flush()


def merge(session: TenantSession) -> None:
    session.merge(Person(id=THEIRS, **person(2)))
    session.flush()


READS: dict[str, Callable[[TenantSession], object]] = {
    "by id": lambda session: session.get(Person, THEIRS),
    "all": lambda session: session.scalars(select(Person).where(Person.id == THEIRS)).first(),
    "columns": lambda session: session.execute(select(Person.given_name).where(Person.id == THEIRS)).first(),
    "an alias": lambda session: session.scalars(select(aliased(Person)).where(text("id = 2"))).first(),
    "a subquery": lambda session: session.scalar(
        select(func.count()).select_from(select(Person).where(Person.id == THEIRS).subquery())
    ),
    "exists": lambda session: (
        session.scalar(select(Person.id).where(exists().where(Person.id == THEIRS)).limit(1))
        and session.scalar(select(exists(select(Person.id).where(Person.id == THEIRS))))
    ),
    "a union": lambda session: session.execute(
        select(Person.id).where(Person.id == THEIRS).union_all(select(Person.id).where(Person.id == THEIRS))
    ).first(),
    "a join": lambda session: session.execute(
        select(UserAccount.id).join(Person, Person.id == UserAccount.person_id).where(Person.id == THEIRS)
    ).first(),
    "counting": lambda session: rows.count(session, Person, id=THEIRS),
    "rows.first": lambda session: rows.first(session, Person, id=THEIRS),
    "rows.values": lambda session: rows.values(session, Person, ["given_name"], id=THEIRS),
    "rows.counts_by": lambda session: rows.counts_by(session, Person, "given_name", id=THEIRS),
}


@pytest.mark.parametrize("way", READS)
def test_nothing_of_another_municipality_is_read(
    peopled: Database, ogre: Tenant, cesis: Tenant, way: str
) -> None:
    with peopled.reading(cesis) as session:
        assert not READS[way](session)


def test_the_same_ways_find_it_at_home(peopled: Database, ogre: Tenant) -> None:
    with peopled.reading(ogre) as session:
        found = [way for way, read in READS.items() if read(session)]
    assert set(found) == READS.keys() - {"a join"}  # nobody there has an account


REFUSED_READS: dict[str, Callable[[TenantSession], object]] = {
    "text": lambda session: session.execute(text("SELECT * FROM person")),
    "a table": lambda session: session.execute(select(Base.metadata.tables["person"])),
    "a table of nobody": lambda session: session.execute(select(Base.metadata.tables["assistant_week"])),
}
REFUSED_WRITES: dict[str, Callable[[TenantSession], object]] = {
    **REFUSED_READS,
    "text": lambda session: session.execute(text("DELETE FROM person")),
    "insert into a table": lambda session: session.execute(
        insert(Base.metadata.tables["person"]),
        [{"municipality_id": 2, "given_name": "X", "family_name": "Y"}],
    ),
    "add": lambda session: builders.person(session, municipality_id=2),
    "bulk insert": lambda session: rows.insert_many(session, Person, [person(1), person(2)]),
    "bulk insert for ids": lambda session: rows.insert_for_ids(session, Person, [person(2)]),
    "bulk insert without municipality": lambda session: rows.insert_many(
        session, Person, [{"given_name": "X", "family_name": "Y"}]
    ),
    "insert values": lambda session: session.execute(insert(Person).values(**person(2))),
    "insert many values": lambda session: session.execute(insert(Person).values([person(1), person(2)])),
    "insert from select": lambda session: session.execute(
        insert(Person).from_select(
            ["municipality_id", "given_name"], select(Person.municipality_id + 1, Person.given_name)
        )
    ),
    "insert some values": lambda session: session.execute(
        insert(Person).values(municipality_id=2), [{"given_name": "X", "family_name": "Y"}]
    ),
    "upsert": lambda session: session.execute(
        sqlite.insert(Person).on_conflict_do_update(index_elements=["id"], set_={"address": "x"}),
        [{"id": THEIRS, **person(1)}],
    ),
    "bulk update by key": lambda session: session.execute(update(Person), [{"id": THEIRS, "address": "x"}]),
    "moving with update": lambda session: session.execute(update(Person).values(municipality_id=2)),
    "moving a row": move,
    "merge": merge,
    "bulk_save_objects": lambda session: session.bulk_save_objects([Person(**person(2))]),
    "bulk_insert_mappings": lambda session: session.bulk_insert_mappings(Person, [person(2)]),
    "bulk_update_mappings": lambda session: session.bulk_update_mappings(Person, [{"id": 2, "address": "x"}]),
}


@pytest.mark.parametrize("way", REFUSED_READS)
def test_what_cannot_be_narrowed_is_not_read(peopled: Database, cesis: Tenant, way: str) -> None:
    with peopled.reading(cesis) as session, pytest.raises(TenantViolation):
        REFUSED_READS[way](session)


@pytest.mark.parametrize("way", REFUSED_WRITES)
def test_nothing_is_written_for_another_municipality(peopled: Database, cesis: Tenant, way: str) -> None:
    with pytest.raises(TenantViolation), peopled.transaction(cesis) as session:
        REFUSED_WRITES[way](session)
    assert names(peopled) == [(1, "Anna", ""), (2, "Ilze", "")]


@pytest.mark.parametrize(
    "way",
    [
        lambda session: session.execute(update(Person).values(address="x"), execution_options=STATEMENTS),
        lambda session: rows.change(session, Person, {"address": "x"}, id=(MINE, THEIRS)),
        lambda session: session.execute(update(Person).where(Person.id > 0).values(address="x")),
    ],
    ids=["update", "rows.change", "update in session"],
)
def test_an_update_of_all_changes_only_ones_own(
    peopled: Database, cesis: Tenant, way: Callable[[TenantSession], object]
) -> None:
    with peopled.transaction(cesis) as session:
        way(session)
    assert names(peopled) == [(1, "Anna", "x"), (2, "Ilze", "")]


@pytest.mark.parametrize(
    "way",
    [
        lambda session: session.execute(delete(Person), execution_options=STATEMENTS),
        lambda session: rows.remove(session, Person, id=(MINE, THEIRS)),
    ],
    ids=["delete", "rows.remove"],
)
def test_a_delete_of_all_deletes_only_ones_own(
    peopled: Database, cesis: Tenant, way: Callable[[TenantSession], object]
) -> None:
    with peopled.transaction(cesis) as session:
        way(session)
    assert names(peopled) == [(2, "Ilze", "")]


def test_a_row_carried_over_from_another_session_is_refused(
    peopled: Database, cesis: Tenant, ogre: Tenant
) -> None:
    def carry(change: Callable[[TenantSession, Person], None]) -> None:
        with peopled.reading(ogre) as session:
            ilze = session.get_one(Person, THEIRS)
        with peopled.transaction(cesis) as session:
            change(session, ilze)

    def relabel(session: TenantSession, row: Person) -> None:
        session.add(row)
        row.municipality_id = 1

    def rename(session: TenantSession, row: Person) -> None:
        session.add(row)
        row.address = "x"

    for change in (relabel, rename, lambda session, row: session.delete(row)):
        with pytest.raises(TenantViolation):
            carry(change)
    assert names(peopled) == [(1, "Anna", ""), (2, "Ilze", "")]


def test_new_rows_take_the_sessions_municipality(peopled: Database, ogre: Tenant) -> None:
    with peopled.transaction(ogre) as session:
        assert builders.person(session).municipality_id == 2


def test_rows_of_the_whole_installation_are_seen_and_written_by_every_only(
    database: Database, cesis: Tenant
) -> None:
    with database.transaction(EVERY) as session:
        builders.account(session, "ministry")
        builders.account(session, "anna", municipality_id=1)
        assert rows.count(session, UserAccount) == 2
    with database.transaction(cesis) as session:
        assert [account.user_name for account in rows.every(session, UserAccount)] == ["anna"]
        with pytest.raises(TenantViolation):
            rows.insert_many(
                session, UserAccount, [{"user_name": "x", "display_name": "x", "municipality_id": None}]
            )


def test_a_named_view_across_municipalities_is_possible_and_must_be_said(
    peopled: Database, cesis: Tenant
) -> None:
    with peopled.reading(cesis) as session:
        number = session.scalar(select(func.count()).select_from(Person), execution_options={ACROSS: True})
    assert number == 2


def test_a_plain_session_has_no_tenant(database: Database) -> None:
    with database.reading(Tenant(1)) as session:
        assert tenant_of(session) == Tenant(1)
    with pytest.raises(TenantViolation):
        tenant_of(Session())


def test_every_table_of_people_and_money_carries_its_municipality() -> None:
    unmarked = {
        str(mapper.local_table)
        for mapper in Base.registry.mappers
        if not issubclass(mapper.class_, (OfMunicipality, OfMunicipalityOrAll))
    }
    assert unmarked == SHARED


def names(database: Database) -> list[tuple[int, str, str]]:
    with database.reading(EVERY) as session:
        found = rows.values(session, Person, ["municipality_id", "given_name", "address"])
    return sorted(tuple(row) for row in found)
