"""A draft with a new step is played on an installation of its own: by hand, to the end, into a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from engine.drafting.drafts import draft_files
from engine.drafting.publishing import draft_coverage, draft_outlook, rehearsals, scenario_plays
from engine.drafting.publishing.rehearsals import RehearsalState
from engine.drafting.tryouts import tryout_begun, tryout_player, tryout_scenarios, tryouts
from engine.drafting.tryouts.tryout_scenarios import Named
from engine.drafting.tryouts.tryouts import Refusal, Tryout
from engine.errors import EngineError, InvalidAnswers, Refused
from engine.jobs.worker import work_once
from engine.persistence import rows
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.records import Document
from tests.drafting.calling import DIAGRAM, FORM, KEY, REMINDER, TASK, add_the_call
from tests.drafting.changing import begun, put, swap, text
from tests.processes.driver import Story

SCENARIOS = "processes/monthly_confirmation/scenarios/"
BOTH_SIGN = f"{SCENARIOS}signed_by_both.yaml"


@pytest.fixture(scope="module", autouse=True)
def _warm() -> Iterator[None]:
    """One process plays for all of this file."""
    yield
    tryout_player.end()


@pytest.fixture
def draft_id(story: Story) -> int:
    """A draft in which somebody calls the recipient before a month is settled."""
    found = begun(story)
    add_the_call(story, found)
    return found


class Trial:
    """A test run, as the page goes on with it."""

    def __init__(self, story: Story, draft_id: int, start: str = BOTH_SIGN) -> None:
        self.story, self.draft_id = story, draft_id
        self.number = tryout_begun.begin(story.runtime, self.owner, draft_id, DIAGRAM, start)

    @property
    def owner(self) -> Any:
        return self.story.actor("process_owner")

    def look(self) -> Tryout:
        return tryouts.find(self.story.runtime, self.owner, self.draft_id, self.number)

    def go(self, do: str, **more: object) -> Tryout:
        tryouts.play(self.story.runtime, self.owner, self.look(), {"do": do, **more})
        return self.look()

    def waiting(self) -> list[str]:
        return [one["element"] for one in self.look().shown["now"]["tasks"] if one["is_own"]]

    def complete(self, element: str, who: str, **answers: object) -> Tryout:
        (task,) = [one for one in self.look().shown["now"]["tasks"] if one["element"] == element]
        return self.go("complete", task=task["id"], who=who, answers=answers)

    def save(self, name: str = "with_a_call") -> str:
        named = Named(name, "Ar zvanu", "With a call")
        return tryout_scenarios.save(self.story.runtime, self.owner, self.look(), named)


def up_to_the_call(trial: Trial) -> Trial:
    """Both sign; the new step waits."""
    trial.go("pass", day=date(2026, 2, 28))
    entered = {"entries": {"2026-02-03": {"hours": "2", "minutes": "0"}}, "signed": True}
    trial.complete("enter_month", "janis", **entered)
    trial.complete("confirm_month", "anna", verdict="confirmed")
    assert trial.waiting() == [TASK]
    return trial


def test_wrong_answers_and_other_people_are_refused_and_nothing_changes(story: Story, draft_id: int) -> None:
    trial = up_to_the_call(Trial(story, draft_id))
    before = trial.look()
    with pytest.raises(Refusal) as refused:
        trial.complete(TASK, "caseworker")
    assert list(refused.value.fields) == [KEY]
    with pytest.raises(EngineError, match="janis may not do this task"):
        trial.complete(TASK, "janis", **{KEY: "glad"})
    assert trial.look() == before


def test_a_draft_with_a_new_step_is_played_and_its_scenario_goes_as_written(
    story: Story, draft_id: int
) -> None:
    trial = up_to_the_call(Trial(story, draft_id))
    reminded = trial.go("timer").shown["course"][-1]
    assert reminded["passed"] == [REMINDER, "call_reminded"]
    done = trial.complete(TASK, "caseworker", **{KEY: "glad"}).shown
    assert done["now"]["ended"]
    assert [KEY, None, "glad"] in done["course"][-1]["values"]
    assert {"post_to_ledger", TASK, REMINDER, "month_settled"} <= set(done["now"]["passed"])
    assert done["now"]["ledger"] == {"state_pay": 1084, "owed_to_payroll": -1084}

    path = trial.save()
    kept = text(story, draft_id, path)
    assert "  - complete: call_recipient\n    as: caseworker\n    answers: {settle_verdict: glad}\n" in kept
    assert "ended: true" in kept
    assert not trial.look().is_stale, "a scenario more changes nothing that was played"
    with pytest.raises(InvalidAnswers) as taken:
        trial.save()
    assert list(taken.value.fields) == ["name"]
    only(story, draft_id, path)
    rehearsals.ask(story.runtime, trial.owner, draft_id)
    assert work_once(story.runtime, "worker")
    assert rehearsal_of(story, draft_id) == (RehearsalState.GREEN, [])
    covered = draft_coverage.find(story.runtime, trial.owner, draft_id, DIAGRAM)
    assert covered.passed[TASK] == [path]
    assert "record_fallback" in [one.element_id for one in covered.missing]
    assert story.read(lambda session: rows.count(session, ServiceCase)) == 0
    assert story.read(lambda session: rows.count(session, Document)) == 0


def only(story: Story, draft_id: int, path: str) -> None:
    """Leave this scenario of the draft."""
    owner = story.actor("process_owner")
    for one in tryouts.find(story.runtime, owner, draft_id, 1).files:
        if "/scenarios/" in one and one != path:
            draft_files.take_out(story.runtime, owner, draft_id, one, seen=0)


def rehearsal_of(story: Story, draft_id: int) -> tuple[RehearsalState, list[str]]:
    found = draft_outlook.find(story.runtime, story.actor("process_owner"), draft_id).rehearsal
    return found.state, [str(one.message) for one in found.findings]


def test_to_the_end_by_itself_with_the_answers_of_scenarios_and_the_least_that_fits(
    story: Story, draft_id: int
) -> None:
    trial = Trial(story, draft_id)
    trial.go("end")
    done = trial.look()
    assert done.shown["now"]["ended"]
    assert [getattr(one, "task", "clock") for one in done.steps] == [
        "clock",
        "enter_month",
        "confirm_month",
        TASK,
    ]
    assert done.steps[-1].answers == {KEY: "glad"}
    tryouts.take_back(story.runtime, trial.owner, done, 3)
    assert trial.waiting() == [TASK]


def test_a_changed_draft_is_told_and_played_again(story: Story, draft_id: int) -> None:
    trial = Trial(story, draft_id)
    swap(story, draft_id, FORM, "Ko saņēmējs teica?", "Ko saņēmējs atbildēja?")
    assert trial.look().is_stale
    with pytest.raises(EngineError, match="play it again first"):
        trial.save()
    trial.go("")
    assert not trial.look().is_stale
    put(story, draft_id, FORM, "{")
    with pytest.raises(Refused) as refused:
        trial.go("step")
    assert {one.file for one in refused.value.findings} == {FORM}


def test_a_failing_service_task_is_told_with_its_element(story: Story, draft_id: int) -> None:
    booked = '<spiffworkflow:serviceTaskOperator id="post_to_ledger"/>'
    swap(story, draft_id, DIAGRAM, booked, booked.replace("post_to_ledger", "freeze_claim"))
    trial = Trial(story, draft_id)
    with pytest.raises(EngineError):
        trial.go("end")
    (trouble,) = [one for entry in trial.look().shown["course"] for one in entry["troubles"]]
    assert trouble["values"]["element"] == "post_to_ledger"


def test_a_scenario_is_played_with_expected_beside_found(story: Story, draft_id: int) -> None:
    found = scenario_plays.play(story.runtime, story.actor("process_owner"), draft_id, BOTH_SIGN)
    last = found.rows[-1]
    assert [one.is_green for one in found.rows] == [True] * 8 + [False]
    assert ("ended", True, False) in [(one.what, one.wanted, one.found) for one in last.seen if not one.is_so]
    assert TASK in found.current
    swap(story, draft_id, BOTH_SIGN, "- on: 2026-02-28", "- on: 2026-02-01")
    found = scenario_plays.play(story.runtime, story.actor("process_owner"), draft_id, BOTH_SIGN)
    assert "cannot go back" in str(found.rows[1].why)
    assert {one.at for one in found.rows[2:]} == {None}
