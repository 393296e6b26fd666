"""A case moved at any wait state gives the letters, hours and money of one that began on the new release."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from engine.persistence import rows
from engine.persistence.queries import sums
from engine.persistence.tables.cases import Decision
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.moved_cases import MoveState
from engine.persistence.tables.records import Document
from engine.releases import deployments
from tests.moving_cases.releases import (
    CASE,
    Files,
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
from tests.processes.roads import REASONS, points
from tests.stages import Stages

MONTH = "monthly_confirmation"
NAMES = {
    "check_application": "look_at_application",
    "set_purposes": "choose_purposes",
    "choose_assistant": "find_assistant",
}
ENDS = date(2026, 2, 28)
Step = Callable[[MovedStory], object]


def _draft(story: MovedStory) -> None:
    proposed = story.values()
    names = ("proposed_hours", "proposed_valid_from", "proposed_valid_to")
    hours, first, last = (proposed[one] for one in names)
    terms = {"decision_hours": hours, "valid_from": first, "valid_to": last}
    story.complete("draft_decision", decision_outcome="granted", decision_reasons=REASONS, **terms)


def _assistant(story: MovedStory) -> None:
    who, today = story.person_id("janis"), story.today
    story.complete("choose_assistant", assistant_id=who, contract_form="contract_for_work", first_day=today)


def _office_signs(story: MovedStory) -> None:
    story.complete("sign_contract_office", signing_method_office="secure_e_signature")
    story.works()


ROAD: Sequence[Step] = (
    lambda story: story.complete("check_application", application_complete=True),
    lambda story: story.complete("assess_need", questionnaire=points(1), assessment_note=""),
    lambda story: story.complete("set_purposes", purposes=["work_study_para"]),
    _draft,
    lambda story: story.complete("approve_decision", approval="approved"),
    _assistant,
    lambda story: story.complete(
        "sign_contract_recipient", signing_method_recipient="by_hand", plain_signature_agreed=True
    ),
    lambda story: story.complete(
        "sign_contract_assistant", signing_method_assistant="by_hand", plain_signature_agreed=True
    ),
    _office_signs,
    lambda story: story.on(ENDS),
    lambda story: story.complete(
        "enter_month", period="2026-02", entries={"2026-02-10": 240, "2026-02-17": 360}, signed=True
    ),
    lambda story: story.complete("confirm_month", period="2026-02", verdict="confirmed"),
    lambda story: story.works(),
)


def newer(story: MovedStory) -> Files:
    """Other names for steps, other words, and a step more further on, in both processes."""
    files = renamed(files_of(story), NAMES)
    for process in (CASE, MONTH):
        path = f"processes/{process}/{process}.bpmn"
        files = changed(files, path, lambda text: re.sub(r'(<bpmn:userTask [^>]*name=")', r"\1Tagad: ", text))
        files = changed(files, path, _with_a_step_more)
    return files


LATER = {CASE: "activate_contract", MONTH: "post_to_ledger"}


def _with_a_step_more(text: str) -> str:
    """A script before the step at which the process has nearly done its work."""
    target = next(one for one in LATER.values() if f'id="{one}"' in text)
    flow = re.search(rf'<bpmn:sequenceFlow id="(\w+)"[^>]*targetRef="{target}"', text)
    assert flow
    script = '<bpmn:scriptTask id="think_again"><bpmn:script>thought = True</bpmn:script></bpmn:scriptTask>'
    onwards = f'<bpmn:sequenceFlow id="think_on" sourceRef="think_again" targetRef="{target}" />'
    there = flow[0].replace(f'targetRef="{target}"', 'targetRef="think_again"')
    text = text.replace(flow[0], f"{script}{onwards}{there}")
    shape = '<bpmndi:BPMNShape id="think_again_di" bpmnElement="think_again">'
    shape += '<dc:Bounds x="10" y="10" width="100" height="80" /></bpmndi:BPMNShape></bpmndi:BPMNPlane>'
    return text.replace("</bpmndi:BPMNPlane>", shape)


def results(story: MovedStory) -> dict[str, object]:
    """Everything that people get or are paid."""
    letters = story.read(lambda session: rows.every(session, Document, order_by=["id"]))
    hours = story.read(lambda session: rows.every(session, Decision, order_by=["id"]))
    months = story.read(lambda session: rows.every(session, ServiceMonth, order_by=["id"]))
    return {
        "letters": [(one.kind, one.person_id, one.markdown) for one in letters],
        "hours": [(one.hours_per_month, one.valid_from, one.valid_to) for one in hours],
        "months": [(one.period, one.state, one.payable_minutes) for one in months],
        "money": {str(account): value for account, value in story.read(sums.balances).items() if value},
    }


@pytest.fixture(scope="module")
def began_there() -> dict[str, object]:
    """What comes of a case that began on the new release; told once."""
    return {}


def told_there(story: MovedStory, known: dict[str, object]) -> dict[str, object]:
    if not known:
        release_id = published(story, newer(story))
        deployments.take_into_use(story.runtime, story.tenant, release_id, story.today)
        story.names = NAMES
        story.apply("anna")
        for step in ROAD:
            step(story)
        known.update(results(story))
    return known


def move_all(story: MovedStory, release_id: int) -> None:
    """Whatever runs of the two processes goes to the new release."""
    for process in (CASE, MONTH):
        plan_id = planned(story, release_id, NAMES if process == CASE else {}, process=process)
        found = states(story, plan_id)
        assert set(found) <= {MoveState.MOVES}
        if found:
            moved(story, plan_id)
            assert set(states(story, plan_id)) == {MoveState.MOVED}
    story.names = NAMES


def told_with_a_move(story: MovedStory, at: int) -> dict[str, object]:
    release_id = published(story, newer(story))
    deployments.take_into_use(story.runtime, story.tenant, release_id, date(2026, 2, 3))
    story.apply("anna")
    for number, step in enumerate(ROAD):
        if number == at:
            move_all(story, release_id)
        step(story)
    return results(story)


def test_what_a_case_that_began_there_comes_to(story: MovedStory, began_there: dict[str, object]) -> None:
    found = told_there(story, began_there)
    assert found["money"]
    assert len(found["letters"]) > 5  # type: ignore[arg-type]


@pytest.mark.parametrize("at", [1, 7, 10])
def test_moved_in_a_called_process_among_signatures_and_in_a_month(
    stages: Stages, story: MovedStory, began_there: dict[str, object], at: int, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    fresh = MovedStory(stages.on_sqlite().copy(tmp_path / "there"), reload=False)
    wanted = told_there(fresh, began_there)
    fresh.close()
    assert told_with_a_move(story, at) == wanted
    story.nothing_is_left()


def test_a_month_that_one_side_has_signed_stays_where_both_see_the_same(story: MovedStory) -> None:
    story.apply("anna")
    for step in ROAD[:11]:
        step(story)
    plan_id = planned(story, published(story, newer(story)), process=MONTH)
    (case,) = cases(story, plan_id)
    assert str(case.sentence) == (
        "Somebody has signed this month as its release shows it; both sides sign the same release."
    )
