"""Stories whose cases are moved: on SQLite, and on either database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.moving_cases.releases import MovedStory
from tests.stages import Stages, either


@pytest.fixture
def story(stages: Stages, tmp_path: Path) -> Iterator[MovedStory]:
    """A story on a copy of the stage."""
    told = MovedStory(stages.on_sqlite().copy(tmp_path), reload=False)
    yield told
    told.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, stages: Stages, tmp_path: Path) -> Iterator[MovedStory]:
    """The same on either database."""
    told = MovedStory(either(request, stages, tmp_path), reload=False)
    yield told
    told.nothing_is_left()
    told.close()
