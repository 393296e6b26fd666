"""Stories of drafts: the service's own release, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.driver import Story
from tests.stages import Stages, either


@pytest.fixture
def story(stages: Stages, tmp_path: Path) -> Iterator[Story]:
    """A story on a copy of the stage."""
    told = Story(stages.on_sqlite().copy(tmp_path), reload=False)
    yield told
    told.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, stages: Stages, tmp_path: Path) -> Iterator[Story]:
    """The same on either database."""
    told = Story(either(request, stages, tmp_path), reload=False)
    yield told
    told.nothing_is_left()
    told.close()
