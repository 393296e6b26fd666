"""A plan is tried out, approved by a second person, done; what was moved goes on or is taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.cases import case_holding
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.moving_cases import plan_runs, plans
from engine.persistence import rows
from engine.persistence.tables.instances import ProcessInstance, TaskAnswers, TaskDraft, Timer, UserTask
from engine.persistence.tables.moved_cases import MovePlan, MoveState, PlanState
from engine.persistence.tables.records import AuditEvent
from engine.tasks import tasks
from tests.moving_cases.releases import (
    CASE,
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
    stored,
)

NAMES = {"check_application": "look_at_application"}
FORM = f"forms/{CASE}/look_at_application.json"


def released_on(story: MovedStory) -> list[int]:
    found = story.read(lambda session: rows.every(session, ProcessInstance, order_by=["id"], process_id=CASE))
    return [one.release_id for one in found]


def plan_of(story: MovedStory, plan_id: int) -> MovePlan:
    return story.read(lambda session: session.get_one(MovePlan, plan_id))


def test_the_whole_road_on_either_database(told: MovedStory) -> None:
    told.apply("pauls")
    told.complete("check_application", application_complete=True)
    told.apply("anna")
    files = changed(renamed(files_of(told), NAMES), DIAGRAM, lambda text: text.replace(
        'name="Pārbaudīt iesniegumu un dokumentus"', 'name="Apskatīt iesniegumu"'))  # fmt: skip
    new = published(told, files)
    plan_id = planned(told, new, NAMES)
    assert states(told, plan_id) == [MoveState.MOVES, MoveState.MOVES]
    assert released_on(told) == [1, 1]  # nothing was changed
    moved(told, plan_id)
    assert states(told, plan_id) == [MoveState.MOVED, MoveState.MOVED]
    assert plan_of(told, plan_id).state is PlanState.MOVED
    assert released_on(told) == [new, new]
    open_now = {one.element_id: one.title_lv for one in told.open_tasks()}
    assert open_now["look_at_application"] == "Apskatīt iesniegumu"
    answered = told.read(lambda session: rows.every(session, TaskAnswers))
    assert [(one.release_id, one.form_path) for one in answered] == [
        (1, f"forms/{CASE}/check_application.json")
    ]
    told.names = NAMES
    told.complete("check_application", application_complete=True)
    told.is_waiting_at("assess_need")
    told.complete("assess_need", questionnaire={f"q{one:02d}": 1 for one in range(1, 13)}, assessment_note="")
    assert told.read(lambda session: rows.count(session, AuditEvent, action="case_moved")) == 2


def test_a_case_that_cannot_move_says_why_and_stays_as_it_is(story: MovedStory) -> None:
    story.apply("anna")
    story.apply("pauls")
    story.complete("check_application", application_complete=True)
    plan_id = planned(story, published(story, renamed(files_of(story), NAMES)))
    first, second = cases(story, plan_id)
    assert (first.state, second.state) == (MoveState.CANNOT, MoveState.MOVES)
    assert str(first.sentence) == (
        "The new diagram has no “Pārbaudīt iesniegumu un dokumentus”, at which the case stands."
    )
    assert first.stands_at == ["Pārbaudīt iesniegumu un dokumentus"]
    moved(story, plan_id)
    assert states(story, plan_id) == [MoveState.CANNOT, MoveState.MOVED]
    assert released_on(story) == [1, 2]


def test_a_held_case_and_a_step_without_a_form_are_refused(story: MovedStory) -> None:
    case_id = story.apply("anna")
    case_holding.hold(story.runtime, story.actor("head"), case_id, "Gaidām tiesu")
    story.apply("pauls")
    files = renamed(files_of(story), NAMES)
    del files[FORM]
    plan_id = planned(story, published(story, files), NAMES)
    assert [str(one.sentence) for one in cases(story, plan_id)] == [
        "It is held. Resume it first, then move it.",
        "The new release has no form for “Pārbaudīt iesniegumu un dokumentus”.",
    ]


def test_drafts_go_along_and_what_has_no_place_is_kept_and_told(story: MovedStory) -> None:
    story.apply("anna")
    worker, task = story.actor("caseworker"), story.task("check_application")
    typed = {"application_complete": "false", "missing_note": "Nav atzinuma", "old_question": "jā"}
    tasks.save_draft(story.runtime, worker, task.id, tasks.Sent(typed, task.version))
    plan_id = planned(story, published(story, renamed(files_of(story), NAMES)), NAMES)
    moved(story, plan_id)
    (case,) = cases(story, plan_id)
    (draft,) = story.read(lambda session: rows.every(session, TaskDraft))
    assert "old_question" not in draft.answers
    assert draft.answers["application_complete"] == "false"
    assert ["Pārbaudīt iesniegumu un dokumentus", "old_question"] in case.told
    plan_runs.undo(story.runtime, story.actor("head"), plan_id)
    story.works()
    (draft,) = story.read(lambda session: rows.every(session, TaskDraft))
    assert draft.answers == typed


def test_what_was_moved_is_taken_back_while_nothing_was_done_since(told: MovedStory) -> None:
    told.apply("anna")
    told.apply("pauls")
    before = {one.instance_id: (one.element_id, one.title_lv, one.due_at) for one in told.open_tasks()}
    plan_id = planned(told, published(told, renamed(files_of(told), NAMES)), NAMES)
    moved(told, plan_id)
    told.names = NAMES
    told.complete("check_application", application_complete=True)
    plan_runs.undo(told.runtime, told.actor("head"), plan_id)
    told.works()
    first, second = cases(told, plan_id)
    assert (first.state, second.state) == (MoveState.UNDONE, MoveState.KEPT)
    assert str(second.sentence) == "Something was done in it since it was moved; it goes on the new way."
    assert released_on(told) == [1, 2]
    instance_id = first.instance_id
    after = {one.instance_id: (one.element_id, one.title_lv, one.due_at) for one in told.open_tasks()}
    assert after[instance_id] == before[instance_id]
    told.names = {}
    told.case_id = first.case_id or 0
    told.complete("check_application", application_complete=True)
    told.is_waiting_at("assess_need")
    assert plan_of(told, plan_id).state is PlanState.UNDONE


def test_one_case_is_taken_back_by_itself_or_says_why_not(story: MovedStory) -> None:
    story.apply("anna")
    story.apply("pauls")
    plan_id = planned(story, published(story, renamed(files_of(story), NAMES)), NAMES)
    moved(story, plan_id)
    story.names = NAMES
    story.complete("check_application", application_complete=True)
    first, second = cases(story, plan_id)
    plan_runs.undo_case(story.runtime, story.actor("head"), plan_id, first.id)
    with pytest.raises(EngineError, match="done in it since"):
        plan_runs.undo_case(story.runtime, story.actor("head"), plan_id, second.id)
    assert states(story, plan_id) == [MoveState.UNDONE, MoveState.KEPT]


def test_two_people_and_a_plan_that_was_tried_as_it_is(story: MovedStory) -> None:
    story.apply("anna")
    runtime, owner = story.runtime, story.actor("process_owner")
    plan_id = planned(story, published(story, renamed(files_of(story), NAMES)), NAMES)
    plans.write(runtime, owner, plan_id, {}, keeps_times=False, seen=1)
    with pytest.raises(EngineError, match="Try the plan out first"):
        plans.propose(runtime, owner, plan_id, "Tāpēc.")
    with pytest.raises(EngineError, match="Somebody else changed the plan"):
        plans.write(runtime, owner, plan_id, NAMES, keeps_times=True, seen=1)
    plan_runs.try_out(runtime, owner, plan_id)
    story.works()
    with pytest.raises(InvalidAnswers):
        plans.propose(runtime, owner, plan_id, " ")
    plans.propose(runtime, owner, plan_id, "Tāpēc.")
    with pytest.raises(EngineError, match="somebody else decides"):
        plans.approve(runtime, owner, plan_id)
    with pytest.raises(NotFound):
        plans.approve(runtime, story.actor("caseworker"), plan_id)
    plans.send_back(runtime, story.actor("head"), plan_id, "Ne tagad")
    assert plan_of(story, plan_id).state is PlanState.OPEN
    plans.withdraw(runtime, owner, plan_id)
    assert released_on(story) == [1]


def test_a_step_is_mapped_onto_one_of_its_kind_and_once(story: MovedStory) -> None:
    new = published(story, renamed(files_of(story), {**NAMES, "assess_need": "judge_need"}))
    owner = story.actor("process_owner")
    plan_id = plans.begin(story.runtime, owner, CASE, 1, new)
    for wrong in (
        {"check_application": "judge_need", "assess_need": "judge_need"},
        {"check_application": "prepare_decision"},
        {"draft_decision": "judge_need"},
    ):
        with pytest.raises(InvalidAnswers):
            plans.write(story.runtime, owner, plan_id, wrong, keeps_times=True, seen=0)


def test_cases_go_to_releases_that_the_municipality_uses(story: MovedStory) -> None:
    new = stored(story, renamed(files_of(story), NAMES))
    with pytest.raises(InvalidAnswers) as invalid:
        plans.begin(story.runtime, story.actor("process_owner"), CASE, 1, new)
    assert list(invalid.value.fields) == ["to"]


def test_an_open_page_of_a_moved_task_is_told_and_its_row_is_found(story: MovedStory) -> None:
    story.apply("anna")
    before = story.task("check_application")
    moved(story, planned(story, published(story, renamed(files_of(story), NAMES)), NAMES))
    (row,) = story.read(lambda session: rows.every(session, UserTask, element_id="look_at_application"))
    assert (row.id, row.task_uid, row.version) == (before.id, before.task_uid, before.version + 1)


@pytest.mark.parametrize("keeps", [True, False])
def test_timers_and_due_days_stay_or_are_computed_anew_and_come_back(story: MovedStory, keeps: bool) -> None:
    story.apply("anna")

    def times() -> tuple[datetime | None, list[tuple[str, datetime]]]:
        timers = story.read(lambda session: rows.every(session, Timer, order_by=["element_id"]))
        return story.task("check_application").due_at, [(one.element_id, one.due_at) for one in timers]

    before = times()
    files = files_of(story)
    for old, new in (("today(), 5)", "today(), 9)"), ("term_starts_on, 21)", "term_starts_on, 14)")):
        files = changed(files, DIAGRAM, lambda text, old=old, new=new: text.replace(old, new))  # type: ignore[misc]
    plan_id = planned(story, published(story, files), keeps=keeps)
    moved(story, plan_id)
    assert states(story, plan_id) == [MoveState.MOVED]
    (old_due, old_timers), (new_due, new_timers) = before, times()
    assert old_due is not None
    assert new_due == (old_due if keeps else old_due + timedelta(days=4))
    differ = [(old, new) for old, new in zip(old_timers, new_timers, strict=True) if old != new]
    assert [new[1] - old[1] for old, new in differ] == ([] if keeps else [timedelta(days=-7)])
    plan_runs.undo(story.runtime, story.actor("head"), plan_id)
    story.works()
    assert times() == before
