"""Under MK 942 another worker assesses again: hours a week for each purpose, beside those in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.case_files import controls
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.cases import Decision
from engine.persistence.tables.controls import Reassessment
from engine.persistence.tables.weekly import WeeklyGrant
from engine.runtime import LoadedRelease
from engine.service_tasks.register_reassessment import FORM_BY_WEEK
from engine.upkeep import reports as house_reports
from tests.processes.driver import Story
from tests.processes.old_roads import (
    CHILDS_OPINION,
    NEEDED,
    NOTE,
    OPINION,
    applied,
    at_the_end_of,
    both_sign,
    contested,
    decided,
    findings,
    in_force,
)
from tests.processes.roads import REASONS, contracted

MORE: dict[str, Any] = {"hours_work": 12, "hours_medical_institutions": 2}


def ordered(story: Story) -> None:
    story.receives("reassessment_ordered", as_="head", reassessment_reason="Lietā maz rakstīts.")


def assessed_again(story: Story, **answers: Any) -> None:
    story.complete("assess_activities_again", as_="other_caseworker", **{**NEEDED, **answers})


def changed(story: Story, **changes: Any) -> None:
    proposed = story.values("draft_changed_decision")
    answers = {
        "changed_outcome": proposed["change_proposed_outcome"],
        "changed_valid_from": proposed["change_proposed_valid_from"],
        "changed_valid_to": proposed["change_proposed_valid_to"],
        "changed_reasons": REASONS,
    }
    refused = {"changed_valid_from": None, "changed_valid_to": None}
    is_grant = answers["changed_outcome"] != "refused"
    story.complete("draft_changed_decision", **{**answers, **({} if is_grant else refused), **changes})


def approved(story: Story) -> None:
    story.complete("approve_changed_decision", change_approval="approved")


def seen(story: Story) -> controls.SecondLook:
    (found,) = controls.overview(story.runtime, story.actor("head"), 2021).second_looks
    return found


def test_the_same_week_changes_nothing(old_story: Story) -> None:
    story = old_story
    in_force(story)
    ordered(story)
    assert story.waiting() == ["assess_activities_again"]
    story.case_is("active")
    assert seen(story).earlier.week == {"work": 8, "leisure": 4}
    assessed_again(story, hours_work=8, hours_leisure=4)
    assert story.waiting() == []
    found = seen(story)
    assert (found.earlier.assessor, found.second.assessor) == ("Ilze Ozola", "Dace Liepa")
    assert found.earlier.week == found.second.week == {"work": 8, "leisure": 4}
    assert (found.decision_number, found.is_over) == (None, True)
    assert story.read(lambda s: rows.count(s, Decision)) == 1


def test_another_week_leads_to_a_changed_decision(old_story: Story) -> None:
    story = old_story
    in_force(story)
    story.on(date(2021, 2, 12))
    ordered(story)
    assert story.values("assess_activities_again")["hours_work"] is None  # the first answers are not shown
    assessed_again(story, **MORE)
    story.is_waiting_at("draft_changed_decision")
    compared = story.values("draft_changed_decision")["weeks_compared"]
    assert [(one["before"], one["now"]) for one in compared] == [(8, 12), (0, 2), (4, 0), (12, 14)]
    changed(story)
    story.complete("approve_changed_decision", change_approval="returned", change_note="Īsāk.")
    changed(story)
    approved(story)
    story.case_is("active")
    says = ("Stundas nedēļā kopā: 14", "turp un atpakaļ): 12 h", "noteikumi Nr. 942")
    story.letter_sent("decision_granted", to="anna", says=says, times=2)
    found = seen(story)
    assert (found.earlier.week, found.second.week) == (
        {"work": 8, "leisure": 4},
        {"work": 12, "medical_institutions": 2},
    )
    assert (found.decision_number, found.is_over) == ("2021-000001/L2", True)
    _the_service_follows(story)


def _the_service_follows(story: Story) -> None:
    """The next month and the next contract go by the changed week, and it can be contested."""
    at_the_end_of(story, date(2021, 3, 31))
    both_sign(story, period="2021-03", work={"2021-03-02": 360, "2021-03-03": 360})
    assert findings(story, period="2021-03") == []  # 12 h in one week
    story.on(date(2021, 4, 1))
    why = "Asistents pārceļas uz citu pilsētu."
    story.receives("assistant_change_requested", change_from=date(2021, 4, 1), change_reason=why)
    contracted(story, "liga", first_day=date(2021, 4, 1))
    story.letter_sent("contract", to="anna", says="Stundas nedēļā, ne vairāk kā: 14", times=2)
    assert [one.name for one in house_reports.verify(story.runtime) if not one.ok] == []


def test_the_changed_decision_is_contested(old_story: Story) -> None:
    story = old_story
    in_force(story)
    ordered(story)
    assessed_again(story, hours_work=4)
    changed(story)
    approved(story)
    contested(story, date(2021, 2, 1))
    story.case_is("contested")
    upheld = "Otrais izvērtējums ir pamatots."
    story.complete("review_contestation", contest_outcome="upheld", contest_note=upheld)
    grants = story.read(lambda session: rows.every(session, WeeklyGrant, order_by=["decision_id"]))
    assert [one.hours for one in grants] == [{"work": 8, "leisure": 4}, {"work": 4}]


def test_the_benefit_alone_makes_a_difference(old_story: Story) -> None:
    story = old_story
    vision = {**OPINION, "opinion_criterion": "vision"}
    in_force(story, hours={"hours_medical_institutions": 12}, opinion=vision, loss_of_vision=True)
    ordered(story)
    assessed_again(story, hours_medical_institutions=12, loss_of_vision=True, vision_benefit=True)
    compared = story.values("draft_changed_decision")["weeks_compared"]
    assert [(one["before"], one["now"]) for one in compared] == [(12, 12), (12, 12), (0, 10)]
    changed(story)
    approved(story)
    story.letter_sent("decision_granted", to="anna", says="Pirmās 10 stundas katrā nedēļā", times=2)


def test_no_need_found_ends_the_service_with_its_ground(old_story: Story) -> None:
    story = old_story
    in_force(story)
    ordered(story)
    assessed_again(story, assessment_outcome="can_move_alone", activities_note=NOTE)
    proposed = story.values("draft_changed_decision")
    assert "var pārvietoties bez asistenta" in str(proposed["change_proposed_reasons"])
    days = {"changed_valid_from": date(2021, 2, 1), "changed_valid_to": date(2021, 12, 31)}
    changed(story, changed_outcome="granted", **days)
    with pytest.raises(EngineError, match="the decision can only refuse"):
        approved(story)
    story.complete("approve_changed_decision", change_approval="returned", change_note="Atteikt.")
    changed(story)
    approved(story)
    story.is_ended()
    story.letter_sent("decision_refused", to="anna", says="noteikumi Nr. 942")


def test_a_purpose_that_ends_shortens_the_changed_decision(old_story: Story) -> None:
    story = old_story
    in_force(story)
    ordered(story)
    assessed_again(story, hours_work=10, purpose_ends_on=date(2021, 6, 30))
    assert story.values("draft_changed_decision")["change_proposed_valid_to"] == date(2021, 6, 30)


def test_whoever_assessed_first_does_not_assess_again_nor_approve(old_story: Story) -> None:
    story = old_story
    in_force(story)
    ordered(story)
    with pytest.raises(NotFound):
        story.complete("assess_activities_again", as_="caseworker", **NEEDED, **MORE)
    with pytest.raises(EngineError, match="ordered before and is not done yet"):
        ordered(story)
    assessed_again(story, **MORE)
    changed(story)
    excluded = set(story.task("approve_changed_decision").excluded_user_ids)
    assert excluded == {story.actor(name).user_id for name in ("caseworker", "other_caseworker")}


def test_a_child_is_assessed_again_individually(old_story: Story) -> None:
    story = old_story
    applied(story, "elina", disability_group="child")
    story.complete("check_opinion", **CHILDS_OPINION)
    story.complete("assess_activities", **NEEDED, hours_education=8)
    decided(story)
    contracted(story, "janis", first_day=date(2021, 2, 1))
    ordered(story)
    assessed_again(story, hours_education=8)
    assert story.waiting() == []
    kept = story.read(lambda s: rows.first(s, Reassessment))
    assert kept is not None
    assert kept.closed_at is not None


def test_a_case_of_an_earlier_release_is_not_given_the_questionnaire(
    old_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its diagrams know no other second assessment, so the order is refused."""
    in_force(old_story)
    whole = LoadedRelease.file

    def without_form(release: LoadedRelease, path: str) -> bytes:
        if path == FORM_BY_WEEK:
            raise NotFound(msg("The release has no file {path}.", path=path))
        return whole(release, path)

    monkeypatch.setattr(LoadedRelease, "file", without_form)
    with pytest.raises(EngineError, match="earlier diagrams"):
        ordered(old_story)
    old_story.is_waiting_at()
