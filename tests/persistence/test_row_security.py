"""Below our own filter PostgreSQL keeps municipalities apart: told of every table, by plain SQL.

The rows are put in by a superuser in a database without constraints and triggers, so that every table can
have one of each municipality and only the policies can refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy.exc import ProgrammingError

from engine.errors import Unusable
from engine.messages_catalogue import say
from engine.persistence import database as opening
from engine.persistence import obedience, rows
from engine.persistence.counters import reserve
from engine.persistence.database import Database, open_database
from engine.persistence.keys import KeyRing
from engine.persistence.migrations.policies import OF_CHAIN
from engine.persistence.obedience import GUARDED
from engine.persistence.tables import Base
from engine.persistence.tables.data_keys import DataKey
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import EVERY, Tenant, across, speaking_for
from engine.queue.port import NewJob
from engine.queue.procrastinate_queue import ProcrastinateQueue
from engine.upkeep.tenant_checks import tenant_checks
from tests.persistence import builders
from tests.postgres import ROLE, WORKER, PostgresServer

CESIS, OGRE = 1, 2
# tables without a policy, and why
OF_NOBODY = {
    "assistant_week": "sums over all municipalities, read by each for the weekly cap",
    "id_block": "the next free number of a table",
    "half_sign_in": "found by the hash of a secret, before anybody is known",
    "installation": "the kind of the installation",
    "municipality": "names, addresses",
    "known_browser": "found by the hash of a secret, before anybody is known",
    "number_proposal": "dated numbers of the law",
    "outside_session": "of a session: found by the hash of its secret",
    "outside_sign_in": "found by the hash of a secret, before anybody is known",
    "passkey_challenge": "found by the hash of a secret, for one session",
    "policy_report": "what browsers tell of our own pages",
    "process_definition": "the release's",
    "release": "the installation's diagrams, forms and letters",
    "release_file": "the release's",
    "rule_pack_revision": "dated numbers of the law",
    "sent_form": "found by the hash of what was sent; where its sender was led",
    "session_place": "of a session: found by the hash of its secret",
    "sign_in_attempt": "counted by a keyed hash, before anybody is known",
    "web_session": "found by the hash of a secret, before anybody is known",
}
_FILLINGS = {
    "bigint": "{n}", "integer": "{n}", "numeric": "{n}", "text": "'{n}'", "character varying": "'{n}'",
    "bytea": "'\\x0{n}'", "boolean": "false", "date": "'2026-10-0{n}'", "json": "'{{}}'", "jsonb": "'{{}}'",
    "timestamp with time zone": "'2026-10-0{n}'",
}  # fmt: skip
_NEEDED = """SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s
AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND column_name <> %s"""


@dataclass(frozen=True)
class House:
    """A database in which every guarded table has a row of each municipality, and of all where it may."""

    server: PostgresServer
    name: str

    @contextmanager
    def speaking(self, said: str | None, role: str = ROLE) -> Iterator[psycopg.Connection[Any]]:
        """A transaction that has said for whom it speaks (None: nothing); rolled back."""
        address = f"postgresql://{role}@/{self.name}?host={self.server.socket_folder}"
        with psycopg.connect(address) as raw:
            if said is not None:
                raw.execute("SELECT set_config('asistents.tenant', %s, true)", [said])
            yield raw
            raw.rollback()


def owner_column(table: str) -> str:
    return "chain" if table in OF_CHAIN else "municipality_id"


def about(table: str, order: LiteralString) -> sql.Composed:
    """The statement about this table and the column that says whose its rows are."""
    return sql.SQL(order).format(table=sql.Identifier(table), owner=sql.Identifier(owner_column(table)))


def owners(raw: psycopg.Connection[Any], table: str) -> list[int | None]:
    return [owner for (owner,) in raw.execute(about(table, "SELECT {owner} FROM {table} ORDER BY 1"))]


def give_a_row(raw: psycopg.Connection[Any], table: str, number: int, owner: int | None) -> None:
    column = owner_column(table)
    needed = raw.execute(_NEEDED, [table, column]).fetchall()
    names = [column, *(name for name, _ in needed)]
    values = [str(owner or "NULL"), *(_FILLINGS[kind].format(n=number) for _, kind in needed)]
    raw.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(values)})")  # noqa: S608


def fill(raw: psycopg.Connection[Any]) -> None:
    """A row of each municipality in every guarded table, and one of all where the table has such."""
    checks = (
        "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c' AND conrelid > 0"
    )
    for table, name in raw.execute(checks).fetchall():
        raw.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    raw.execute("SET LOCAL session_replication_role = replica")  # no foreign keys, no triggers
    for table in GUARDED:
        raw.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        whose: list[int | None] = [CESIS, OGRE]
        if Base.metadata.tables[table].c[owner_column(table)].nullable:
            whose.append(None)
        for number, owner in enumerate(whose, 1):
            give_a_row(raw, table, number, owner)


@pytest.fixture(scope="module")
def house(postgres: PostgresServer, postgres_template: str) -> Iterator[House]:
    name = postgres.create(postgres_template)
    found = House(postgres, name)
    with psycopg.connect(f"postgresql://postgres@/{name}?host={postgres.socket_folder}") as raw:
        fill(raw)
    yield found
    postgres.drop(name)


def refused(raw: psycopg.Connection[Any], table: str, order: LiteralString) -> bool:
    """Whether the policy of the table refuses the statement."""
    try:
        with raw.transaction(force_rollback=True):
            raw.execute(about(table, order))
    except errors.InsufficientPrivilege as refusal:
        return "row-level security" in str(refusal)
    return False


def test_every_table_has_a_policy_or_belongs_to_nobody() -> None:
    assert set(GUARDED) | OF_NOBODY.keys() == set(Base.metadata.tables)
    assert not set(GUARDED) & OF_NOBODY.keys()


def test_a_table_without_its_policy_is_found(house: House, keys: KeyRing) -> None:
    with house.server.opened_copy(house.name, keys) as database, database.transaction(EVERY) as session:
        [before] = tenant_checks(session)
        assert before.ok
        for change in (
            "ALTER TABLE person NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE contract DISABLE ROW LEVEL SECURITY",
            "DROP POLICY of_whom_it_speaks_for ON decision",
        ):
            session.connection().exec_driver_sql(change)
        [after] = tenant_checks(session)
        assert not after.ok
        assert say(after.detail, "en") == "3 of 108 are not sound: contract, decision, person"


def test_where_nothing_is_said_there_is_nothing_to_see_and_nothing_is_taken(house: House) -> None:
    for said in (None, ""):
        with house.speaking(said) as raw:
            assert [table for table in GUARDED if owners(raw, table)] == []
            taken = "INSERT INTO {table} ({owner}) VALUES (1)"
            assert [table for table in GUARDED if not refused(raw, table, taken)] == []


def test_one_municipality_sees_and_changes_its_own_alone(house: House) -> None:
    with house.speaking(str(CESIS)) as raw:
        for table in GUARDED:
            assert owners(raw, table) == [CESIS], table
            assert raw.execute(about(table, "DELETE FROM {table} WHERE {owner} = 2")).rowcount == 0, table
            assert raw.execute(about(table, "UPDATE {table} SET {owner} = {owner}")).rowcount == 1, table
            assert refused(raw, table, "UPDATE {table} SET {owner} = 2"), table
            assert refused(raw, table, "INSERT INTO {table} ({owner}) VALUES (2)"), table
            assert refused(raw, table, "INSERT INTO {table} ({owner}) VALUES (NULL)"), table


def test_every_is_said_openly_and_sees_all(house: House) -> None:
    with house.speaking("every") as raw:
        for table in GUARDED:
            column = Base.metadata.tables[table].c[owner_column(table)]
            assert owners(raw, table) == ([CESIS, OGRE, None] if column.nullable else [CESIS, OGRE]), table
            assert not refused(raw, table, "UPDATE {table} SET {owner} = {owner}"), table


def test_a_superuser_obeys_no_policy_and_is_told_so(house: House, keys: KeyRing) -> None:
    with house.speaking(None, role="postgres") as raw:
        assert owners(raw, "person") == [CESIS, OGRE]
    for role, found in (("postgres", "postgres"), (ROLE, None)):
        database = open_database(house.server.url(house.name, role=role), keys)
        with database.reading(EVERY) as session:
            assert obedience.role_that_bypasses(session) == found
            [check] = tenant_checks(session)
            assert check.ok is (found is None)
        database.close()


def left_behind(database: Database, use: Callable[[], None]) -> int:
    """Rows that the connection of the pool shows to whoever takes it after this use, and says nothing."""
    use()
    with database.engine.connect() as raw:
        found: int = raw.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
    return found


def uses_of(database: Database) -> list[Callable[[], None]]:
    def read() -> None:
        with database.reading(Tenant(CESIS)) as session:
            assert rows.count(session, Person) == 1

    def write() -> None:
        with database.transaction(EVERY) as session:
            assert rows.count(session, Person) == 2

    def fail() -> None:
        with pytest.raises(ZeroDivisionError), database.transaction(Tenant(OGRE)) as session:
            1 // (rows.count(session, Person) - 1)

    return [read, write, fail]


def test_the_next_to_use_a_connection_inherits_nothing(house: House, keys: KeyRing) -> None:
    with house.server.opened_copy(house.name, keys) as database:
        assert [left_behind(database, use) for use in uses_of(database)] == [0, 0, 0]
        assert database.engine.pool.checkedin() == 1  # type: ignore[attr-defined]


def test_what_is_said_for_good_is_noticed(
    house: House, keys: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted mistake: SET instead of SET LOCAL."""
    told = speaking_for
    monkeypatch.setattr(opening, "speaking_for", lambda tenant: told(tenant).replace(" LOCAL", ""))
    with house.server.opened_copy(house.name, keys) as database:
        read, write, _ = uses_of(database)
        assert (left_behind(database, read), left_behind(database, write)) == (1, 2)


def test_numbers_given_out_know_the_rows_of_others(house: House, keys: KeyRing) -> None:
    with house.server.opened_copy(house.name, keys) as database:
        with database.transaction(EVERY) as session:
            rows.remove(session, DataKey, id__least=1)  # made up, they open nothing
            last = builders.person(session, municipality_id=OGRE).id
        with database.transaction(Tenant(CESIS)) as session:
            assert reserve(session, "person") == last + 1
            assert rows.count(session, Person) == 1


def test_looking_across_ends_with_its_block_however_it_ends(house: House, keys: KeyRing) -> None:
    def seen(database: Database, trouble: Exception | None) -> list[int]:
        people = "SELECT count(*) FROM person"
        counts = []
        with database.transaction(Tenant(CESIS)) as session:
            raw = session.connection()
            with suppress(KeyError), across(session):
                counts.append(raw.exec_driver_sql(people).scalar_one())
                if trouble is not None:
                    raise trouble
            counts.append(raw.exec_driver_sql(people).scalar_one())
        return counts

    with house.server.opened_copy(house.name, keys) as database:
        assert seen(database, None) == seen(database, KeyError()) == [2, 1]


def test_a_role_that_owns_nothing_works_on_the_rows_and_not_on_the_tables(
    postgres: PostgresServer, keys: KeyRing
) -> None:
    name = postgres.create()
    owner, worker = postgres.url(name), postgres.url(name, role=WORKER)
    with pytest.raises(Unusable):
        open_database(worker, keys)
    database = open_database(worker, keys, owner_url=owner)
    with database.transaction(EVERY) as session:
        town = builders.municipality(session, "cesis").id
    with database.transaction(Tenant(town)) as session:
        builders.person(session)
        put = ProcrastinateQueue().enqueue(session, NewJob("errand"), now=builders.NOW)
    for change in (
        "DROP POLICY of_whom_it_speaks_for ON person",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "UPDATE alembic_version SET version_num = '0001'",
        "CREATE TABLE beside (id bigint)",
    ):
        with (
            pytest.raises(ProgrammingError, match=r"permission|must be owner"),
            database.engine.begin() as raw,
        ):
            raw.exec_driver_sql(change)
    database.close()
    again = open_database(worker, keys, create=False)  # by itself, once the tables are there
    with again.transaction(EVERY) as session:
        job = ProcrastinateQueue().claim(session, worker="w", now=builders.NOW)
    again.close()
    postgres.drop(name)
    assert job is not None
    assert job.job_id == put
