"""Stories of applications that end without the service: no need, no right, no documents, withdrawn."""

from __future__ import annotations

from datetime import date, time

import pytest

from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.instances.instances import NotWaiting
from engine.persistence import rows
from engine.persistence.tables.installation import Installation, InstallationKind
from engine.persistence.tables.people import Person
from engine.runtime import EVERY
from tests.processes.driver import Story
from tests.processes.roads import assessed, decided, points


def test_the_questionnaire_shows_no_need(story: Story) -> None:
    story.apply("anna")
    story.complete("check_application", application_complete=True)
    story.complete("assess_need", questionnaire=points(0) | {"q01": 3, "q02": 3}, assessment_note="")
    proposed = story.values()
    assert (proposed["score"], proposed["support_level"]) == (6, "none")
    assert proposed["proposed_outcome"] == "refused"
    decided(story, "refused")
    story.case_is("refused")
    story.letter_sent(
        "decision_refused", to="anna", says=("atteikts", "punktu summa: 6", "2026. gada 4. marts")
    )
    story.has_passed_in_order("assess_need", "prepare_decision", "draft_decision", "issue_decision")
    story.has_not_passed("set_purposes", "calculate_hours")

    story.on(date(2026, 3, 4))
    story.is_waiting_at()
    story.case_is("refused")
    story.on(date(2026, 3, 5))
    story.is_ended("refused")
    assert story.case().closed_on == date(2026, 3, 5)


def test_no_right_to_the_service(story: Story) -> None:
    story.apply("anna", disability_group="III")
    story.complete("check_application", application_complete=True)
    story.is_waiting_at("draft_decision")
    proposed = story.values()
    assert proposed["eligibility_reason"] == "group_not_covered"
    assert (proposed["proposed_outcome"], proposed["proposed_hours"]) == ("refused", 0)
    assert "I vai II grup" in str(proposed["proposed_reasons"])
    story.has_not_passed("assess_need", "confirm_child")


def test_documents_come_after_they_were_asked_for(story: Story) -> None:
    story.apply("anna")
    story.complete(
        "check_application",
        application_complete=False,
        missing_documents=["employer_statement", "commission_opinion"],
        documents_due=date(2026, 2, 16),
    )
    story.case_is("incomplete")
    story.is_waiting_at()
    story.letter_sent(
        "request_documents",
        to="anna",
        says=("VDEĀVK atzinums", "darba devēja izziņa", "2026. gada 16. februāris"),
    )
    story.on(date(2026, 2, 16), at=time(17))
    story.receives("documents_received", received_documents=["employer_statement", "commission_opinion"])
    story.is_waiting_at("check_application")
    story.complete("check_application", application_complete=True)
    story.is_waiting_at("assess_need")
    story.case_is("assessing")
    with pytest.raises(NotWaiting):
        story.receives("documents_received", received_documents=["employer_statement"])


def test_documents_that_never_come(story: Story) -> None:
    story.apply("anna")
    story.complete(
        "check_application",
        application_complete=False,
        missing_documents=["commission_opinion"],
        documents_due=date(2026, 2, 16),
    )
    story.on(date(2026, 2, 16))
    story.is_waiting_at()
    story.on(date(2026, 2, 17))
    story.is_waiting_at("draft_decision")
    story.case_is("deciding")
    assert story.values()["eligibility_reason"] == "documents_missing"
    decided(story, "refused")
    story.letter_sent("decision_refused", to="anna")
    story.has_passed_in_order("request_documents", "documents_deadline", "mark_documents_missing", "decide")
    story.on(date(2026, 3, 20))
    story.is_ended("refused")


def test_the_application_is_withdrawn_by_the_applicant(story: Story) -> None:
    assessed(story)
    with pytest.raises(InvalidAnswers):
        story.receives("service_withdrawn", as_="anna", ends_on=date(2026, 1, 31))
    with pytest.raises(NotFound):
        story.receives("service_withdrawn", as_="pauls", ends_on=date(2026, 2, 3))
    story.receives("service_withdrawn", as_="anna", ends_on=date(2026, 2, 3))
    story.is_ended()
    assert (story.case().end_reason, story.case().closed_on) == ("withdrawal", date(2026, 2, 2))
    story.has_passed_in_order("application_withdrawn", "close_application", "application_closed")


def test_the_applicant_dies_before_the_decision(story: Story) -> None:
    story.apply("anna")
    story.receives("recipient_died", died_on=date(2026, 2, 1))
    story.is_ended()
    assert story.case().end_reason == "recipient_died"
    person = story.read(lambda session: session.get_one(Person, story.person_id("anna")))
    assert person.died_on == date(2026, 2, 1)


def test_a_live_installation_refuses_to_decide_on_a_demonstration(story: Story) -> None:
    """The 12 questions shipped are not the law's: a decision may not rest on them."""
    assessed(story)
    story.complete(
        "draft_decision",
        decision_outcome="granted",
        decision_reasons="Pakalpojums vajadzīgs, lai nokļūtu darbā.",
        decision_hours=80,
        valid_from=story.today,
        valid_to=date(2027, 2, 1),
    )
    runtime = story.runtime
    with runtime.transaction(EVERY) as session:
        rows.change(session, Installation, {"kind": InstallationKind.PRODUCTION}, id=1)
    runtime._rule_book = None  # the kind never changes in life, so it is read once
    with pytest.raises(EngineError, match="demonstration"):
        story.complete("approve_decision", approval="approved")
    story.is_waiting_at("approve_decision")
    story.letter_sent("decision_granted", to="anna", times=0)
