"""A fresh database for each test, copied from a template: the schema is made once."""

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
from tests.persistence import builders


@pytest.fixture(scope="session")
def keys() -> KeyRing:
    return new_key_ring()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, keys: KeyRing) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    database = open_database(f"sqlite:///{path}", keys, durable=False)
    with database.transaction(EVERY) as session:
        found(session, InstallationKind.TEST, now=builders.NOW)
        builders.municipality(session, "cesis")
        builders.municipality(session, "ogre")
    database.close()
    return path


@pytest.fixture
def database_file(tmp_path: Path, template: Path) -> Path:
    path = tmp_path / "asistents.db"
    copy_database(template, path)
    return path


@pytest.fixture
def database(database_file: Path, keys: KeyRing) -> Iterator[Database]:
    """Two municipalities, CESIS and OGRE, and nothing else."""
    database = open_database(f"sqlite:///{database_file}", keys, durable=False)
    yield database
    database.close()


@pytest.fixture
def cesis() -> Tenant:
    return Tenant(1)


@pytest.fixture
def ogre() -> Tenant:
    return Tenant(2)
