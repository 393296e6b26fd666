"""Stories under the existing order (MK 942): individual assessment, hours a week bound to their purpose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError, InvalidAnswers
from engine.jobs.period_jobs import STARTERS
from engine.persistence import rows
from engine.persistence.tables.cases import Assessment
from engine.persistence.tables.weekly import WeeklyGrant
from tests.processes.claim_roads import approved, paid, replied, the_claim
from tests.processes.driver import Story
from tests.processes.old_roads import (
    CHILDS_OPINION,
    FEBRUARY,
    NEEDED,
    NOTE,
    OPINION,
    applied,
    assessed,
    at_the_end_of,
    both_sign,
    contested,
    decided,
    findings,
    in_force,
    reports,
    uses,
)
from tests.processes.roads import contracted

WHY = "Asistents pārceļas uz citu pilsētu."
SHORT = {"opinion_full_wording": False}
WEDNESDAY = "2021-02-03"


def test_one_case_from_the_application_to_the_ministry_s_money(old_story: Story) -> None:
    story = old_story
    applied(story)
    story.case_is("assessing")
    story.is_waiting_at("check_opinion")
    story.complete("check_opinion", **OPINION)
    story.is_waiting_at("assess_activities")
    story.complete("assess_activities", **NEEDED, hours_work=8, hours_leisure=4)

    story.is_waiting_at("draft_decision")
    proposed = story.values()
    assert proposed["weekly_hours"] == {"work": 8, "leisure": 4}
    assert (proposed["hours_per_week"], proposed["proposed_outcome"]) == (12, "granted")
    assert proposed["proposed_valid_to"] == date(2021, 12, 31)
    decided(story)
    story.letter_sent(
        "decision_granted",
        to="anna",
        says=(
            "Stundas nedēļā kopā: 12",
            "turp un atpakaļ): 8 h",
            "noteikumi Nr. 942",
            "tikai tam mērķim",
        ),
    )
    _from_contract_to_money(story)


def _from_contract_to_money(story: Story) -> None:
    contracted(story, "janis", first_day=date(2021, 2, 1))
    story.case_is("active")
    story.letter_sent("contract", to="anna", says=("Stundas nedēļā, ne vairāk kā: 12", "apliecinājumu"))
    story.has_passed_in_order(
        "check_application", "check_opinion", "check_entitlement", "assess_activities",
        "keep_individual_assessment", "calculate_weekly_hours", "draft_decision", "issue_decision",
    )  # fmt: skip
    story.has_not_passed("determine_eligibility", "assess_need", "set_purposes")

    at_the_end_of(story)
    story.month_is(FEBRUARY, "open")
    both_sign(story, work={"2021-02-03": 240, "2021-02-10": 480}, leisure={"2021-02-03": 60})
    story.month_is(FEBRUARY, "ready")
    assert uses(story) == {
        "2021-02-03": {"work": 240, "leisure": 60},
        "2021-02-10": {"work": 480},
    }
    # 13 h × 3.1250 = 40.63; the employer's contributions are 23.59 % of it, 9.58
    story.ledger_shows(state_pay=5021, owed_to_payroll=-5021)

    story.on(date(2021, 3, 8))
    approved(story, period=FEBRUARY)
    paid(story, period=FEBRUARY)
    claim = the_claim(story, FEBRUARY)
    assert (claim.pay_cents, claim.transport_cents, claim.admin_cents) == (5021, 0, 402)  # 8 %
    replied(story, "accepted", claim.pay_cents + claim.admin_cents, period=FEBRUARY)
    story.month_is(FEBRUARY, "paid")


def test_each_month_s_diagram_starts_its_own_months(old_story: Story) -> None:
    story = old_story
    in_force(story)
    february = ServiceMonth.parse(FEBRUARY)
    assert STARTERS["monthly_confirmation"](story.runtime, story.tenant, february) == 0
    assert STARTERS["monthly_report_r942"](story.runtime, story.tenant, february) == 1


def test_hours_granted_for_work_are_not_used_for_leisure(old_story: Story) -> None:
    """AT-13: a purpose that is not granted is not asked, and what is sent for it is not kept."""
    story = old_story
    in_force(story, hours={"hours_work": 8, "hours_medical_institutions": 2})
    at_the_end_of(story)
    assert story.values("enter_report")["purposes_asked"] == ["work", "medical_institutions", "leisure"]
    both_sign(
        story,
        work={"2021-02-02": 600},
        medical_institutions={"2021-02-03": 180},
        education={"2021-02-04": 60},
    )
    assert uses(story) == {"2021-02-02": {"work": 600}, "2021-02-03": {"medical_institutions": 180}}
    assert findings(story) == [("purpose_week", 120), ("purpose_week", 60)]
    story.month_is(FEBRUARY, "findings")
    story.complete("review_report_findings", findings_verdict="accept_payable", findings_note="limit_applies")
    story.month_is(FEBRUARY, "ready")
    assert story.month(FEBRUARY).payable_minutes == 480 + 120


def test_the_recipient_asks_for_a_correction(old_story: Story) -> None:
    story = old_story
    in_force(story)
    at_the_end_of(story)
    reports(story, work={"2021-02-03": 240})
    story.complete("confirm_report", verdict="returned", change_note="hours_differ")
    story.letter_sent("month_changed", to="janis", says="Saņēmēja puse lūdz izlabot stundas")
    story.letter_sent("month_changed", to="anna", says="Jums tagad nekas nav jādara")
    story.month_is(FEBRUARY, "open")
    both_sign(story, work={"2021-02-03": 180})
    story.month_is(FEBRUARY, "ready")
    assert uses(story) == {"2021-02-03": {"work": 180}}


def test_the_deadline_passes_and_the_office_records_the_report(old_story: Story) -> None:
    story = old_story
    in_force(story)
    at_the_end_of(story)
    reports(story, work={"2021-02-03": 240})
    story.on(date(2021, 3, 6))
    story.month_is(FEBRUARY, "late")
    how: dict[str, Any] = {
        "fallback_channel": "paper",
        "fallback_reason": "cannot_sign_here",
        "nothing_given": False,
    }
    with pytest.raises(InvalidAnswers) as refused:
        story.complete("record_report_fallback", **how)
    assert list(refused.value.fields) == ["nothing_given"]
    story.complete("record_report_fallback", **how, entries_work={"2021-02-03": 240})
    story.month_is(FEBRUARY, "ready")
    assert uses(story) == {"2021-02-03": {"work": 240}}


def test_the_benefit_pays_the_first_ten_hours_of_each_week(old_story: Story) -> None:
    story = old_story
    in_force(
        story,
        hours={"hours_medical_institutions": 12},
        opinion={**OPINION, "opinion_criterion": "vision"},
        loss_of_vision=True,
        vision_benefit=True,
    )
    grant = story.read(lambda session: rows.first(session, WeeklyGrant))
    assert grant is not None
    assert (grant.hours_per_week, grant.unpaid_hours, grant.payable_hours) == (12, 10, 2)
    at_the_end_of(story)
    both_sign(story, medical_institutions={"2021-02-01": 360, "2021-02-03": 360})
    assert findings(story) == [("vision_benefit", 600)]
    story.month_is(FEBRUARY, "ready")  # nothing to decide about it
    assert story.month(FEBRUARY).payable_minutes == 120


def test_leisure_takes_what_work_leaves_in_the_months_of_covid_19(old_story: Story) -> None:
    """MK 942 p. 11.1: up to the average of the three months before; 10 h a week where nothing was used."""
    story = old_story
    in_force(story, hours={"hours_work": 8})
    at_the_end_of(story)
    both_sign(story, work={"2021-02-03": 180}, leisure={"2021-02-04": 120})
    story.month_is(FEBRUARY, "ready")
    at_the_end_of(story, date(2021, 3, 31))
    march = "2021-03"
    both_sign(story, period=march, leisure={"2021-03-02": 300})
    assert findings(story, period=march) == [("leisure_average", 200)]  # (0 + 0 + 300) ÷ 3 = 100 min
    story.month_is(march, "findings")


def test_a_week_that_crosses_two_months_is_one_week(old_story: Story) -> None:
    story = old_story
    in_force(story, hours={"hours_work": 8})
    at_the_end_of(story, date(2021, 3, 31))
    both_sign(story, period="2021-03", work={"2021-03-30": 300})
    at_the_end_of(story, date(2021, 4, 30))
    both_sign(story, period="2021-04", work={"2021-04-01": 300})
    assert findings(story, period="2021-04") == [("purpose_week", 120)]


@pytest.mark.parametrize(
    ("who", "group", "opinion", "eligibility", "ground"),
    [
        ("anna", "I", {"opinion_criterion": "vision"}, "adult", "entitled_adult"),
        ("anna", "II", {"opinion_criterion": "vision"}, "not_eligible", "criterion_not_covered"),
        ("anna", "II", {"opinion_criterion": "car_indication"}, "adult", "entitled_adult"),
        ("anna", "II", {"opinion_criterion": "both_upper_limbs"}, "adult", "entitled_adult"),
        ("anna", "I", {"opinion_criterion": "other"}, "not_eligible", "criterion_not_covered"),
        ("anna", "III", {}, "not_eligible", "group_not_covered"),
        ("anna", "I", {"opinion_kind": "none"}, "not_eligible", "no_opinion"),
        ("anna", "I", {"opinion_valid_to": date(2020, 12, 31)}, "not_eligible", "opinion_not_in_force"),
        ("anna", "I", {"residence": "elsewhere"}, "not_eligible", "not_declared_here"),
        ("anna", "I", {"in_institution": True}, "not_eligible", "in_institution"),
        ("elina", "child", CHILDS_OPINION, "child", "entitled_child"),
        ("elina", "child", {**CHILDS_OPINION, **SHORT}, "not_eligible", "wording_not_covered"),
    ],
)  # fmt: skip
def test_who_is_entitled(
    old_story: Story, who: str, group: str, opinion: dict[str, Any], eligibility: str, ground: str
) -> None:
    applied(old_story, who, disability_group=group)
    old_story.complete("check_opinion", **{**OPINION, **opinion})
    values = old_story.values()
    assert (values["eligibility"], values["eligibility_reason"]) == (eligibility, ground)
    old_story.is_waiting_at("draft_decision" if eligibility == "not_eligible" else "assess_activities")


@pytest.mark.parametrize(
    ("ground", "says"),
    [
        ("can_move_alone", "var pārvietoties bez asistenta"),
        ("cannot_move_with_assistant", "nevar pārvietoties arī ar asistentu"),
        ("outside_latvia", "Ārpus Latvijas"),
    ],
)
def test_a_refusal_names_its_ground_and_its_source(old_story: Story, ground: str, says: str) -> None:
    story = old_story
    applied(story)
    story.complete("check_opinion", **OPINION)
    story.complete("assess_activities", assessment_outcome=ground, activities_note=NOTE)
    proposed = story.values()
    assert (proposed["proposed_outcome"], proposed["support_level"]) == ("refused", "none")
    assert says in str(proposed["proposed_reasons"])
    assert "LM-E" in str(proposed["proposed_reasons"])
    kept = story.read(lambda session: rows.first(session, Assessment, case_id=story.case_id))
    assert kept is not None
    assert (kept.instrument, kept.explanation["ground"]) == ("assessment_r942", ground)
    decided(story, "refused")
    story.case_is("refused")
    story.letter_sent("decision_refused", to="anna", says="noteikumi Nr. 942")


def test_help_with_a_university_programme_is_for_people_with_loss_of_vision(old_story: Story) -> None:
    story = old_story
    applied(story)
    story.complete("check_opinion", **OPINION)
    with pytest.raises(EngineError, match="higher education"):
        story.complete("assess_activities", **NEEDED, hours_higher_education=10)
    story.is_waiting_at("assess_activities")


def test_caps_of_the_purpose_and_of_the_week(old_story: Story) -> None:
    assessed(old_story, hours={"hours_work": 25, "hours_education": 10, "hours_leisure": 15})
    proposed = old_story.values()
    assert proposed["weekly_hours"] == {"work": 20, "education": 10, "leisure": 10}
    assert proposed["hours_per_week"] == 40


def test_nothing_is_granted_beyond_the_last_day_of_the_order(old_story: Story) -> None:
    assessed(old_story)
    with pytest.raises(EngineError):
        decided(old_story, valid_to=date(2022, 1, 31))


def test_whoever_assessed_does_not_approve(old_story: Story) -> None:
    story = old_story
    applied(story)
    story.complete("check_opinion", **OPINION)
    story.complete("assess_activities", as_="other_caseworker", **NEEDED, hours_work=8)
    decided(story, approve=False)
    assert set(story.task("approve_decision").excluded_user_ids) == {
        story.actor(name).user_id for name in ("caseworker", "other_caseworker")
    }


def test_the_assistant_is_changed_at_most_twice_a_year(old_story: Story) -> None:
    story = old_story
    in_force(story)
    for number, assistant in ((3, "liga"), (4, "janis")):
        story.on(date(2021, number, 1))
        story.receives("assistant_change_requested", change_from=date(2021, number, 1), change_reason=WHY)
        contracted(story, assistant, first_day=date(2021, number, 1))
    story.on(date(2021, 5, 3))
    story.receives("assistant_change_requested", change_from=date(2021, 5, 3), change_reason=WHY)
    story.is_waiting_at("explain_refused_change")
    assert "2021" in str(story.values()["error_text"])
    story.complete("explain_refused_change", refusal_explained=True)
    story.case_is("active")  # the contract goes on
    story.is_waiting_at()


def test_the_service_ends_with_the_opinion(old_story: Story) -> None:
    story = old_story
    in_force(story, opinion={**OPINION, "opinion_valid_to": date(2021, 5, 31)})
    story.on(date(2021, 6, 1))
    story.is_ended()
    assert story.case().end_reason == "opinion_expired"
    story.letter_sent("end_of_service", to="anna", says="atzinums vairs nav spēkā")


CHANGED: dict[str, Any] = {
    "contest_outcome": "changed",
    "contest_decision_outcome": "granted",
    "contest_note": "Darbam vajag vairāk stundu, to pierāda darba devēja izziņa.",
    "contest_valid_from": date(2021, 3, 1),
    "contest_valid_to": date(2021, 12, 31),
}


def test_a_contest_gives_more_hours_a_week(old_story: Story) -> None:
    story = old_story
    in_force(story)
    contested(story, date(2021, 2, 12))
    with pytest.raises(InvalidAnswers, match="another look"):
        story.complete("review_contestation", **CHANGED)
    story.complete("review_contestation", **CHANGED, contest_week_work=25, contest_week_leisure=4)
    story.letter_sent("contestation_decided", to="anna", says=("kopā: 24", "turp un atpakaļ): 20 h"))
    grants = story.read(lambda session: rows.every(session, WeeklyGrant, order_by=["decision_id"]))
    assert [one.hours for one in grants] == [{"work": 8, "leisure": 4}, {"work": 20, "leisure": 4}]
    at_the_end_of(story, date(2021, 3, 31))
    both_sign(story, period="2021-03", work={"2021-03-02": 600, "2021-03-03": 600})
    assert findings(story, period="2021-03") == []  # 20 h in one week, by the new decision


def test_a_refusal_changed_on_contest_grants_hours_by_the_week(old_story: Story) -> None:
    story = old_story
    applied(story)
    story.complete("check_opinion", **OPINION)
    story.complete("assess_activities", assessment_outcome="can_move_alone", activities_note=NOTE)
    decided(story, "refused")
    contested(story, date(2021, 2, 12))
    story.complete("review_contestation", **CHANGED, contest_week_education=10)
    contracted(story, "janis", first_day=date(2021, 3, 1))
    at_the_end_of(story, date(2021, 3, 31))
    both_sign(story, period="2021-03", education={"2021-03-02": 120})
    story.month_is("2021-03", "ready")


def test_several_times_of_a_day_do_not_meet_another_contract_between_them(old_story: Story) -> None:
    """The assistant is at work with Anna in the morning, out with her at two, and with Pauls between."""
    story = old_story
    in_force(story)
    anna = story.case_id
    in_force(story, "pauls")
    at_the_end_of(story)
    pauls = story.case_id
    reports(story, work={WEDNESDAY: 120})
    story.case_id = anna  # whose contract meets that day: from and to are asked
    work, leisure = _times("08:00", "10:00"), _times("14:00", "15:00")
    story.complete("enter_report", period=FEBRUARY, signed=True, entries_work=work, entries_leisure=leisure)
    story.complete("confirm_report", period=FEBRUARY, verdict="confirmed")
    story.month_is(FEBRUARY, "ready")
    story.case_id = pauls
    story.complete("confirm_report", period=FEBRUARY, verdict="returned", change_note="hours_differ")
    between = _times("10:00", "12:00")
    story.complete("enter_report", period=FEBRUARY, signed=True, entries_work=between)
    story.complete("confirm_report", period=FEBRUARY, verdict="confirmed")
    assert findings(story) == []
    story.month_is(FEBRUARY, "ready")


def _times(start: str, end: str) -> dict[str, dict[str, str]]:
    return {WEDNESDAY: {"from": start, "to": end}}
