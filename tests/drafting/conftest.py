"""Stories of drafts: the service's own release, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.persistence.keys import open_key_file
from engine.settings import read_settings
from tests.postgres import PostgresServer
from tests.processes.driver import Story
from tests.processes.stage import Stage, found_stage


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The founded installation that every story on SQLite copies."""
    return found_stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture
def story(stage: Stage, tmp_path: Path) -> Iterator[Story]:
    """A story on a copy of the stage."""
    told = Story(stage.copy(tmp_path), reload=False)
    yield told
    told.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Story]:
    """The same on either database."""
    server: PostgresServer | None = None
    database = str(tmp_path / "house.db")
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        database = server.url(server.create())
    keys = open_key_file(tmp_path / "house.key", create=True)
    told = Story(found_stage(tmp_path, at=(read_settings({}, database=database), keys)), reload=False)
    yield told
    told.nothing_is_left()
    told.close()
