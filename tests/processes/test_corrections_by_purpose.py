"""Stories of claimed months corrected where hours are bound to purposes (MK 942)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from engine.errors import EngineError
from engine.inbox import task_pages
from engine.months import months
from engine.persistence import rows
from engine.persistence.tables.corrections import CorrectionSignature, CorrectionUse
from engine.persistence.tables.months import Attestation
from engine.persistence.tables.weekly import MonthTransport
from engine.upkeep import reports
from tests.processes.claim_roads import approved, lines_of, paid, the_claim
from tests.processes.driver import Story
from tests.processes.old_roads import FEBRUARY, at_the_end_of, both_sign, contested, findings, in_force, uses
from tests.processes.old_roads import reports as report

CLAIMED_ON, MARCH_ENDS, NEXT_CLAIM = date(2021, 3, 8), date(2021, 3, 31), date(2021, 4, 8)
MARCH = "2021-03"
TICKET: Mapping[str, Any] = {"travelled_on": date(2021, 2, 3), "purpose": "work", "ticket_cents": 150}
JUDGED: Mapping[str, Any] = {
    "transport_group": "II",
    "transport_allowance": False,
    "transport_by_municipality": False,
    "car_ground": "none",
}


def claimed(story: Story, **days: Mapping[str, int]) -> None:
    """February signed by both, in a frozen claim, paid."""
    at_the_end_of(story)
    both_sign(story, period=FEBRUARY, **days)
    story.month_is(FEBRUARY, "ready")
    story.on(CLAIMED_ON)
    approved(story, period=FEBRUARY)
    paid(story, period=FEBRUARY)


def corrects(story: Story, **days: Mapping[str, int]) -> None:
    """A caseworker says what February should have been; nobody has agreed yet."""
    months.correct(story.runtime, story.actor("caseworker"), story.month(FEBRUARY).id)
    enters(story, **days)


def enters(story: Story, **days: Mapping[str, int]) -> None:
    entries: dict[str, Any] = {f"entries_{purpose}": dict(minutes) for purpose, minutes in days.items()}
    story.complete(
        "enter_correction", correction_step="announce", correction_reason="slip_of_entry", **entries
    )


def both_agree(story: Story) -> None:
    story.complete("agree_correction_assistant", correction_verdict="confirmed")
    story.complete("agree_correction_recipient", correction_verdict="confirmed")


def is_sound(story: Story) -> None:
    assert [(one.name, str(one.detail)) for one in reports.verify(story.runtime) if not one.ok] == []


def test_a_claimed_report_is_corrected_by_purpose_and_the_next_claim_asks_for_the_difference(
    old_story: Story,
) -> None:
    story = old_story
    in_force(story)
    claimed(story, work={"2021-02-03": 240, "2021-02-10": 480}, leisure={"2021-02-03": 60})
    story.ledger_shows(
        state_pay=5021, bank=-5021, ministry_receivable=5423, funding_pay=-5021, funding_administration=-402
    )
    corrects(
        story, work={"2021-02-03": 300, "2021-02-10": 480}, leisure={"2021-02-03": 60, "2021-02-12": 120}
    )
    assert uses(story)["2021-02-03"] == {"work": 240, "leisure": 60}  # nothing has changed yet
    asked = story.values("agree_correction_assistant")
    # 16 h × 3.1250 = 50.00; the employer's contributions are 23.59 % of it, 11.80
    assert (asked["payable_minutes"], asked["pay_cents"], asked["pay_difference_cents"]) == (960, 6180, 1159)
    assert asked["findings"] == []
    both_agree(story)
    story.month_is(FEBRUARY, "paid")
    assert uses(story) == {
        "2021-02-03": {"work": 300, "leisure": 60},
        "2021-02-10": {"work": 480},
        "2021-02-12": {"leisure": 120},
    }
    story.ledger_shows(
        state_pay=6180, owed_to_payroll=-1159, bank=-5021, ministry_receivable=5423,
        funding_pay=-5021, funding_administration=-402,
    )  # fmt: skip
    is_sound(story)

    at_the_end_of(story, MARCH_ENDS)
    both_sign(story, period=MARCH, work={"2021-03-03": 60})
    story.on(NEXT_CLAIM)
    assert lines_of(story, MARCH) == [("regular", 60, 336, None), ("adjustment", 180, 1159, None)]
    approved(story, period=MARCH)
    paid(story, period=MARCH)
    is_sound(story)


def test_both_sides_sign_what_the_hours_were_for(old_story: Story) -> None:
    """The same minutes of another purpose are another content: the signatures stand under it."""
    story = old_story
    in_force(story)
    claimed(story, work={"2021-02-03": 240})
    before = story.month(FEBRUARY).content_hash
    corrects(story, work={"2021-02-03": 180}, leisure={"2021-02-03": 60})
    story.complete("agree_correction_assistant", correction_verdict="confirmed")
    [signed] = story.read(lambda s: rows.every(s, CorrectionSignature))
    assert signed.content_hash != before
    assert signed.shown["purposes"] == {"2021-02-03": {"work": 180, "leisure": 60}}
    story.complete("agree_correction_recipient", correction_verdict="confirmed")
    now = story.month(FEBRUARY)
    assert (now.content_hash, now.entered_minutes) == (signed.content_hash, 240)
    valid = story.read(lambda s: rows.every(s, Attestation, month_id=now.id, voided_at=None))
    assert {(one.side.value, one.content_hash) for one in valid} == {
        ("assistant", signed.content_hash), ("recipient", signed.content_hash),
    }  # fmt: skip
    assert uses(story) == {"2021-02-03": {"work": 180, "leisure": 60}}
    story.on(NEXT_CLAIM)
    # it costs what it cost
    assert lines_of(story, MARCH) == [("regular", 0, 0, "The assistant has not signed.")]
    is_sound(story)


def test_the_form_begins_with_what_was_signed_then_with_what_was_announced(old_story: Story) -> None:
    story = old_story
    in_force(story)
    claimed(story, work={"2021-02-03": 240}, leisure={"2021-02-03": 60})
    months.correct(story.runtime, story.actor("caseworker"), story.month(FEBRUARY).id)
    begins = form_of(story)
    assert (begins["entries_work"], begins["entries_leisure"]) == ({"2021-02-03": 240}, {"2021-02-03": 60})
    enters(story, work={"2021-02-03": 120}, leisure={"2021-02-10": 30}, education={"2021-02-04": 60})
    kept = story.read(lambda s: rows.every(s, CorrectionUse, order_by=["day"]))
    assert [(one.day.day, one.purposes) for one in kept] == [(3, {"work": 120}), (10, {"leisure": 30})]
    story.complete("agree_correction_assistant", correction_verdict="disputed")
    story.complete("settle_correction", settle_verdict="again")
    begins = form_of(story)
    assert (begins["entries_work"], begins["entries_leisure"]) == ({"2021-02-03": 120}, {"2021-02-10": 30})
    assert "entries_education" not in begins  # not granted, so not asked and not kept


def form_of(story: Story) -> Mapping[str, object]:
    """What the open form of the correction starts from."""
    [task] = [one for one in story.open_tasks() if one.element_id == "enter_correction"]
    return task_pages.find(story.runtime, story.actor("caseworker"), task.id).start


def test_the_caps_of_the_week_hold_for_a_correction_too(old_story: Story) -> None:
    story = old_story
    in_force(story)  # 8 hours of work, 4 of leisure a week
    claimed(story, work={"2021-02-03": 240})
    corrects(story, work={"2021-02-02": 600}, leisure={"2021-02-03": 300})
    asked = story.values("agree_correction_assistant")
    assert (asked["has_findings"], asked["payable_minutes"]) == (True, 480 + 240)
    both_agree(story)
    assert story.month(FEBRUARY).payable_minutes == 720
    is_sound(story)


def test_the_first_hours_of_the_week_stay_the_benefits(old_story: Story) -> None:
    """Ten hours a week are paid by the recipient's own benefit; the month after counts on what is left."""
    story = old_story
    in_force(story, hours={"hours_work": 20}, vision_benefit=True)
    claimed(story, work={"2021-02-03": 660})
    assert findings(story) == [("vision_benefit", 600)]
    assert story.month(FEBRUARY).payable_minutes == 60
    corrects(story, work={"2021-02-03": 300})
    asked = story.values("agree_correction_assistant")
    assert (asked["payable_minutes"], asked["pay_cents"]) == (0, 0)
    both_agree(story)
    assert findings(story) == [("vision_benefit", 300)]
    is_sound(story)


@pytest.fixture
def travelled(old_story: Story) -> Story:
    """February with a paid ticket on the 3rd, claimed and paid."""
    story = old_story
    in_force(story)
    at_the_end_of(story)
    work = {"2021-02-03": 240, "2021-02-10": 60}
    story.complete(
        "enter_report", period=FEBRUARY, signed=True, entries_work=work, journeys_made=True, journeys=[TICKET]
    )
    story.complete("confirm_report", period=FEBRUARY, verdict="confirmed")
    story.complete("judge_transport", period=FEBRUARY, **JUDGED)
    story.on(CLAIMED_ON)
    approved(story, period=FEBRUARY)
    paid(story, period=FEBRUARY)
    return story


def test_journeys_stay_as_they_were_claimed(travelled: Story) -> None:
    story, month_id = travelled, travelled.month(FEBRUARY).id
    before = story.read(lambda s: rows.first(s, MonthTransport, month_id=month_id))
    assert before is not None
    corrects(story, work={"2021-02-03": 180})
    [shown] = story.values("agree_correction_assistant")["journeys_shown"]
    assert shown["how"]["values"] == {"cents": 150}
    both_agree(story)
    after = story.read(lambda s: rows.first(s, MonthTransport, month_id=month_id))
    assert after is not None
    assert (after.journeys, after.judged, after.cents) == (before.journeys, before.judged, 150)
    at_the_end_of(story, MARCH_ENDS)
    both_sign(story, period=MARCH, work={"2021-03-03": 60})
    story.on(NEXT_CLAIM)
    # 5 h cost 15.63 + 3.69, 3 h cost 9.38 + 2.21; an hour of March 2.72 + 0.64
    assert lines_of(story, MARCH) == [("regular", 60, 336, None), ("adjustment", -120, -773, None)]
    assert the_claim(story, MARCH).transport_cents == 0
    is_sound(story)


def test_a_day_with_a_paid_journey_is_not_taken_out(travelled: Story) -> None:
    story = travelled
    with pytest.raises(EngineError, match="leave the hours of the way on that day"):
        corrects(story, work={"2021-02-10": 60})
    assert "enter_correction" in [one.element_id for one in story.open_tasks()]
    enters(story, work={"2021-02-03": 30})  # the other day may go
    both_agree(story)
    assert uses(story) == {"2021-02-03": {"work": 30}}
    is_sound(story)


def test_a_report_can_be_corrected_once_a_claim_holds_it(old_story: Story) -> None:
    story, ilze = old_story, old_story.actor("caseworker")
    in_force(story)
    at_the_end_of(story)
    report(story, work={"2021-02-03": 240})
    story.complete("confirm_report", period=FEBRUARY, verdict="confirmed")
    month_id = story.month(FEBRUARY).id
    assert not months.find(story.runtime, ilze, month_id).may_correct
    with pytest.raises(EngineError, match="in a frozen claim"):
        months.correct(story.runtime, ilze, month_id)
    story.on(CLAIMED_ON)
    approved(story, period=FEBRUARY)
    assert months.find(story.runtime, ilze, month_id).may_correct
    assert not months.find(story.runtime, story.actor("anna"), month_id).may_correct


def test_a_correction_is_checked_against_the_grant_of_its_report(old_story: Story) -> None:
    """A contest that gives more hours from March on gives none for February."""
    story = old_story
    in_force(story)
    contested(story, date(2021, 2, 12))
    claimed(story, work={"2021-02-03": 240})
    more: dict[str, Any] = {"contest_valid_from": date(2021, 3, 1), "contest_valid_to": date(2021, 12, 31)}
    story.complete(
        "review_contestation",
        contest_outcome="changed",
        contest_decision_outcome="granted",
        contest_note="Darbam vajag vairāk stundu, to pierāda darba devēja izziņa.",
        contest_week_work=25,
        contest_week_leisure=4,
        **more,
    )
    corrects(story, work={"2021-02-03": 600})
    asked = story.values("agree_correction_assistant")
    assert (asked["weekly_hours"], asked["payable_minutes"]) == ({"work": 8, "leisure": 4}, 480)


def test_times_of_a_day_come_back_with_the_correction(old_story: Story) -> None:
    """Where another contract meets the day, each purpose has its from–to, kept with the correction."""
    story = old_story
    in_force(story)
    anna = story.case_id
    in_force(story, "pauls")
    at_the_end_of(story)
    both_sign(story, work={"2021-02-03": 120})
    story.case_id = anna
    work = {"2021-02-03": {"from": "08:00", "to": "10:00"}}
    story.complete("enter_report", period=FEBRUARY, signed=True, entries_work=work)
    story.complete("confirm_report", period=FEBRUARY, verdict="confirmed")
    story.complete("review_report_findings", findings_verdict="accept_payable", findings_note="limit_applies")
    story.on(CLAIMED_ON)
    approved(story, period=FEBRUARY)
    months.correct(story.runtime, story.actor("caseworker"), story.month(FEBRUARY).id)
    assert form_of(story)["entries_work_times"] == work
    leisure = {"2021-02-03": {"from": "14:00", "to": "15:00"}}
    story.complete(
        "enter_correction", correction_step="announce", correction_reason="hours_missing",
        entries_work=work, entries_leisure=leisure,
    )  # fmt: skip
    [kept] = story.read(lambda s: rows.every(s, CorrectionUse))
    assert kept.times == {"work": work["2021-02-03"], "leisure": leisure["2021-02-03"]}
    story.complete("agree_correction_assistant", correction_verdict="disputed")
    story.complete("settle_correction", settle_verdict="again")
    begins = form_of(story)
    assert (begins["entries_work_times"], begins["entries_leisure_times"]) == (work, leisure)
