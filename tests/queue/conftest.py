"""A fresh database, and each adapter in turn: a new one joins the list and must keep the same contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.persistence.backup import copy_database
from engine.persistence.database import Database, open_database
from engine.persistence.keys import KeyRing, new_key_ring
from engine.persistence.tenancy import EVERY, Tenant
from engine.queue.port import JobQueue
from engine.queue.table_queue import TableQueue
from tests.persistence import builders

ADAPTERS = {"table": TableQueue}


@pytest.fixture(scope="session")
def keys() -> KeyRing:
    return new_key_ring()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, keys: KeyRing) -> Path:
    """Two municipalities; instances 1 and 2 in the first, 3 in the second."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    database = open_database(f"sqlite:///{path}", keys, durable=False)
    with database.transaction(EVERY) as session:
        for code in ("cesis", "ogre"):
            builders.municipality(session, code)
    for municipality_id in (1, 1, 2):
        with database.transaction(Tenant(municipality_id)) as session:
            builders.instance(session)
    database.close()
    return path


@pytest.fixture
def database(tmp_path: Path, template: Path, keys: KeyRing) -> Iterator[Database]:
    path = tmp_path / "asistents.db"
    copy_database(template, path)
    database = open_database(f"sqlite:///{path}", keys, durable=False)
    yield database
    database.close()


@pytest.fixture(params=ADAPTERS)
def queue(request: pytest.FixtureRequest) -> JobQueue:
    adapter: JobQueue = ADAPTERS[request.param]()
    return adapter
