"""A wrong step is opened again by the head: the case stands there once more, what came of it is put aside."""

from __future__ import annotations

from datetime import date

import pytest

from engine.bpmn.going_back import NoWayBack
from engine.cases import reopenings
from engine.errors import NotFound
from engine.instances.instances import NotWaiting
from engine.persistence import rows
from engine.persistence.queries import reassessments
from engine.persistence.tables.cases import Assessment, Contract, Decision
from engine.persistence.tables.instances import MessageWait, TaskStatus, Timer, UserTask
from engine.persistence.tables.reopenings import Reopening, Superseded, SupersededKind
from engine.upkeep import reports
from tests.processes.driver import Story
from tests.processes.roads import REASONS, assessed, decided, in_force, points

WHY = "Septītajā jautājumā atzīmēta cita atbilde."


def done(story: Story, element_id: str) -> UserTask:
    """The newest completed task of this name."""
    found = story.read(
        lambda session: rows.every(
            session, UserTask, element_id=element_id, status=TaskStatus.COMPLETED, order_by=["-id"]
        )
    )
    return found[0]


def reopen(story: Story, element_id: str, who: str = "head") -> None:
    reopenings.reopen(story.runtime, story.actor(who), done(story, element_id).id, WHY)


def choose(story: Story, assistant: str) -> None:
    story.complete(
        "choose_assistant",
        assistant_id=story.person_id(assistant),
        contract_form="contract_for_work",
        first_day=story.today,
    )


def test_a_wrong_assessment_is_made_anew(story: Story) -> None:
    assessed(story)
    story.is_waiting_at("draft_decision")
    first = story.read(lambda s: reassessments.newest_assessment(s, story.case_id))
    reopen(story, "assess_need")
    story.is_waiting_at("assess_need")
    story.case_is("assessing")
    assert story.read(lambda s: reassessments.newest_assessment(s, story.case_id)) is None
    story.complete("assess_need", questionnaire=points(2), assessment_note="")
    story.complete("set_purposes", purposes=["work_study_para"])
    story.is_waiting_at("draft_decision")
    story.case_is("deciding")
    second = story.read(lambda s: reassessments.newest_assessment(s, story.case_id))
    assert first is not None
    assert second is not None
    assert (first.score, second.score) == (12, 24)
    assert story.values("draft_decision")["proposed_hours"] == 160
    decided(story)
    story.letter_sent("decision_granted", to="anna", says="160")
    aside = story.read(lambda s: rows.every(s, Superseded, order_by=["kind", "object_id"]))
    assert {one.object_id for one in aside if one.kind is SupersededKind.ASSESSMENT} == {first.id}
    assert [one.name for one in reports.verify(story.runtime) if not one.ok] == []


def test_the_first_check_is_opened_again_and_the_whole_road_repeats(story: Story) -> None:
    """Property: the same answers lead to the same end, as if nobody had opened anything."""
    assessed(story)
    before = story.values("draft_decision")
    reopen(story, "check_application")
    story.is_waiting_at("check_application")
    story.case_is("applied")
    story.complete("check_application", application_complete=True)
    story.complete("assess_need", questionnaire=points(1), assessment_note="")
    story.complete("set_purposes", purposes=["work_study_para"])
    after = story.values("draft_decision")
    assert {**before, "assessment_id": 0} == {**after, "assessment_id": 0}
    decided(story)
    assert len(story.read(lambda s: rows.every(s, Decision))) == 1


def test_what_was_to_come_is_withdrawn(story: Story) -> None:
    """Missing documents were asked for by mistake: the wait for them and its deadline go."""
    story.apply()
    waits = story.read(lambda s: {(one.message_name) for one in rows.every(s, MessageWait)})
    timers = story.read(lambda s: {one.element_id for one in rows.every(s, Timer)})
    story.complete(
        "check_application",
        application_complete=False,
        missing_documents=["doctor_referral"],
        documents_due=date(2026, 2, 20),
    )
    story.case_is("incomplete")
    assert story.read(lambda s: rows.count(s, MessageWait, message_name="documents_received")) == 1
    reopen(story, "check_application")
    story.is_waiting_at("check_application")
    story.case_is("applied")
    assert story.read(lambda s: {(one.message_name) for one in rows.every(s, MessageWait)}) == waits
    assert story.read(lambda s: {one.element_id for one in rows.every(s, Timer)}) == timers
    with pytest.raises(NotWaiting):
        story.receives("documents_received", received_documents=["doctor_referral"])
    story.complete("check_application", application_complete=True)
    story.is_waiting_at("assess_need")


def test_the_draft_is_opened_again_from_the_approval(story: Story) -> None:
    assessed(story)
    proposed = story.values("draft_decision")
    story.complete(
        "draft_decision",
        decision_outcome="granted",
        decision_reasons=REASONS,
        decision_hours=40,
        valid_from=proposed["proposed_valid_from"],
        valid_to=proposed["proposed_valid_to"],
    )
    open_before = story.task("approve_decision").id
    reopen(story, "draft_decision")
    story.is_waiting_at("draft_decision")
    story.case_is("deciding")
    withdrawn = story.read(lambda s: rows.every(s, UserTask, id=open_before))[0]
    assert withdrawn.status is TaskStatus.CANCELLED
    decided(story)
    (decision,) = story.read(lambda s: rows.every(s, Decision))
    assert decision.hours_per_month == 80


def test_the_assistant_is_chosen_anew_before_anybody_signed(story: Story) -> None:
    assessed(story)
    decided(story)
    choose(story, "liga")
    reopen(story, "choose_assistant")
    story.is_waiting_at("choose_assistant")
    story.case_is("contracting")
    (first,) = story.read(lambda s: rows.every(s, Contract))
    assert (first.state, first.end_reason) == ("ended", "dropped")
    aside = story.read(lambda s: rows.every(s, Superseded, kind=SupersededKind.CONTRACT))
    assert [one.object_id for one in aside] == [first.id]
    choose(story, "janis")
    story.is_waiting_at("sign_contract_assistant", "sign_contract_office", "sign_contract_recipient")


def test_where_going_back_would_not_be_honest_one_sentence_says_so(story: Story) -> None:
    assessed(story)
    decided(story)
    choose(story, "janis")
    with pytest.raises(NoWayBack, match="issued and sent"):
        reopen(story, "draft_decision")
    with pytest.raises(NoWayBack, match="issued and sent"):
        reopen(story, "assess_need")
    story.complete("sign_contract_recipient", signing_method_recipient="by_hand", plain_signature_agreed=True)
    with pytest.raises(NoWayBack, match="signed the contract already"):
        reopen(story, "choose_assistant")
    with pytest.raises(NoWayBack, match="for themselves"):
        reopen(story, "sign_contract_recipient")
    story.is_waiting_at("sign_contract_assistant", "sign_contract_office")
    assert story.read(lambda s: rows.count(s, Reopening) + rows.count(s, Superseded)) == 0


def test_a_contract_in_force_is_not_undone(story: Story) -> None:
    in_force(story)
    with pytest.raises(NoWayBack, match="signed the contract already"):
        reopen(story, "choose_assistant")
    story.case_is("active")


def test_rules_about_two_people_hold_after_it(story: Story) -> None:
    """The second assessor is another one: who assessed wrongly and was put aside counts no more."""
    assessed(story)
    reopen(story, "assess_need")
    story.complete("assess_need", as_="other_caseworker", questionnaire=points(1), assessment_note="")
    story.complete("set_purposes", purposes=["work_study_para"])
    proposed = story.values("draft_decision")
    story.complete(
        "draft_decision",
        as_="other_caseworker",
        decision_outcome="granted",
        decision_reasons=REASONS,
        decision_hours=80,
        valid_from=proposed["proposed_valid_from"],
        valid_to=proposed["proposed_valid_to"],
    )
    excluded = story.task("approve_decision").excluded_user_ids
    assert excluded == (story.actor("other_caseworker").user_id,)


def test_only_the_head_opens_a_step_again_with_a_reason_and_once(story: Story) -> None:
    assessed(story)
    for who in ("caseworker", "anna", "auditor", "process_owner"):
        with pytest.raises(NotFound):
            reopen(story, "assess_need", who)
    old = done(story, "assess_need").id
    reopen(story, "assess_need")
    with pytest.raises(NoWayBack, match="already"):
        reopenings.reopen(story.runtime, story.actor("head"), old, WHY)
    open_task = story.task("assess_need").id
    with pytest.raises(NotWaiting):
        reopenings.reopen(story.runtime, story.actor("head"), open_task, WHY)


def test_a_second_look_is_made_anew(story: Story) -> None:
    in_force(story)
    story.receives("reassessment_ordered", as_="head", reassessment_reason="Stundas šķiet par maz.")
    story.complete("reassess_need", as_="other_caseworker", questionnaire=points(2), assessment_note="")
    story.is_waiting_at("draft_changed_decision")
    reopen(story, "reassess_need")
    story.is_waiting_at("reassess_need")
    story.case_is("active")
    story.complete("reassess_need", as_="other_caseworker", questionnaire=points(1), assessment_note="")
    assert story.waiting() == []
    assert [one.name for one in reports.verify(story.runtime) if not one.ok] == []


def test_a_failure_in_the_middle_leaves_everything_as_it_was(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessed(story)
    before = story.values("draft_decision")

    def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("engine.persistence.effects.reopenings.put_case", fail)
    with pytest.raises(OSError, match="disk"):
        reopen(story, "assess_need")
    monkeypatch.undo()
    story.is_waiting_at("draft_decision")
    assert story.values("draft_decision") == before
    assert story.read(lambda s: rows.count(s, Reopening) + rows.count(s, Superseded)) == 0
    assert story.read(lambda s: rows.count(s, Assessment)) == 1
    reopen(story, "assess_need")
    story.is_waiting_at("assess_need")
