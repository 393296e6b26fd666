"""Stories of applications that are granted: adults with either coefficient, in part, a child."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.domain.rights import Role
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.tasks import tasks
from tests.processes.driver import Story
from tests.processes.roads import assessed, contracted, decided, in_force, points, record_changed


def test_an_adult_with_coefficient_1(story: Story) -> None:
    story.apply("anna")
    story.is_waiting_at("check_application")
    story.case_is("applied")
    story.letter_sent("application_received", to="anna", says=("Anna Bērziņa", "2026. gada 2. februāris"))

    story.complete("check_application", application_complete=True)
    story.is_waiting_at("assess_need")
    story.case_is("assessing")
    story.complete("assess_need", questionnaire=points(1), assessment_note="")
    story.is_waiting_at("set_purposes")
    story.complete("set_purposes", purposes=["work_study_para", "other"])

    story.is_waiting_at("draft_decision")
    story.case_is("deciding")
    proposed = story.values()
    assert (proposed["score"], proposed["support_level"], proposed["coefficient"]) == (12, "large", 1)
    assert (proposed["proposed_outcome"], proposed["proposed_hours"]) == ("granted", 80)
    assert proposed["proposed_valid_to"] == date(2029, 2, 1)
    story.has_passed_in_order(
        "application_received", "register_application", "check_application", "determine_eligibility",
        "assess_need", "score_assessment", "determine_support_level", "set_purposes", "calculate_hours",
        "prepare_decision",
    )  # fmt: skip
    story.has_not_passed("request_documents", "confirm_child", "draft_decision")


def test_a_grant_becomes_a_contract_and_a_month(story: Story) -> None:
    assessed(story)
    decided(story)

    story.is_waiting_at("choose_assistant")
    story.case_is("contracting")
    story.letter_sent(
        "decision_granted",
        to="anna",
        says=(
            "2026-000001/L1",
            "Stundas mēnesī: 80",
            "liels atbalsts",
            "Valdis Krūmiņš",
            "2026. gada 4. marts",
        ),
    )
    contracted(story, "janis", first_day=date(2026, 2, 16))
    story.is_waiting_at()
    story.case_is("active")
    story.letter_sent("contract", to="anna", says=("2026-000001/A1", "Jānis Kalniņš"))
    story.letter_sent("contract", to="janis", says="2026. gada 16. februāris")
    story.letter_sent("contract", to="office", says="Anna Bērziņa")
    story.month_is("2026-02", "open")
    assert story.month("2026-02").granted_minutes == 80 * 60
    story.has_passed_in_order(
        "draft_decision", "approve_decision", "issue_decision", "choose_assistant", "prepare_contract",
        "sign_contract_recipient", "sign_contract_assistant", "sign_contract_office", "activate_contract",
    )  # fmt: skip


def test_an_adult_with_coefficient_2(story: Story) -> None:
    assessed(story, "anna", each=2)
    proposed = story.values()
    assert (proposed["score"], proposed["support_level"], proposed["coefficient"]) == (24, "very_large", 2)
    assert proposed["proposed_hours"] == 160
    decided(story)
    contracted(story)
    story.letter_sent("decision_granted", to="anna", says=("160", "ļoti liels atbalsts", "punktu summa: 24"))
    assert story.month("2026-02").granted_minutes == 160 * 60


def test_granted_in_part(story: Story) -> None:
    assessed(story)
    decided(story, "partly", hours=40, valid_to=date(2026, 12, 31))
    story.case_is("contracting")
    story.letter_sent("decision_partly", to="anna", says=("daļēji", "40", "2026. gada 31. decembris"))
    contracted(story)
    assert story.month("2026-02").granted_minutes == 40 * 60


def test_a_child_is_granted_fixed_hours_without_a_questionnaire(story: Story) -> None:
    story.apply("elina", as_="marta")
    story.letter_sent("application_received", to="marta", says="Elīna Priede")
    story.complete("check_application", application_complete=True)
    story.is_waiting_at("confirm_child")
    story.complete("confirm_child", treatment_weekly=True, child_note="Rehabilitācija reizi nedēļā.")
    story.complete("set_purposes", purposes=["child_treatment"])
    assert story.values()["proposed_hours"] == 100
    decided(story)
    contracted(story)

    story.case_is("active")
    story.has_passed_in_order("confirm_child", "set_child_support", "assess_child", "calculate_hours")
    story.has_not_passed("assess_need", "score_assessment")
    story.letter_sent("decision_granted", to="marta", says=("Bērns ar invaliditāti", "100"))
    story.letter_sent("contract", to="marta", says="rīkojas pārstāvis: Marta Priede")
    month = story.month("2026-02")
    assert month.recipient_signer_id == story.person_id("marta")
    assert month.recipient_signer_kind == "representative"


def test_the_assistant_is_the_childs_only_representative(story: Story) -> None:
    """Most assistants are family. The mother signs the contract twice, but never both sides of a month."""
    in_force(story, "elina", assistant="marta")
    story.case_is("active")
    story.letter_sent("contract", to="marta", times=2)
    month = story.month("2026-02")
    assert (month.recipient_signer_kind, month.recipient_signer_id) == ("caseworker", None)

    story.case_id = 0
    in_force(story, "karlis", assistant="marta")
    month = story.month("2026-02")
    assert (month.recipient_signer_kind, month.recipient_signer_id) == ("child", story.person_id("karlis"))


def test_returned_by_the_head_and_drafted_again(story: Story) -> None:
    assessed(story)
    story.complete(
        "draft_decision",
        decision_outcome="granted",
        decision_reasons="Pietrūkst pamatojuma, kāpēc tieši tik.",
        decision_hours=80,
        valid_from=story.today,
        valid_to=date(2027, 2, 1),
    )
    story.complete("approve_decision", approval="returned", approval_note="Termiņu līdz gada beigām.")
    story.is_waiting_at("draft_decision")
    story.case_is("deciding")
    assert story.values()["approval_note"] == "Termiņu līdz gada beigām."
    story.letter_sent("decision_granted", to="anna", times=0)
    decided(story, valid_to=date(2026, 12, 31))
    story.letter_sent("decision_granted", to="anna", says="2026. gada 31. decembris")
    story.has_passed_in_order("approve_decision", "draft_decision", "approve_decision", "issue_decision")


def test_who_assessed_or_drafted_does_not_approve(story: Story) -> None:
    assessed(story)
    answers = {
        "decision_outcome": "refused",
        "decision_reasons": "Pakalpojums nav vajadzīgs pēc anketas.",
    }
    story.complete("draft_decision", as_="other_caseworker", **answers)
    excluded = set(story.task("approve_decision").excluded_user_ids)
    assert excluded == {story.actor("caseworker").user_id, story.actor("other_caseworker").user_id}
    both = replace(story.actor("caseworker"), roles=frozenset({Role.CASEWORKER, Role.HEAD_OF_SERVICE}))
    task = story.task("approve_decision")
    with pytest.raises(NotFound):
        tasks.complete(story.runtime, both, task.id, tasks.Sent({"approval": "approved"}, task.version))
    story.is_waiting_at("approve_decision")
    story.complete("approve_decision", as_="head", approval="approved")
    story.case_is("refused")


def test_a_number_that_nobody_knows_stops_the_calculation(story: Story) -> None:
    assessed(story, purposes=["childhood_special_care"])
    story.is_waiting_at("resolve_missing_number")
    assert "base_hours_childhood_special_care" in str(story.values()["error_text"])
    story.complete("resolve_missing_number", missing_number_note="Skaitļa vēl nav.")
    story.is_waiting_at("resolve_missing_number")
    story.has_passed_in_order("number_missing", "resolve_missing_number", "number_missing")


def test_a_ground_that_has_ended_gives_nothing_to_grant(story: Story) -> None:
    story.apply("anna", opinion_valid_to=date(2026, 1, 15))
    story.complete("check_application", application_complete=True)
    story.complete("assess_need", questionnaire=points(1), assessment_note="")
    story.complete("set_purposes", purposes=["other"])
    proposed = story.values()
    assert (proposed["proposed_outcome"], proposed["proposed_hours"]) == ("refused", 0)
    assert "15.01.2026." in str(proposed["proposed_reasons"])


def test_answers_out_of_range_change_nothing(story: Story) -> None:
    story.apply("anna")
    story.complete("check_application", application_complete=True)
    with pytest.raises(InvalidAnswers) as refused:
        story.complete("assess_need", questionnaire={**points(1), "q05": 4}, assessment_note="")
    assert list(refused.value.fields) == ["questionnaire.q05"]
    story.is_waiting_at("assess_need")


def test_nothing_is_granted_beyond_the_last_day_of_the_order(story: Story, tmp_path: Path) -> None:
    start = "in_force_from: 2019-01-01\n"
    record_changed(story, tmp_path, "service_given", (start, f"{start}        in_force_to: 2026-12-31\n"))
    assessed(story)
    assert story.values()["proposed_valid_to"] == date(2026, 12, 31)
    with pytest.raises(EngineError, match="until 31 Dec 2026"):
        decided(story, valid_to=date(2027, 1, 1))
    story.is_waiting_at("approve_decision")
    story.complete("approve_decision", approval="returned", approval_note="Termiņu līdz gada beigām.")
    decided(story)
    story.is_waiting_at("choose_assistant")
