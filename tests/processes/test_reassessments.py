"""The head has a running case assessed again by somebody else; other hours lead to a changed decision."""

from __future__ import annotations

from datetime import date

import pytest

from engine.case_files import controls
from engine.errors import EngineError, NotFound
from engine.persistence import rows
from engine.persistence.tables.cases import Contract, Decision
from engine.persistence.tables.instances import UserTaskPerson
from engine.upkeep import reports
from tests.processes.driver import Story
from tests.processes.roads import REASONS, in_force, points
from tests.processes.running_cases import ANNA, taken_over

WHY = "Stundas šķiet par maz."


def ordered(story: Story) -> None:
    story.receives("reassessment_ordered", as_="head", reassessment_reason=WHY)


def assessed_again(story: Story, each: int) -> None:
    story.complete("reassess_need", as_="other_caseworker", questionnaire=points(each), assessment_note="")


def changed(story: Story, **changes: object) -> None:
    proposed = story.values("draft_changed_decision")
    answers = {
        "changed_outcome": proposed["change_proposed_outcome"],
        "changed_hours": proposed["change_proposed_hours"],
        "changed_valid_from": proposed["change_proposed_valid_from"],
        "changed_valid_to": proposed["change_proposed_valid_to"],
        "changed_reasons": REASONS,
    }
    story.complete("draft_changed_decision", **(answers | changes))


def seen(story: Story) -> controls.SecondLook:
    (found,) = controls.overview(story.runtime, story.actor("head"), 2026).second_looks
    return found


def test_the_same_hours_change_nothing(story: Story) -> None:
    in_force(story)
    ordered(story)
    assert story.waiting() == ["reassess_need"]
    story.case_is("active")
    assessed_again(story, 1)
    assert story.waiting() == []
    found = seen(story)
    assert (found.earlier.assessor, found.second.assessor) == ("Ilze Ozola", "Dace Liepa")
    assert (found.earlier.hours, found.second.hours, found.reason) == (80, 80, WHY)
    assert (found.decision_number, found.is_over) == (None, True)
    assert story.read(lambda s: rows.count(s, Decision)) == 1


def test_other_hours_lead_to_a_changed_decision_that_the_contract_follows(story: Story) -> None:
    in_force(story)
    ordered(story)
    assessed_again(story, 2)
    story.is_waiting_at("draft_changed_decision")
    assert story.values("draft_changed_decision")["earlier_hours"] == 80
    changed(story)
    story.complete("approve_changed_decision", change_approval="returned", change_note="Īsāk.")
    changed(story)
    story.complete("approve_changed_decision", change_approval="approved")
    story.case_is("active")
    contract = story.contract("janis")
    assert (contract.hours_per_month, contract.state) == (160, "active")
    first, second = story.read(lambda s: rows.every(s, Decision, order_by=["id"]))
    assert (first.replaced_by, second.number, second.hours_per_month) == (second.id, "2026-000001/L2", 160)
    assert (second.drafted_by, second.approved_by) == (
        story.actor("caseworker").user_id,
        story.actor("head").user_id,
    )
    story.letter_sent("decision_granted", to="anna", says="160", times=2)
    found = seen(story)
    assert (found.earlier.score, found.second.score) == (12, 24)
    assert (found.earlier.hours, found.second.hours, found.decision_number) == (80, 160, "2026-000001/L2")
    story.on(date(2026, 3, 1))
    assert story.month("2026-03").granted_minutes == 160 * 60
    story.receives("service_withdrawn", ends_on=story.today)
    story.is_ended()
    assert [one.name for one in reports.verify(story.runtime) if not one.ok] == []


def test_no_need_found_ends_the_service(story: Story) -> None:
    in_force(story)
    ordered(story)
    assessed_again(story, 0)
    story.complete("draft_changed_decision", changed_outcome="refused", changed_reasons=REASONS)
    story.complete("approve_changed_decision", change_approval="approved")
    story.is_ended()
    assert story.contract("janis").state == "ended"


def test_whoever_assessed_first_does_not_assess_again(story: Story) -> None:
    in_force(story)
    ordered(story)
    with pytest.raises(NotFound):
        story.complete("reassess_need", as_="caseworker", questionnaire=points(2), assessment_note="")
    assert story.read(lambda s: rows.count(s, UserTaskPerson, task_id=story.task("reassess_need").id)) == 0
    assessed_again(story, 2)


def test_only_the_head_orders_it_and_once_at_a_time(story: Story) -> None:
    in_force(story)
    for who in ("caseworker", "anna", "auditor"):
        with pytest.raises(NotFound):
            story.receives("reassessment_ordered", as_=who, reassessment_reason=WHY)
    ordered(story)
    with pytest.raises(EngineError, match="ordered before and is not done yet"):
        ordered(story)
    assessed_again(story, 1)
    ordered(story)
    assert story.waiting() == ["reassess_need"]


def test_a_child_is_not_assessed_again(story: Story) -> None:
    in_force(story, "elina")
    with pytest.raises(EngineError, match="A child is not assessed"):
        ordered(story)


def test_a_case_taken_over_is_assessed_here_for_the_first_time(story: Story) -> None:
    taken_over(story, ANNA)
    ordered(story)
    story.complete("reassess_need", questionnaire=points(2), assessment_note="")
    changed(story)
    story.complete("approve_changed_decision", change_approval="approved")
    story.letter_sent("decision_granted", to="anna", says="Invaliditātes grupa: II")
    assert story.read(lambda s: rows.values(s, Contract, ("hours_per_month",))) == [(160,)]
    found = seen(story)
    assert (found.earlier.assessor, found.earlier.score, found.earlier.hours) == (None, None, 80)
