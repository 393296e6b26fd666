"""Stories of applications that are granted: adults with either coefficient, in part, a child."""

from __future__ import annotations

from datetime import date

import pytest

from engine.errors import InvalidAnswers, NotFound
from tests.processes.driver import Story
from tests.processes.roads import assessed, contracted, decided, in_force, points


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
    story.complete("set_purposes", purposes=["work_study_para", "other"], purpose_ends_on=None)

    story.is_waiting_at("draft_decision")
    story.case_is("deciding")
    proposed = story.values()
    assert (proposed["score"], proposed["support_level"], proposed["coefficient"]) == (12, "large", 1)
    assert (proposed["proposed_outcome"], proposed["proposed_hours"]) == ("granted", 80)
    assert proposed["proposed_valid_to"] == date(2029, 2, 1)
    decided(story)

    story.is_waiting_at("choose_assistant")
    story.case_is("contracting")
    story.letter_sent(
        "decision_granted",
        to="anna",
        says=("2026-000001/L1", "Stundas mēnesī: 80", "liels atbalsts", "Valdis Krūmiņš", "2026. gada 4. marts"),
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
        "application_received", "register_application", "check_application", "determine_eligibility",
        "assess_need", "score_assessment", "determine_support_level", "set_purposes", "calculate_hours",
        "draft_decision", "approve_decision", "issue_decision", "choose_assistant", "prepare_contract",
        "sign_contract_recipient", "sign_contract_assistant", "sign_contract_office", "activate_contract",
    )  # fmt: skip
    story.has_not_passed("request_documents", "confirm_child")
