"""Every story is told on its own copy of the stage; at its end nothing may be left lying about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.long_runs import TELLINGS
from tests.processes.driver import Story
from tests.processes.stage import UNDER_MK_316, UNDER_MK_942, Stage
from tests.stages import Stages


@pytest.fixture(scope="session")
def stage(stages: Stages) -> Stage:
    """The founded installation that every story copies."""
    return stages.on_sqlite()


@pytest.fixture(scope="session")
def stage_of_2021(stages: Stages) -> Stage:
    """The same in 2021, in a municipality that goes by MK 942."""
    return stages.on_sqlite(UNDER_MK_942)


def tell(stage: Stage, folder: Path, request: pytest.FixtureRequest) -> Iterator[Story]:
    """A story on a copy of the stage; at its end nothing may be left."""
    told = Story(stage.copy(folder), reload=request.param == "reloaded")
    yield told
    told.nothing_is_left()
    told.close()


@pytest.fixture(params=TELLINGS)
def old_story(stage_of_2021: Stage, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Story]:
    """A story under the existing order, told like every other."""
    yield from tell(stage_of_2021, tmp_path, request)


@pytest.fixture(scope="session")
def stage_of_the_law(stages: Stages) -> Stage:
    """The same in a municipality that goes by MK 316, the law in force."""
    return stages.on_sqlite(UNDER_MK_316)


@pytest.fixture(params=TELLINGS)
def new_story(stage_of_the_law: Stage, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Story]:
    """A story under MK 316, told like every other."""
    yield from tell(stage_of_the_law, tmp_path, request)


@pytest.fixture(params=TELLINGS)
def story(stage: Stage, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Story]:
    """A story, told with everything reloaded before every sentence; in the long run straight as well."""
    yield from tell(stage, tmp_path, request)
