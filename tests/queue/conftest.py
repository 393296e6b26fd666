"""A fresh database, and each adapter in turn: a new one joins the list and must keep the same contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.persistence.backup import copy_database
from engine.persistence.database import Database, open_database
from engine.persistence.keys import KeyRing, new_key_ring
from engine.persistence.tenancy import EVERY, Tenant
from engine.queue.port import JobQueue
from engine.queue.procrastinate_queue import ProcrastinateQueue
from engine.queue.table_queue import TableQueue
from tests.persistence import builders
from tests.postgres import PostgresServer

# adapter and the databases it works on
ADAPTERS: dict[str, tuple[str, Callable[[], JobQueue]]] = {
    "table-sqlite": ("sqlite", TableQueue),
    "table-postgresql": ("postgresql", TableQueue),
    "procrastinate": ("postgresql", ProcrastinateQueue),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every promise is kept by every adapter on every database it is for; test_NAME_queue is about one."""
    if "queue" in metafunc.fixturenames:
        named = [name for name in ADAPTERS if metafunc.module.__name__.endswith(f"test_{name}_queue")]
        metafunc.parametrize("adapter", named or ADAPTERS, indirect=True, scope="function")


@pytest.fixture(scope="session")
def keys() -> KeyRing:
    return new_key_ring()


def fill(url: str, keys: KeyRing) -> None:
    """Two municipalities; instances 1 and 2 in the first, 3 in the second."""
    database = open_database(url, keys, durable=False)
    with database.transaction(EVERY) as session:
        for code in ("cesis", "ogre"):
            builders.municipality(session, code)
    for municipality_id in (1, 1, 2):
        with database.transaction(Tenant(municipality_id)) as session:
            builders.instance(session)
    database.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, keys: KeyRing) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    fill(f"sqlite:///{path}", keys)
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer, keys: KeyRing) -> str:
    name = postgres.create()
    fill(postgres.url(name), keys)
    return name


@pytest.fixture
def adapter(request: pytest.FixtureRequest) -> str:
    """The adapter that the test is told with."""
    return str(getattr(request, "param", "table-sqlite"))


@pytest.fixture
def database(
    adapter: str, tmp_path: Path, keys: KeyRing, request: pytest.FixtureRequest
) -> Iterator[Database]:
    """A fresh database of the kind that the adapter is for."""
    if ADAPTERS[adapter][0] == "sqlite":
        path = tmp_path / "asistents.db"
        copy_database(request.getfixturevalue("template"), path)
        database = open_database(f"sqlite:///{path}", keys, durable=False)
        yield database
        database.close()
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.opened_copy(request.getfixturevalue("postgres_template"), keys) as copy:
        yield copy


@pytest.fixture
def queue(adapter: str) -> JobQueue:
    """The queue under test."""
    return ADAPTERS[adapter][1]()
