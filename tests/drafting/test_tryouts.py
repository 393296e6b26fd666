"""A draft with a new step is played on an installation of its own: by hand, to the end, into a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from engine.drafting import draft_files, draft_outlook, rehearsals, tryout_player, tryout_scenarios, tryouts
from engine.drafting.rehearsals import RehearsalState
from engine.drafting.tryout_scenarios import Named
from engine.drafting.tryouts import Refusal, Tryout
from engine.errors import EngineError, InvalidAnswers
from engine.jobs.worker import work_once
from engine.persistence import rows
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.records import Document
from tests.drafting.calling import DIAGRAM, KEY, REMINDER, TASK, add_the_call
from tests.drafting.changing import begun, text
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
        self.number = tryouts.begin(story.runtime, self.owner, draft_id, DIAGRAM, start)

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


def test_a_draft_with_a_new_step_is_played_and_its_scenario_goes_as_written(
    story: Story, draft_id: int
) -> None:
    trial = Trial(story, draft_id)
    assert trial.waiting() == ["enter_month"]
    trial.go("pass", day=date(2026, 2, 28))
    entered = {"entries": {"2026-02-03": {"hours": "2", "minutes": "0"}}, "signed": True}
    trial.complete("enter_month", "janis", **entered)
    trial.complete("confirm_month", "anna", verdict="confirmed")
    assert trial.waiting() == [TASK]

    before = trial.look()
    with pytest.raises(Refusal) as refused:
        trial.complete(TASK, "caseworker")
    assert list(refused.value.fields) == [KEY]
    with pytest.raises(EngineError, match="janis may not do this task"):
        trial.complete(TASK, "janis", **{KEY: "glad"})
    assert (trial.look().scenario, trial.waiting()) == (before.scenario, [TASK])

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
