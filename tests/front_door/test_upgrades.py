"""A database of an earlier version comes up with its cases in flight, at once or not at all."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text

from engine.clock import VirtualClock
from engine.errors import Unusable
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.database import open_database, open_engine
from engine.persistence.keys import KeyRing, open_key_file
from engine.persistence.migrations import schema
from engine.persistence.queries.soundness import stranded_instances, strays
from engine.persistence.sealing import Door
from engine.persistence.tables import Base
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance
from engine.persistence.types import EncryptedBytes, Sealed
from engine.queue.table_queue import TableQueue
from engine.runtime import EVERY, Runtime
from engine.settings import ROOT, Settings, read_settings
from engine.tasks.tasks import Sent, complete
from engine.upkeep import key_keeping
from tests.long_runs import LONG
from tests.postgres import PostgresServer
from tests.small_house import BEGINS, SmallHouse, found_small

REMINDED = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
NEWEST, ALL = schema._revisions()
MADE_UP = '''
"""A version that comes later: a new table, a new column, rows rewritten."""

from alembic import op

revision = "made_up"
down_revision = "{newest}"


def upgrade():
    op.execute("CREATE TABLE made_up (id BIGINT PRIMARY KEY, task_id BIGINT NOT NULL)")
    op.execute("INSERT INTO made_up SELECT id, id FROM user_task")
    op.execute("ALTER TABLE user_task ADD COLUMN made_up TEXT")
    op.execute("UPDATE user_task SET made_up = element_id")
    op.execute("CREATE INDEX ix_made_up ON user_task (made_up)")
'''


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """An empty database's address."""
    key_file = {"ASISTENTS_KEY_FILE": str(tmp_path / "house.key")}
    if request.param == "sqlite":
        yield read_settings(key_file, database=str(tmp_path / "house.db"))
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create()
    yield read_settings({**key_file, "ASISTENTS_QUEUE": "table"}, database=server.url(name))
    server.drop(name)


@pytest.fixture
def keys(settings: Settings) -> KeyRing:
    return open_key_file(settings.key_file, create=True)


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations of a version that is still to come."""
    folder = tmp_path / "migrations"
    shutil.copytree(ROOT / "engine" / "persistence" / "migrations", folder)
    (folder / "versions" / "made_up.py").write_text(MADE_UP.format(newest=NEWEST), "utf-8")
    return folder


@pytest.fixture
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values are sealed as versions before `data_key` did: by a master, bound to their column alone."""

    def seal(door: Door, column: EncryptedBytes, value: Any, *_: object) -> Sealed:
        sealed = Sealed(door.book.open_keys.keys.seal(column.packed(value), column.label))
        sealed.plain = value
        return sealed

    monkeypatch.setattr(Door, "_seal", seal)
    monkeypatch.setattr(Door, "_tags", lambda door, connection, found, rows: [b""] * len(rows))


def in_flight(house: SmallHouse) -> list[int]:
    """Leave three errands on the way: just begun, half done, reminded; their ids. Closes the house."""
    with later_tables(house.runtime.database.engine):
        ids = [house.start() for _ in range(3)]
        complete(house.runtime, house.actor("ilze"), house.task("ask", ids[1]).id, Sent({"answer": "jā"}, 1))
    house.runtime.database.close()
    return ids


@contextmanager
def later_tables(engine: Engine) -> Iterator[None]:
    """Tables that today's steps look into and an earlier schema did not have: there meanwhile, and empty."""
    there = set(inspect(engine).get_table_names())
    missing = [table for table in Base.metadata.sorted_tables if table.name not in there]
    Base.metadata.create_all(engine, tables=missing)
    yield
    with engine.connect() as connection:
        assert not [one.name for one in missing if connection.execute(select(one)).first()]
    Base.metadata.drop_all(engine, tables=missing)


def opened(settings: Settings, runtime: Runtime) -> SmallHouse:
    clock = VirtualClock(BEGINS)
    runtime.clock = clock
    return SmallHouse(runtime, clock, settings, Path())


def opened_now(settings: Settings, keys: KeyRing) -> SmallHouse:
    """The house as a process of this version sees it that just started."""
    database = open_database(settings.database_url, keys, durable=False)
    runtime = Runtime(database=database, clock=VirtualClock(BEGINS), settings=settings, queue=TableQueue())
    return opened(settings, runtime)


def revision_of(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def finish(house: SmallHouse, ids: list[int], calm: list[str]) -> None:
    """Let the errands, three of each beginning, come to their end, the reminders on the way."""
    house.clock.move_to(REMINDED)
    drain(house.runtime)
    for instance_id in ids:
        if instance_id not in ids[1::3]:
            complete(house.runtime, house.actor("ilze"), house.task("ask", instance_id).id, Sent({}, 1))
        complete(house.runtime, house.actor("valdis"), house.task("approve", instance_id).id, Sent({}, 1))
    assert sorted(calm) == ["note_down"] * len(ids) + ["remind"] * (2 * len(ids) // 3)
    with house.runtime.reading(EVERY) as session:
        found = {one.id: one.status for one in rows.every(session, ProcessInstance)}
        assert found == dict.fromkeys(ids, InstanceStatus.COMPLETED)
        assert (list(strays(session)), list(stranded_instances(session))) == ([], [])


def test_cases_begun_under_every_earlier_version_finish_under_this_one(
    settings: Settings, keys: KeyRing, calm: list[str], as_before: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One house through its whole life: errands begun under each revision go through all that follow.

    On the way every value is sealed anew by the keys of people and municipalities. The ordinary run begins
    errands under the first revision, the last one before this, and each sixth between.
    """
    first, *between = [one for one in reversed(ALL) if one != NEWEST]
    between = between if LONG else between[::-6][::-1]
    monkeypatch.setattr(schema, "_revisions", lambda: (first, ALL))
    ids = in_flight(opened(settings, found_small(settings, keys)))
    for revision in between:
        monkeypatch.setattr(schema, "_revisions", lambda revision=revision: (revision, ALL))
        house = opened_now(settings, keys)
        assert revision_of(house.runtime.database.engine) == revision
        ids += in_flight(house)
    monkeypatch.undo()
    house = opened_now(settings, keys)
    assert revision_of(house.runtime.database.engine) == NEWEST
    columns = {one.column: one.format_1 for one in key_keeping.listed(house.runtime).behind}
    assert columns["process_instance.state"] == len(ids)
    assert key_keeping.reseal(house.runtime, lambda *_: None).values == sum(columns.values())
    assert key_keeping.listed(house.runtime).behind == []
    finish(house, ids, calm)
    house.runtime.database.close()


def test_cases_begun_under_this_version_finish_under_a_later_one(
    settings: Settings, keys: KeyRing, later: Path, calm: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = in_flight(opened(settings, found_small(settings, keys)))
    monkeypatch.setattr(schema, "_FOLDER", later)
    house = opened_now(settings, keys)
    assert revision_of(house.runtime.database.engine) == "made_up"
    finish(house, ids, calm)
    house.runtime.database.close()
    monkeypatch.undo()
    with pytest.raises(Unusable, match="made by a newer version: install that version and start again"):
        opened_now(settings, keys)


def test_a_death_anywhere_in_a_migration_leaves_the_old_version(
    settings: Settings, keys: KeyRing, later: Path, calm: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = in_flight(opened(settings, found_small(settings, keys)))
    assert die(settings, later, step=1) >= 8  # five statements, the version, the commit, the questions before
    monkeypatch.setattr(schema, "_FOLDER", later)
    house = opened_now(settings, keys)
    with house.runtime.reading(EVERY) as session:
        connection = session.connection()
        moved = connection.execute(text("SELECT count(*) FROM made_up")).scalar()
        assert (
            moved
            == connection.execute(text("SELECT count(*) FROM user_task WHERE made_up = element_id")).scalar()
        )
    finish(house, ids, calm)
    house.runtime.database.close()


def test_a_death_while_the_first_tables_are_made_leaves_an_empty_database(
    settings: Settings, keys: KeyRing
) -> None:
    migrations = ROOT / "engine" / "persistence" / "migrations"
    assert die(settings, migrations, step=40) >= 3
    engine = open_engine(settings.database_url, keys)
    assert revision_of(engine) == NEWEST
    assert set(inspect(engine).get_table_names()) >= set(Base.metadata.tables)
    engine.dispose()


def die(settings: Settings, migrations: Path, *, step: int) -> int:
    """Bring the database up in processes that die, each further on than the one before; how many did.

    A death that left anything behind would be met by the next one: a table that is there already, a
    revision that is done, a lock.
    """
    command = [sys.executable, "-m", "tests.front_door.dying", settings.database_url, str(settings.key_file)]
    done = subprocess.run(  # noqa: S603 -- our own interpreter and module
        [*command, str(migrations), str(step)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)
