from __future__ import annotations

import dataclasses
import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from engine.errors import Outrun, Unusable
from engine.persistence import rows
from engine.persistence.backup import copy_database, require_whole
from engine.persistence.database import Database, open_database
from engine.persistence.founding import found
from engine.persistence.keys import KeyRing, new_key_ring
from engine.persistence.tables.installation import InstallationKind
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import EVERY, Tenant, TenantViolation
from tests.persistence import builders
from tests.postgres import PostgresServer


def test_sqlite_is_tuned_to_lose_nothing(database_file: Path, keys: KeyRing) -> None:
    database = open_database(f"sqlite:///{database_file}", keys)
    with database.transaction(EVERY) as session:
        pragmas = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}


def test_nobody_else_reads_the_file_whatever_the_machine_usually_allows(
    tmp_path: Path, keys: KeyRing
) -> None:
    usual = os.umask(0)
    try:
        database = open_database(f"sqlite:///{tmp_path / 'house.db'}", keys)
        with database.transaction(EVERY) as session:
            session.connection().exec_driver_sql("PRAGMA user_version = 7")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
        database.close()
    finally:
        os.umask(usual)
    assert "house.db-wal" in modes
    assert set(modes.values()) == {0o600}, modes


def test_writers_never_lose_what_another_wrote(database: Database, cesis: Tenant) -> None:
    with database.transaction(cesis) as session:
        person_id = builders.person(session, address="0").id

    def add_forty() -> None:
        done = 0
        while done < 40:
            try:
                with database.transaction(cesis) as session:
                    person = session.get_one(Person, person_id)
                    person.address = str(int(person.address) + 1)
                done += 1
            except Outrun:  # PostgreSQL lets several write at once, and tells the slower one
                continue

    writers = [threading.Thread(target=add_forty) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.reading(cesis) as session:
        assert session.get_one(Person, person_id).address == "160"


def test_a_server_keeps_statements_prepared_from_one_session_to_the_next(
    postgres: PostgresServer, postgres_template: str, keys: KeyRing
) -> None:
    """As it would not after a rollback; a reading session that only closed would end in one."""
    with postgres.opened_copy(postgres_template, keys) as opened:
        for _ in range(10):
            with opened.reading(EVERY) as session:
                rows.count(session, Person)
        with opened.engine.connect() as connection:
            kept = connection.exec_driver_sql("SELECT statement FROM pg_prepared_statements").scalars().all()
            bound = cast(Any, connection.connection.dbapi_connection).prepared_max
    assert [statement for statement in kept if "FROM person" in statement]
    assert bound == 500


class WatchedLock:
    """A lock that tells when somebody asks for it."""

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)
        self._lock = threading.Lock()

    def acquire(self, timeout: float) -> bool:
        self.asked.release()
        return self._lock.acquire(timeout=timeout)

    def release(self) -> None:
        self._lock.release()


def test_writers_of_one_process_queue_where_the_next_is_woken_at_once(
    database_file: Path, keys: KeyRing
) -> None:
    """SQLite itself is told here not to wait at all: whoever came beside the queue would be refused."""
    opened = open_database(f"sqlite:///{database_file}", keys)
    event.listen(opened.engine, "checkout", lambda raw, *_: raw.execute("PRAGMA busy_timeout = 0").close())
    queue, go_on = WatchedLock(), threading.Event()
    database = dataclasses.replace(opened, turn=cast("threading.Lock", queue))
    written: list[str] = []

    def write(name: str) -> None:
        with database.transaction(EVERY) as session:
            rows.count(session, Person)  # takes the write lock
            assert go_on.wait(20)
            written.append(name)

    writers = [threading.Thread(target=write, args=(name,)) for name in ("first", "second")]
    for writer in writers:
        writer.start()
        assert queue.asked.acquire(timeout=20)
    go_on.set()
    for writer in writers:
        writer.join(20)
    database.close()
    assert written == ["first", "second"]
    assert isinstance(opened.turn, type(threading.Lock()))


def test_a_failure_leaves_nothing(database: Database, cesis: Tenant) -> None:
    def fail() -> None:
        with database.transaction(cesis) as session:
            builders.person(session)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        fail()
    with database.reading(cesis) as session:
        assert rows.count(session, Person) == 0


def test_rows_stay_usable_after_the_commit(database: Database, cesis: Tenant) -> None:
    with database.transaction(cesis) as session:
        person = builders.person(session, personal_code="010190-12345")
    assert person.personal_code == "010190-12345"


def test_a_reader_sees_one_state_and_does_not_stop_a_writer(database: Database, cesis: Tenant) -> None:
    with database.reading(cesis) as reader:
        before = rows.count(reader, Person)
        with database.transaction(cesis) as writer:
            builders.person(writer)
        assert rows.count(reader, Person) == before
    with database.reading(cesis) as reader:
        assert rows.count(reader, Person) == before + 1


def test_a_reading_session_refuses_to_write(database: Database, cesis: Tenant) -> None:
    with database.reading(cesis) as session:
        session.add(Person(given_name="Anna", family_name="Bērziņa"))
        with pytest.raises(TenantViolation, match="does not write"):
            session.flush()
    with database.reading(cesis) as session:
        attempts: list[Callable[[], object]] = [
            lambda: rows.insert_many(
                session, Person, [{"municipality_id": 1, "given_name": "A", "family_name": "B"}]
            ),
            lambda: rows.change(session, Person, {"address": "x"}, id=1),
            lambda: rows.remove(session, Person, id=1),
        ]
        for attempt in attempts:
            with pytest.raises(TenantViolation, match="does not write"):
                attempt()


def test_refusals_of_the_database_show_no_values(database: Database, cesis: Tenant) -> None:
    def twice() -> None:
        with database.transaction(cesis) as session:
            for _ in range(2):
                builders.person(session, personal_code="010190-12345", email="secret@example.org")

    with pytest.raises(IntegrityError) as refusal:
        twice()
    assert "secret@example.org" not in str(refusal.value)


def test_foreign_keys_hold(database: Database, cesis: Tenant) -> None:
    def dangling() -> None:
        with database.transaction(cesis) as session:
            builders.case(session, recipient_id=99)

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        dangling()


def test_the_kind_of_an_installation_never_changes(database: Database) -> None:
    with database.transaction(EVERY) as session:
        assert found(session, InstallationKind.PRODUCTION, now=builders.NOW) is InstallationKind.TEST


def open_and_close(url: str, keys: KeyRing, *, create: bool = True) -> None:
    open_database(url, keys, create=create, durable=False).close()


def test_what_is_no_database_of_ours_is_refused_in_one_sentence(tmp_path: Path, keys: KeyRing) -> None:
    (tmp_path / "text.db").write_text("this is a letter, not a database\n" * 100)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    (tmp_path / "file").write_text("x")
    for url, words in (
        (f"sqlite:///{tmp_path}/text.db", "not a database"),
        (f"sqlite:///{tmp_path}/other.db", "another program: it has the table songs"),
        (f"sqlite:///{tmp_path}/file/asistents.db", "cannot be made"),
        (f"sqlite:///{tmp_path}", "cannot be used"),
        ("sqlite://", "must be a file"),
        ("nonsense", "not the address of a database"),
    ):
        with pytest.raises(Unusable, match=words):
            open_and_close(url, keys)
    with pytest.raises(Unusable, match="no database yet"):
        open_and_close(f"sqlite:///{tmp_path}/missing.db", keys, create=False)


def test_a_newer_version_and_foreign_keys_are_refused(database_file: Path, keys: KeyRing) -> None:
    with pytest.raises(Unusable, match="does not belong"):
        open_and_close(f"sqlite:///{database_file}", new_key_ring())
    with sqlite3.connect(database_file) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(Unusable, match="newer version"):
        open_and_close(f"sqlite:///{database_file}", keys)


def test_two_databases_in_one_process_never_share_keys(tmp_path: Path, database: Database) -> None:
    other = open_database(f"sqlite:///{tmp_path}/other.db", new_key_ring(), durable=False)
    for each in (database, other):
        with each.transaction(EVERY) as session:
            town = builders.municipality(session, "valka")
            builders.person(session, municipality_id=town.id, personal_code="010190-12345")
    for each in (database, other):
        with each.reading(EVERY) as session:
            [person] = rows.every(session, Person)
            assert person.personal_code == "010190-12345"
    other.close()


def test_a_copy_taken_under_writes_is_whole(
    tmp_path: Path, database_file: Path, database: Database, cesis: Tenant
) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with database.transaction(cesis) as session:
                builders.person(session)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(10):
            target = tmp_path / "copies" / f"{number}.db"
            copy_database(database_file, target)
            require_whole(target)
    finally:
        stop.set()
        writer.join()


def test_a_damaged_copy_is_told(tmp_path: Path, database_file: Path) -> None:
    with pytest.raises(Unusable, match="There is no database"):
        copy_database(tmp_path / "missing.db", tmp_path / "copy.db")
    data = bytearray(database_file.read_bytes())
    data[8192:20480] = b"x" * 12288
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(data)
    with pytest.raises(Unusable):
        require_whole(damaged)
    with sqlite3.connect(database_file) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(
            "INSERT INTO municipality_release (municipality_id, release_id, from_day) VALUES (1, 9, 'x')"
        )
    raw.close()
    with pytest.raises(Unusable, match="damaged"):
        require_whole(database_file)


def test_copies_of_one_installation_share_what_was_compiled_and_others_do_not(
    tmp_path: Path, keys: KeyRing
) -> None:
    one, copy, other = (
        open_database(f"sqlite:///{tmp_path}/{name}.db", ring, durable=False)
        for name, ring in (("one", keys), ("copy", keys), ("other", new_key_ring()))
    )
    assert copy.engine.dialect is one.engine.dialect
    assert copy.engine._compiled_cache is one.engine._compiled_cache
    assert other.engine.dialect is not one.engine.dialect
    assert other.engine._compiled_cache is not one.engine._compiled_cache
    for each in (one, copy, other):
        each.close()
