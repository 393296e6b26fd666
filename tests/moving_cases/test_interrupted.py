"""A worker dies in the middle of a plan, or steps a case while it is moved: each case is moved once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from engine.moving_cases import carrying, plan_runs, plans
from engine.moving_cases.judging import Verdict, Way, judge
from engine.persistence import rows
from engine.persistence.tables.instances import ProcessInstance, TaskStatus, UserTask
from engine.persistence.tables.moved_cases import MoveState
from engine.persistence.tables.records import AuditEvent
from engine.runtime import Runtime, Session
from engine.settings import ROOT
from engine.upkeep import reports
from tests.moving_cases.releases import (
    CASE,
    MovedStory,
    cases,
    files_of,
    moved,
    planned,
    published,
    renamed,
    states,
)
from tests.stages import Stages

NAMES = {"check_application": "look_at_application"}


def test_a_death_in_the_middle_leaves_each_case_moved_whole_or_not_at_all(
    story: MovedStory, stages: Stages
) -> None:
    for who in ("anna", "pauls"):
        story.apply(who)
    plan_id = planned(story, published(story, renamed(files_of(story), NAMES)), NAMES)
    plans.propose(story.runtime, story.actor("process_owner"), plan_id, "Tāpēc.")
    plans.approve(story.runtime, story.actor("head"), plan_id)
    url = story.stage.settings.database_url
    story.runtime.database.close()
    command = [sys.executable, "-m", "tests.moving_cases.dying_move", url, str(stages.key_file), "29"]
    died = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert died.returncode == 0, died.stderr
    assert int(died.stdout) >= 3
    story._runtime = story.stage.open(story.clock)
    assert states(story, plan_id) == [MoveState.MOVED, MoveState.MOVED]
    assert story.read(lambda session: rows.count(session, AuditEvent, action="case_moved")) == 2
    assert {one.release_id for one in story.read(lambda s: rows.every(s, ProcessInstance))} == {2}
    assert [one.name for one in reports.verify(story.runtime) if not one.ok] == []
    story.close()


def test_whoever_steps_a_case_while_it_is_moved_wins_and_the_move_looks_anew(
    story: MovedStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.apply("anna")
    plan_id = planned(story, published(story, renamed(files_of(story), NAMES)), NAMES)
    looked: list[int] = []

    def judge_and_be_outrun(runtime: Runtime, session: Session, instance_id: int, way: Way) -> Verdict:
        verdict = judge(runtime, session, instance_id, way)
        if not looked:
            story.complete("check_application", application_complete=True)
        looked.append(instance_id)
        return verdict

    monkeypatch.setattr(carrying, "judge", judge_and_be_outrun)
    moved(story, plan_id)
    assert len(looked) == 2
    assert states(story, plan_id) == [MoveState.MOVED]
    story.is_waiting_at("assess_need")
    (case,) = cases(story, plan_id)
    assert case.stands_at != ["Pārbaudīt iesniegumu un dokumentus"]


def test_a_plan_goes_over_its_cases_a_few_at_a_time(
    story: MovedStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_runs, "PORTION", 1)
    for who in ("anna", "pauls"):
        story.apply(who)
    plan_id = planned(story, published(story, renamed(files_of(story), NAMES)), NAMES)
    assert states(story, plan_id) == [MoveState.MOVES, MoveState.MOVES]
    moved(story, plan_id)
    assert states(story, plan_id) == [MoveState.MOVED, MoveState.MOVED]
    assert story.read(lambda s: rows.count(s, ProcessInstance, process_id=CASE, release_id=2)) == 2


def test_answers_that_are_kept_meanwhile_are_not_carried_to_another_form(
    story: MovedStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step that failed keeps the answers with the task and leaves the instance as it is."""
    story.apply("anna")
    plan_id = planned(story, published(story, renamed(files_of(story), NAMES)), NAMES)
    task_id = story.task("check_application").id

    def judge_and_keep_answers(runtime: Runtime, session: Session, instance_id: int, way: Way) -> Verdict:
        verdict = judge(runtime, session, instance_id, way)
        with runtime.transaction(story.stage.tenant) as other:
            rows.change(other, UserTask, {"status": TaskStatus.COMPLETING}, id=task_id)
        return verdict

    monkeypatch.setattr(carrying, "judge", judge_and_keep_answers)
    moved(story, plan_id)
    (case,) = cases(story, plan_id)
    assert case.state is MoveState.CANNOT
    assert "still being worked on" in str(case.sentence)
    assert {one.release_id for one in story.read(lambda s: rows.every(s, ProcessInstance))} == {1}
