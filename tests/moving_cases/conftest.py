"""Stories whose cases are moved: on SQLite, and on either database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.persistence.keys import open_key_file
from engine.settings import read_settings
from tests.moving_cases.releases import MovedStory
from tests.postgres import PostgresServer
from tests.processes.stage import Stage, found_stage


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The founded installation that every story on SQLite copies."""
    return found_stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture
def story(stage: Stage, tmp_path: Path) -> Iterator[MovedStory]:
    """A story on a copy of the stage."""
    told = MovedStory(stage.copy(tmp_path), reload=False)
    yield told
    told.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, stage: Stage, tmp_path: Path) -> Iterator[MovedStory]:
    """The same on either database."""
    if request.param == "sqlite":
        told = MovedStory(stage.copy(tmp_path), reload=False)
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        keys = open_key_file(tmp_path / "house.key", create=True)
        settings = read_settings({}, database=server.url(server.create()))
        told = MovedStory(found_stage(tmp_path, at=(settings, keys)), reload=False)
    yield told
    told.nothing_is_left()
    told.close()
