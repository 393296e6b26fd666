"""Running cases come in beside cases of the house, on either database: no number is given twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.persistence import rows
from engine.persistence.tables.cases import Decision
from tests.processes.driver import Story
from tests.processes.roads import assessed, decided
from tests.processes.running_cases import ELINA, taken_over
from tests.stages import Stages, either


@pytest.fixture(params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, stages: Stages, tmp_path: Path) -> Iterator[Story]:
    """A story on either database."""
    story = Story(either(request, stages, tmp_path), reload=False)
    yield story
    story.nothing_is_left()
    story.close()


def test_a_case_is_taken_over_after_a_decision_was_made_here(told: Story) -> None:
    assessed(told)
    decided(told)
    done = taken_over(told, ELINA)
    assert len(done.entered) == 1
    assert told.read(lambda session: rows.count(session, Decision)) == 2
