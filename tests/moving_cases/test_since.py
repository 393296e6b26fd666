"""What was done to a moved case that is no step of it: a case that is taken back keeps it."""

from __future__ import annotations

import re
from datetime import timedelta

from engine.clock import last_day_of
from engine.inbox import task_deadlines
from engine.moving_cases import plan_runs
from engine.persistence import rows
from engine.persistence.tables.instances import TaskDraft
from engine.persistence.tables.moved_cases import MoveState
from engine.tasks import tasks
from tests.moving_cases.releases import (
    DIAGRAM,
    MovedStory,
    cases,
    changed,
    files_of,
    moved,
    planned,
    published,
    renamed,
    states,
)
from tests.moving_cases.test_plans import NAMES

CHECKED_BY = re.compile(
    r"(check_application\.json\"/>\s*<spiffworkflow:property name=\"role\" value=\")caseworker"
)


def test_a_deadline_that_somebody_moved_since_stays_where_it_was_put(story: MovedStory) -> None:
    story.apply("anna")
    plan_id = planned(story, published(story, renamed(files_of(story), NAMES)), NAMES)
    moved(story, plan_id)
    story.names = NAMES
    day = story.today + timedelta(days=40)
    head, task = story.actor("head"), story.task("check_application")
    task_deadlines.move_deadline(story.runtime, head, task.id, day, "Slimnīcā līdz mēneša beigām")
    plan_runs.undo(story.runtime, head, plan_id)
    story.works()
    story.names = {}
    assert states(story, plan_id) == [MoveState.UNDONE]
    after = story.task("check_application")
    assert after.due_at is not None
    assert last_day_of(after.due_at) == day
    assert after.sort_at == after.due_at


def test_a_case_into_which_somebody_has_typed_since_is_not_taken_back(story: MovedStory) -> None:
    story.apply("anna")
    plan_id = planned(story, published(story, renamed(files_of(story), NAMES)), NAMES)
    moved(story, plan_id)
    story.names = NAMES
    story.clock.pass_time(timedelta(minutes=1))
    task, typed = story.task("check_application"), {"missing_note": "Nav atzinuma"}
    tasks.save_draft(story.runtime, story.actor("caseworker"), task.id, tasks.Sent(typed, task.version))
    plan_runs.undo(story.runtime, story.actor("head"), plan_id)
    story.works()
    (case,) = cases(story, plan_id)
    assert case.state is MoveState.KEPT
    assert str(case.sentence) == (
        "Somebody has typed answers into it since it was moved; it goes on the new way."
    )
    (draft,) = story.read(lambda session: rows.every(session, TaskDraft))
    assert draft.answers == typed


def test_a_task_that_another_role_does_now_is_free_to_be_taken_and_so_it_is_when_it_comes_back(
    story: MovedStory,
) -> None:
    story.apply("anna")
    tasks.claim(story.runtime, story.actor("caseworker"), story.task("check_application").id)
    files = changed(files_of(story), DIAGRAM, lambda text: CHECKED_BY.sub(r"\1head_of_service", text))
    plan_id = planned(story, published(story, files))
    moved(story, plan_id)
    task = story.task("check_application")
    assert (str(task.role), task.assignee_id) == ("head_of_service", None)
    tasks.claim(story.runtime, story.actor("head"), task.id)
    plan_runs.undo(story.runtime, story.actor("head"), plan_id)
    story.works()
    assert states(story, plan_id) == [MoveState.UNDONE]
    task = story.task("check_application")
    assert (str(task.role), task.assignee_id) == ("caseworker", None)
