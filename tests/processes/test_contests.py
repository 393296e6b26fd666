"""Stories of contested decisions: upheld, changed, annulled, and what a court can add."""

from __future__ import annotations

from datetime import date

import pytest

from engine.cases import form_pages
from engine.errors import EngineError
from engine.letters import letter_deliveries
from engine.persistence import rows
from engine.persistence.tables.cases import Contestation, Decision
from engine.task_forms import visible
from tests.processes.driver import Story
from tests.processes.roads import assessed, contracted, decided, in_force

GROUNDS = "Bez asistenta netieku pie ārsta."
NOTE = "Iestāde izvērtēja pamatojumu un lietas materiālus."


def refused(story: Story) -> None:
    """A refusal of the present day."""
    assessed(story, each=0)
    decided(story, "refused")
    story.case_is("refused")


def contested(story: Story, day: date) -> None:
    """The applicant contests on the day."""
    story.on(day)
    story.receives("contestation_received", as_="anna", contested_on=story.today, contest_grounds=GROUNDS)
    story.case_is("contested")


def posted(story: Story, day: date, *, channel: str = "registered_letter") -> None:
    """The office notes how and when the refusal left."""
    [letter] = story.letters("decision_refused", to="anna")
    letter_deliveries.record(story.runtime, story.actor("caseworker"), letter.id, channel, day)


def test_a_refusal_is_upheld(story: Story) -> None:
    refused(story)
    contested(story, date(2026, 2, 20))
    story.is_waiting_at("review_contestation")
    assert story.values()["contest_in_time"] is True
    story.on(date(2026, 3, 9))
    story.is_waiting_at("review_contestation")  # the term to contest has passed: the contest is still open
    story.complete("review_contestation", contest_outcome="upheld", contest_note=NOTE)
    story.case_is("refused")
    story.letter_sent("contestation_decided", to="anna", says=("paliek spēkā", NOTE, "Baiba Eglīte"))
    story.is_waiting_at()
    assert story.values()["contest_open"] is True
    story.on(date(2026, 10, 9))
    story.case_is("refused")
    assert story.case().closed_on is None
    story.on(date(2026, 10, 10))
    story.is_ended("refused")
    story.has_passed_in_order(
        "contestation_received", "register_contestation", "review_contestation", "apply_contestation",
        "court_term_passed", "close_contestation", "contest_result_known", "close_refused_case",
    )  # fmt: skip


def test_a_refusal_posted_late_is_contestable_until_the_later_day(story: Story) -> None:
    refused(story)
    assert story.values()["contest_by"] == date(2026, 3, 4)
    story.on(date(2026, 2, 12))
    posted(story, date(2026, 2, 12))
    story.on(date(2026, 3, 19))
    story.case_is("refused")
    assert story.case().closed_on is None
    assert story.values()["contest_by"] == date(2026, 3, 19)
    contested(story, date(2026, 3, 19))
    assert story.values()["contest_in_time"] is True


def test_a_refusal_posted_late_is_closed_the_day_after_the_later_day(story: Story) -> None:
    refused(story)
    story.on(date(2026, 2, 12))
    posted(story, date(2026, 2, 12))
    story.on(date(2026, 3, 19))
    posted(story, date(2026, 2, 16))  # the day before was a mistake: the diagram looks again, and waits again
    story.on(date(2026, 3, 23))
    assert story.case().closed_on is None
    story.on(date(2026, 3, 24))
    story.is_ended("refused")
    assert story.case().closed_on == date(2026, 3, 24)


@pytest.mark.parametrize("on", [None, date(2026, 2, 2)], ids=["never noted", "handed over at once"])
def test_a_refusal_that_was_not_posted_late_is_closed_as_it_says_itself(
    story: Story, on: date | None
) -> None:
    refused(story)
    if on is not None:
        posted(story, on, channel="in_person")
    story.on(date(2026, 3, 4))
    assert story.case().closed_on is None
    story.on(date(2026, 3, 5))
    story.is_ended("refused")
    assert story.case().closed_on == date(2026, 3, 5)


def test_a_refusal_is_changed_into_a_grant(story: Story) -> None:
    refused(story)
    contested(story, date(2026, 2, 20))
    story.complete(
        "review_contestation",
        contest_outcome="changed",
        contest_note=NOTE,
        contest_decision_outcome="partly",
        contest_hours=40,
        contest_valid_from=date(2026, 3, 1),
        contest_valid_to=date(2027, 2, 28),
    )
    story.is_waiting_at("choose_assistant")
    story.case_is("contracting")
    story.letter_sent("contestation_decided", to="anna", says=("grozīts", "Stundas mēnesī: 40"))
    first, second = story.read(lambda session: rows.every(session, Decision, order_by=["id"]))
    assert first.replaced_by == second.id
    assert (second.number, second.outcome, second.hours_per_month) == ("2026-000001/L2", "partly", 40)
    assert (second.drafted_by, second.approved_by) == (None, story.actor("contest_authority").user_id)
    contracted(story, first_day=date(2026, 3, 2))
    story.case_is("active")
    assert story.contract("janis").hours_per_month == 40
    story.on(date(2026, 9, 21))
    story.case_is("active")
    story.has_passed_in_order("close_contestation", "contestation_closed")


def test_a_refusal_is_annulled_and_decided_anew(story: Story) -> None:
    refused(story)
    contested(story, date(2026, 2, 20))
    story.complete("review_contestation", contest_outcome="annulled", contest_note=NOTE)
    story.is_waiting_at("check_application")
    story.case_is("applied")
    story.letter_sent("contestation_decided", to="anna", says="lems no jauna")
    story.letter_sent("application_received", to="anna", times=1)
    assert story.values()["term_starts_on"] == date(2026, 2, 20)
    assert story.values()["score"] is None
    story.complete("check_application", application_complete=True)
    story.complete("assess_need", questionnaire={f"q{n:02d}": 2 for n in range(1, 13)}, assessment_note="")
    story.complete("set_purposes", purposes=["other"])
    decided(story)
    story.case_is("contracting")
    story.letter_sent("decision_granted", to="anna", says=("2026-000001/L2", "40"))
    [old, new] = story.read(lambda session: rows.every(session, Decision, order_by=["id"]))
    assert (old.annulled_on, old.replaced_by, new.annulled_on) == (date(2026, 2, 20), new.id, None)


def test_a_grant_is_contested_and_more_hours_are_given(story: Story) -> None:
    in_force(story)
    contested(story, date(2026, 2, 20))
    with pytest.raises(EngineError, match="contested already"):
        story.receives("contestation_received", contested_on=story.today, contest_grounds=GROUNDS)
    story.complete(
        "review_contestation",
        contest_outcome="changed",
        contest_note=NOTE,
        contest_decision_outcome="granted",
        contest_hours=120,
        contest_valid_from=date(2026, 3, 1),
        contest_valid_to=date(2028, 2, 29),
    )
    story.case_is("active")
    story.is_waiting_at()
    contract = story.contract("janis")
    assert (contract.hours_per_month, contract.last_day) == (120, date(2028, 2, 29))
    story.on(date(2026, 3, 1))
    assert story.month("2026-02").granted_minutes == 80 * 60
    assert story.month("2026-03").granted_minutes == 120 * 60
    story.receives("service_suspended", suspended_from=story.today, suspension_reason="own_request")
    story.case_is("suspended")


def test_a_grant_is_annulled_and_the_service_ends(story: Story) -> None:
    in_force(story)
    contested(story, date(2026, 2, 20))
    story.complete("review_contestation", contest_outcome="annulled", contest_note=NOTE)
    story.case_is("ended")
    assert story.case().end_reason == "annulled"
    assert story.contract("janis").last_day == date(2026, 2, 20)
    story.letter_sent("end_of_service", to="anna", says="atcelts")
    story.on(date(2026, 9, 21))
    story.is_ended()


def test_a_court_annuls_what_the_authority_upheld(story: Story) -> None:
    refused(story)
    contested(story, date(2026, 2, 20))
    story.complete("review_contestation", contest_outcome="upheld", contest_note=NOTE)
    story.on(date(2026, 6, 1))
    story.receives(
        "court_outcome_received", as_="contest_authority", court_outcome="annulled", court_note="Spriedums."
    )
    [contest] = story.read(lambda session: rows.every(session, Contestation))
    assert (contest.outcome, contest.court_outcome, contest.court_note) == (
        "upheld",
        "annulled",
        "Spriedums.",
    )
    assert contest.closed_on == date(2026, 6, 1)
    story.is_waiting_at("check_application")
    story.case_is("applied")
    assert story.values()["term_starts_on"] == date(2026, 6, 1)


def test_a_court_agrees_with_a_refusal(story: Story) -> None:
    refused(story)
    contested(story, date(2026, 2, 20))
    story.complete("review_contestation", contest_outcome="upheld", contest_note=NOTE)
    story.on(date(2026, 6, 1))
    story.receives("court_outcome_received", court_outcome="upheld", court_note="Spriedums.")
    story.is_ended("refused")
    story.has_passed_in_order("record_court_outcome", "close_contestation", "refresh_refusal")


def test_a_court_agrees_with_a_grant(story: Story) -> None:
    """Nothing in the running service is disturbed."""
    in_force(story)
    contested(story, date(2026, 2, 20))
    story.complete("review_contestation", contest_outcome="upheld", contest_note=NOTE)
    story.case_is("active")
    story.on(date(2026, 4, 1))
    story.receives("court_outcome_received", court_outcome="upheld", court_note="Spriedums.")
    story.case_is("active")
    story.has_not_passed("review_announced", "final_review_announced")
    story.receives("service_suspended", suspended_from=story.today, suspension_reason="hospital")
    story.case_is("suspended")


def test_contested_too_late_is_seen_by_the_authority(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 3, 5))
    story.receives("contestation_received", contested_on=story.today, contest_grounds=GROUNDS)
    assert story.values()["contest_in_time"] is False
    story.complete("review_contestation", contest_outcome="upheld", contest_note=NOTE)
    story.case_is("active")


def test_whoever_contests_cannot_say_that_it_was_earlier(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 3, 5))
    page = form_pages.change(story.runtime, story.actor("anna"), story.case_id, "contestation_received")
    assert page is not None
    asked = visible(page.form, {}, page.context, page.words)
    assert [field.key for field in asked.fields()] == ["contest_by", "contest_grounds"]
    assert page.start["contest_by"] == date(2026, 3, 4)
    assert (page.form.title.lv, page.form.party.submit.lv) == ("Apstrīdēt lēmumu", "Iesniegt")
    assert asked.components[-1].label.lv == "Ar ko neesat mierā"
    assert "Termiņš ir pagājis" in asked.components[1].label.lv
    story.receives(
        "contestation_received", as_="anna", contested_on=date(2026, 2, 3), contest_grounds=GROUNDS
    )
    assert story.values()["contested_on"] == date(2026, 3, 5)
    assert story.values()["contest_in_time"] is False


def test_the_office_goes_by_the_postmark(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 3, 5))
    page = form_pages.change(story.runtime, story.actor("caseworker"), story.case_id, "contestation_received")
    assert page is not None
    asked = visible(page.form, {}, page.context, page.words)
    assert "contested_on" in {field.key for field in asked.fields()}
    story.receives("contestation_received", contested_on=date(2026, 2, 20), contest_grounds=GROUNDS)
    assert story.values()["contest_in_time"] is True


def test_nothing_to_contest_before_a_decision(story: Story) -> None:
    story.apply("anna")
    with pytest.raises(EngineError, match="no decision"):
        story.receives("contestation_received", contested_on=story.today, contest_grounds=GROUNDS)
    story.is_waiting_at("check_application")
    story.case_is("applied")


def test_a_contest_outlives_the_service(story: Story) -> None:
    """Whoever gives the service up still gets an answer, and the case stays ended."""
    in_force(story)
    contested(story, date(2026, 2, 20))
    story.receives("service_withdrawn", as_="anna", ends_on=date(2026, 2, 28))
    story.case_is("ended")
    story.is_waiting_at("review_contestation")
    story.complete("review_contestation", contest_outcome="upheld", contest_note=NOTE)
    story.case_is("ended")
    story.letter_sent("contestation_decided", to="anna", says="paliek spēkā")
    story.on(date(2026, 9, 21))
    story.is_ended()
    assert story.case().end_reason == "withdrawal"
