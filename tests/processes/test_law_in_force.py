"""Stories under MK 316: the companion, the indications for a car, purposes that end, the caps of the week."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.errors import EngineError
from engine.persistence import rows
from engine.persistence.tables.people import Person
from engine.tasks import tasks
from tests.processes.agreed import Terms, agree
from tests.processes.driver import Story
from tests.processes.month_roads import both_sign, findings, on_first_of_march
from tests.processes.roads import contracted, decided, points

COMPANION: dict[str, Any] = {"companion_wanted": True, "companion_opinion": True}


def companion_proposed(story: Story, **changes: Any) -> None:
    story.apply("elina", **(COMPANION | changes))
    story.complete("check_application", application_complete=True)
    story.complete("confirm_child", child_note="")
    story.complete("set_purposes", purposes=["companion"])


def child_proposed(story: Story) -> None:
    story.apply("elina")
    story.complete("check_application", application_complete=True)
    story.complete("confirm_child", treatment_weekly=False, child_note="")
    story.complete("set_purposes", purposes=["child"])


def test_a_child_gets_a_companion(new_story: Story) -> None:
    companion_proposed(new_story, special_care_opinion=False)
    proposed = new_story.values()
    assert (proposed["eligibility_reason"], proposed["proposed_hours"]) == ("child_companion", 60)
    assert "atzinums par pavadoņa nepieciešamību" in str(proposed["proposed_reasons"])
    decided(new_story)
    new_story.letter_sent(
        "decision_granted",
        to="marta",
        says=("Pavadoņa pakalpojums ir piešķirts", "Izvēlieties pavadoni", "Stundas mēnesī: 60"),
    )
    contracted(new_story)
    new_story.letter_sent("contract", to="marta", says="Līgums par pavadoņa pakalpojumu")
    assert new_story.month("2026-02").granted_minutes == 60 * 60
    new_story.receives("service_withdrawn", ends_on=date(2026, 2, 2))
    new_story.letter_sent("end_of_service", to="marta", says="Pavadoņa pakalpojums ir beidzies")
    new_story.has_passed_in_order("determine_eligibility", "confirm_child", "set_purposes", "calculate_hours")
    new_story.has_not_passed("assess_need")


def test_without_the_opinion_there_is_no_companion(new_story: Story) -> None:
    new_story.apply("elina", **(COMPANION | {"companion_opinion": False}))
    new_story.complete("check_application", application_complete=True)
    new_story.is_waiting_at("draft_decision")
    proposed = new_story.values()
    assert proposed["eligibility_reason"] == "no_companion_opinion"
    assert (proposed["proposed_outcome"], proposed["proposed_hours"]) == ("refused", 0)
    assert "šāda atzinuma nav" in str(proposed["proposed_reasons"])
    decided(new_story, "refused")
    new_story.letter_sent("decision_refused", to="marta", says="Pavadoņa pakalpojums ir atteikts")


def test_a_companion_is_not_for_adults(new_story: Story) -> None:
    new_story.apply("anna", **COMPANION)
    new_story.complete("check_application", application_complete=True)
    assert new_story.values("assess_need")["service_kind"] == "assistant"


@pytest.mark.parametrize("companion_first", [True, False])
def test_a_companion_is_never_granted_beside_an_assistant(new_story: Story, companion_first: bool) -> None:
    first, second = (
        (companion_proposed, child_proposed) if companion_first else (child_proposed, companion_proposed)
    )
    first(new_story)
    decided(new_story, valid_to=date(2026, 6, 30))
    contracted(new_story)
    second(new_story)
    with pytest.raises(EngineError, match="2026-000001/L1 is in force until 30 Jun 2026"):
        decided(new_story)
    new_story.is_waiting_at("approve_decision")
    new_story.complete("approve_decision", approval="returned", approval_note="No jūlija.")
    decided(new_story, valid_from=date(2026, 7, 1))
    new_story.is_waiting_at("choose_assistant")


def test_indications_for_a_car_open_the_service_for_another_limitation(new_story: Story) -> None:
    new_story.apply("anna", functional_limitation="other", car_indication=True)
    new_story.complete("check_application", application_complete=True)
    new_story.is_waiting_at("assess_need")
    assert new_story.values("assess_need")["eligibility_reason"] == "adult_car_indication"


def test_another_limitation_alone_does_not(new_story: Story) -> None:
    new_story.apply("anna", functional_limitation="other", car_indication=False)
    new_story.complete("check_application", application_complete=True)
    new_story.is_waiting_at("draft_decision")
    assert new_story.values()["eligibility_reason"] == "limitation_not_covered"


@pytest.mark.parametrize(
    ("facts", "ends", "last"),
    [
        ({}, {}, date(2029, 2, 1)),
        ({}, {"ends_work_study_para": date(2027, 5, 31)}, date(2027, 5, 31)),
        ({}, {"ends_school_board": date(2026, 6, 30)}, date(2029, 2, 1)),
        ({}, {"ends_work_study_para": date(2030, 5, 31)}, date(2029, 2, 1)),
        ({"disability_valid_to": date(2026, 12, 31)}, {}, date(2026, 12, 31)),
        ({"opinion_valid_to": date(2026, 11, 30), "disability_valid_to": date(2026, 12, 31)}, {},
         date(2026, 11, 30)),
    ],
)  # fmt: skip
def test_three_years_at_most_or_until_what_gave_the_hours_ends(
    new_story: Story, facts: dict[str, Any], ends: dict[str, Any], last: date
) -> None:
    new_story.apply("anna", **facts)
    new_story.complete("check_application", application_complete=True)
    new_story.complete("assess_need", questionnaire=points(1), assessment_note="")
    new_story.complete("set_purposes", purposes=["work_study_para", "school_board"], **ends)
    proposed = new_story.values()
    assert (proposed["proposed_hours"], proposed["proposed_valid_to"]) == (80, last)


FOR_160 = Terms(hours=160, first_day=date(2026, 3, 1), regime="r316")
THREE_LONG_DAYS = {"2026-03-09": 600, "2026-03-10": 600, "2026-03-11": 600}  # 30 hours of one week


def march_of_two(story: Story, first: tuple[str, str], second: tuple[str, str]) -> tuple[int, int]:
    """Two contracts of 160 hours in March, at its last day: their cases."""
    cases = agree(story, *first, FOR_160), agree(story, *second, FOR_160)
    on_first_of_march(story)
    story.on(date(2026, 3, 31))
    return cases


def test_an_assistant_has_40_hours_a_week_over_all_recipients(new_story: Story) -> None:
    annas, pauls = march_of_two(new_story, ("anna", "janis"), ("pauls", "janis"))
    new_story.case_id = annas
    both_sign(new_story, THREE_LONG_DAYS)
    new_story.month_is("2026-03", "ready")
    new_story.case_id = pauls
    both_sign(new_story, {"2026-03-12": 720})
    assert findings(new_story) == [("assistant_week", 120, None)]
    new_story.complete("review_findings", findings_verdict="accept_payable", findings_note="limit_applies")
    assert new_story.month("2026-03").payable_minutes == 600


def test_a_recipient_has_no_cap_of_the_week_but_the_months_hours(new_story: Story) -> None:
    first = agree(new_story, "anna", "janis", FOR_160)
    agree(new_story, "anna", "liga", FOR_160, case_id=first)
    on_first_of_march(new_story)
    new_story.on(date(2026, 3, 31))
    for assistant, days in (("janis", THREE_LONG_DAYS), ("liga", {"2026-03-12": 720, "2026-03-13": 720})):
        month = new_story.month("2026-03", assistant=assistant)
        for element, answers in (
            ("enter_month", {"entries": days, "signed": True}),
            ("confirm_month", {"verdict": "confirmed"}),
        ):
            [task] = [
                one for one in new_story.open_tasks() if (one.element_id, one.month_id) == (element, month.id)
            ]
            who = new_story.actor(assistant if element == "enter_month" else "anna")
            tasks.complete(new_story.runtime, who, task.id, tasks.Sent(answers, task.version))
        checked = new_story.month("2026-03", assistant=assistant)
        assert (checked.state, checked.payable_minutes) == ("ready", sum(days.values()))


def test_an_assistant_under_age_has_35_hours_a_week(new_story: Story) -> None:
    with new_story.runtime.transaction(new_story.tenant) as session:
        rows.change(session, Person, {"birth_date": date(2009, 1, 5)}, id=new_story.person_id("liga"))
    agree(new_story, "anna", "liga", FOR_160)
    on_first_of_march(new_story)
    new_story.on(date(2026, 3, 31))
    both_sign(new_story, {**THREE_LONG_DAYS, "2026-03-12": 360})
    assert findings(new_story) == [("assistant_week", 60, None)]
