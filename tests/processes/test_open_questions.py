"""Whoever signs, confirms or approves finds the question open, whatever was answered before."""

from __future__ import annotations

from engine.inbox import task_pages
from engine.months import months
from tests.processes.claim_roads import BANK, OPENS, approved, paid
from tests.processes.driver import Story
from tests.processes.month_roads import MARCH, both_sign, enters, march
from tests.processes.roads import REASONS, assessed


def starts_with(story: Story, step: str, who: str) -> dict[str, object]:
    """What stands in the step's form when this person opens it."""
    return dict(task_pages.find(story.runtime, story.actor(who), story.task(step).id).start)


def test_a_month_that_came_back_is_signed_anew(story: Story) -> None:
    march(story)
    enters(story)
    assert "verdict" not in starts_with(story, "confirm_month", "anna")
    story.complete(
        "confirm_month",
        period=MARCH,
        verdict="changed",
        change_note="hours_differ",
        entries={"2026-03-03": 120},
    )
    again = starts_with(story, "enter_month", "janis")
    assert "signed" not in again
    assert again["entries"]  # what was entered is there to be mended
    story.complete("enter_month", period=MARCH, entries={"2026-03-03": 60}, signed=True)
    assert {"verdict", "change_note"}.isdisjoint(starts_with(story, "confirm_month", "anna"))
    story.complete("confirm_month", period=MARCH, verdict="confirmed")


def test_the_second_side_of_a_correction_finds_no_answer_of_the_first(story: Story) -> None:
    march(story, "pauls", "liga", BANK)
    both_sign(story)
    story.on(OPENS)
    approved(story)
    paid(story)
    months.correct(story.runtime, story.actor("caseworker"), story.month(MARCH).id)
    story.complete(
        "enter_correction",
        correction_step="announce",
        correction_reason="slip_of_entry",
        entries={"2026-03-03": 300},
    )
    story.complete("agree_correction_assistant", correction_verdict="confirmed")
    assert "correction_verdict" not in starts_with(story, "agree_correction_recipient", "pauls")
    story.complete("agree_correction_recipient", correction_verdict="confirmed")


def test_a_draft_that_came_back_is_approved_anew(story: Story) -> None:
    assessed(story)
    drafted(story)
    story.complete("approve_decision", approval="returned", approval_note="Īsāk.")
    drafted(story)
    assert "approval" not in starts_with(story, "approve_decision", "head")
    story.complete("approve_decision", approval="approved")


def drafted(story: Story) -> None:
    """The decision as proposed, laid before the head."""
    proposed = story.values()
    story.complete(
        "draft_decision",
        decision_outcome="granted",
        decision_reasons=REASONS,
        decision_hours=proposed["proposed_hours"],
        valid_from=proposed["proposed_valid_from"],
        valid_to=proposed["proposed_valid_to"],
    )


def test_what_one_party_agreed_to_is_not_chosen_for_the_other(story: Story) -> None:
    assessed(story)
    drafted(story)
    story.complete("approve_decision", approval="approved")
    story.complete(
        "choose_assistant",
        assistant_id=story.person_id("janis"),
        contract_form="contract_for_work",
        first_day=story.today,
    )
    story.complete(
        "sign_contract_recipient",
        signing_method_recipient="secure_e_signature",
        plain_signature_agreed=True,
    )
    assert "plain_signature_agreed" not in starts_with(story, "sign_contract_assistant", "janis")
