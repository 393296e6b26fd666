"""A road told before is put in place as it was told; one that begins otherwise is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from engine.persistence import rows
from engine.persistence.tables.cases import ServiceCase
from tests.processes import remembered as remembering
from tests.processes.driver import Story
from tests.processes.remembered import remembered
from tests.stages import Stages

TOLD: list[str] = []


@remembered
def applied(story: Story, who: str = "anna") -> int:
    TOLD.append(who)
    case_id = story.apply(who)
    story.clock.pass_time(timedelta(hours=1))
    return case_id


@pytest.fixture(autouse=True)
def nothing_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_ENDS", {})
    TOLD.clear()


def begun(stages: Stages, folder: Path, *, reload: bool) -> Story:
    folder.mkdir()
    return Story(stages.on_sqlite().copy(folder), reload=reload)


@pytest.mark.parametrize("reload", [True, False])
def test_a_road_told_once_is_put_in_place_under_an_open_house(
    stages: Stages, tmp_path: Path, *, reload: bool
) -> None:
    ends = []
    for number in range(2):
        story = begun(stages, tmp_path / str(number), reload=reload)
        answer = applied(story)
        case = story.read(lambda session: rows.every(session, ServiceCase))
        ends.append((answer, story.case_id, story.clock.now(), [(one.id, one.state) for one in case]))
        story.is_waiting_at("check_application")
        story.complete("check_application", application_complete=True)
        story.is_waiting_at("assess_need")
        story.nothing_is_left()
        story.close()
    assert ends[0] == ends[1]
    assert TOLD == ["anna"]


@pytest.mark.parametrize("differs", ["row", "clock", "words"])
def test_a_story_that_differs_tells_its_road_itself(stages: Stages, tmp_path: Path, differs: str) -> None:
    first, second = (begun(stages, tmp_path / str(number), reload=False) for number in range(2))
    applied(first)
    if differs == "row":
        second.apply("pauls")
    if differs == "clock":
        second.clock.pass_time(timedelta(minutes=1))
    applied(second, *(["elina"] if differs == "words" else []))
    assert ["anna", "elina" if differs == "words" else "anna"] == TOLD
    first.close()
    second.close()
