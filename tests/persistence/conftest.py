"""A fresh database for each test, SQLite and PostgreSQL in turn, copied from a template made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.persistence.backup import copy_database
from engine.persistence.database import Database, open_database
from engine.persistence.founding import found
from engine.persistence.keys import KeyRing, new_key_ring
from engine.persistence.tables.installation import InstallationKind
from engine.persistence.tenancy import EVERY, Tenant
from engine.upkeep import archives
from tests.persistence import builders
from tests.persistence.trail import happen, seal
from tests.postgres import PostgresServer

DATABASES = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that has the database's file in hand is about SQLite; all others are told on both."""
    if "database" in metafunc.fixturenames:
        kinds = DATABASES[:1] if "database_file" in metafunc.fixturenames else DATABASES
        metafunc.parametrize("database", kinds, indirect=True)


@pytest.fixture(scope="session")
def keys() -> KeyRing:
    return new_key_ring()


def fill(url: str, keys: KeyRing) -> None:
    database = open_database(url, keys, durable=False)
    with database.transaction(EVERY) as session:
        found(session, InstallationKind.TEST, now=builders.NOW)
        builders.municipality(session, "cesis")
        builders.municipality(session, "ogre")
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
def database_file(tmp_path: Path, template: Path) -> Path:
    path = tmp_path / "asistents.db"
    copy_database(template, path)
    return path


@pytest.fixture
def database(request: pytest.FixtureRequest, keys: KeyRing) -> Iterator[Database]:
    """Two municipalities, CESIS and OGRE, and nothing else."""
    if request.param == "sqlite":
        database = open_database(f"sqlite:///{request.getfixturevalue('database_file')}", keys, durable=False)
        yield database
        database.close()
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.opened_copy(request.getfixturevalue("postgres_template"), keys) as copy:
        yield copy


@pytest.fixture
def cesis() -> Tenant:
    return Tenant(1)


@pytest.fixture
def ogre() -> Tenant:
    return Tenant(2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files go."""
    return tmp_path / "archive"


@pytest.fixture
def years(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """2024 and 2025 in one municipality's chain, 2024 in the installation's; moved three events at a time."""
    monkeypatch.setattr(archives, "PORTION", 3)
    happen(database, 2024, 10)
    happen(database, 2024, 2, None)
    happen(database, 2025, 5)
    assert seal(database) == 17
    return database
