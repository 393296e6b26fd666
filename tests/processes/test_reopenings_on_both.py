"""Opening a step again on SQLite and on PostgreSQL, and deaths in the middle of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cases import reopenings
from engine.persistence import rows
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.records import AuditEvent
from engine.persistence.tables.reopenings import Reopening, Superseded
from engine.settings import ROOT
from engine.upkeep import reports
from tests.processes.driver import Story
from tests.processes.roads import assessed, decided, points
from tests.stages import Stages, either


@pytest.fixture(params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, stages: Stages, tmp_path: Path) -> Iterator[Story]:
    """A story whose installation other processes can open."""
    story = Story(either(request, stages, tmp_path), reload=False)
    yield story
    story.nothing_is_left()
    story.close()


def completed(story: Story, element_id: str) -> int:
    """The newest completed task of this name."""
    found = story.read(
        lambda session: rows.every(
            session, UserTask, order_by=["-id"], element_id=element_id, status=TaskStatus.COMPLETED
        )
    )
    return found[0].id


def test_a_step_is_opened_again_and_done_alike(told: Story) -> None:
    assessed(told)
    before = told.values("draft_decision")
    reopenings.reopen(told.runtime, told.actor("head"), completed(told, "assess_need"), "Nepareizi")
    told.complete("assess_need", questionnaire=points(1), assessment_note="")
    told.complete("set_purposes", purposes=["work_study_para"])
    assert {**told.values("draft_decision"), "assessment_id": 0} == {**before, "assessment_id": 0}
    decided(told)
    told.letter_sent("decision_granted", to="anna", says="80")
    assert [one.name for one in reports.verify(told.runtime) if not one.ok] == []


def test_a_death_in_the_middle_leaves_all_or_nothing(told: Story, stages: Stages) -> None:
    """Every death is met by the next try: a half of it would be refused, or done twice."""
    assessed(told)
    task_id = completed(told, "assess_need")
    url = told.stage.settings.database_url
    told.runtime.database.close()
    command = [sys.executable, "-m", "tests.processes.dying_reopening", url, str(stages.key_file)]
    died = subprocess.run(  # noqa: S603 -- our own interpreter and module
        [*command, str(task_id), "3"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert died.returncode == 0, died.stderr
    assert int(died.stdout) >= 5
    told._runtime = told.stage.open(told.clock)
    told.is_waiting_at("assess_need")
    told.case_is("assessing")
    assert told.read(lambda session: rows.count(session, Reopening)) == 1
    assert told.read(lambda session: rows.count(session, AuditEvent, action="task_reopened")) == 1
    kinds = told.read(lambda session: rows.counts_by(session, Superseded, "kind"))
    assert {str(kind): number for kind, number in kinds.items()} == {"task": 2, "assessment": 1}
    told.complete("assess_need", questionnaire=points(1), assessment_note="")
    assert [one.name for one in reports.verify(told.runtime) if not one.ok] == []
