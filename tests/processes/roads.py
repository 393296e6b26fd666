"""Longer roads through a story, for tests that begin where these end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from engine.releases import deployments
from engine.settings import ROOT
from tests.processes.driver import Story
from tests.processes.remembered import remembered

SMALLEST_GROUP = "smallest_published_group", ("value: 5", "value: 1")  # of the law: everybody is told
REASONS = "Pakalpojums vajadzīgs, lai nokļūtu darbā un pie ārsta."


def points(each: int) -> dict[str, int]:
    """The questionnaire answered alike: 0 gives no need, 1 large support, 2 very large support."""
    return {f"q{number:02d}": each for number in range(1, 13)}


@remembered
def assessed(
    story: Story, who: str = "anna", *, each: int = 1, purposes: Sequence[str] = ("work_study_para",)
) -> None:
    """An application, complete and assessed; with purposes where a need was found. Waits for the draft."""
    story.apply(who)
    story.complete("check_application", application_complete=True)
    if "assess_need" in story.waiting():
        story.complete("assess_need", questionnaire=points(each), assessment_note="")
    else:
        story.complete("confirm_child", treatment_weekly=False, child_note="")
        purposes = ("child",)
    if "set_purposes" in story.waiting():
        story.complete("set_purposes", purposes=list(purposes))


def decided(
    story: Story,
    outcome: str = "granted",
    *,
    hours: int | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> None:
    """The drafted decision as proposed, unless said otherwise, approved by the head."""
    proposed = story.values()
    answers: dict[str, Any] = {"decision_outcome": outcome, "decision_reasons": REASONS}
    if outcome != "refused":
        answers |= {
            "decision_hours": hours or proposed["proposed_hours"],
            "valid_from": valid_from or proposed["proposed_valid_from"],
            "valid_to": valid_to or proposed["proposed_valid_to"],
        }
    story.complete("draft_decision", **answers)
    story.complete("approve_decision", approval="approved")


@remembered
def contracted(
    story: Story,
    assistant: str = "janis",
    *,
    first_day: date | None = None,
    form: str = "contract_for_work",
    plain_agreed: bool = True,
) -> None:
    """An assistant chosen and the contract signed by all three; months it reaches back to are opened."""
    story.complete(
        "choose_assistant",
        assistant_id=story.person_id(assistant),
        contract_form=form,
        first_day=first_day or story.today,
    )
    story.complete(
        "sign_contract_recipient",
        signing_method_recipient="secure_e_signature",
        plain_signature_agreed=plain_agreed,
    )
    story.complete(
        "sign_contract_assistant", signing_method_assistant="by_hand", plain_signature_agreed=plain_agreed
    )
    story.complete("sign_contract_office", signing_method_office="secure_e_signature")
    story.works()


@remembered
def in_force(
    story: Story,
    who: str = "anna",
    *,
    assistant: str = "janis",
    each: int = 1,
    first_day: date | None = None,
    valid_to: date | None = None,
) -> None:
    """From the application to a contract in force, all on the story's present day: 80 h a month, or 160."""
    assessed(story, who, each=each)
    decided(story, valid_to=valid_to)
    contracted(story, assistant, first_day=first_day)


def record_changed(
    story: Story, folder: Path, number: str, change: tuple[str, str], pack: str = "proposed_2019"
) -> None:
    """Record the numbers with one of them changed: the first place below it where the text stands."""
    text = (ROOT / "processes" / "rule_packs" / f"{pack}.yaml").read_text("utf-8")
    head, begun, rest = text.partition(f"  {number}:\n")
    old, new = change
    assert old in rest
    (folder / f"{pack}.yaml").write_text(head + begun + rest.replace(old, new, 1), "utf-8")
    assert deployments.record_rule_packs(story.runtime, folder) == [pack]
