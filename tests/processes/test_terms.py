"""Stories of terms: decisions due, contracts unsigned, decisions running out, children coming of age."""

from __future__ import annotations

from datetime import date

from tests.processes.driver import Story
from tests.processes.roads import assessed, contracted, decided, in_force


def test_the_decision_is_late(story: Story) -> None:
    story.apply("anna")
    story.on(date(2026, 2, 22))
    story.letter_sent("decision_term_warning", to="office", times=0)
    story.on(date(2026, 2, 23))
    story.letter_sent(
        "decision_term_warning", to="office", says=("Anna Bērziņa", "diena: 2026. gada 2. marts")
    )
    story.letter_sent("decision_term_passed", to="office", times=0)
    story.on(date(2026, 3, 2))
    story.letter_sent("decision_term_passed", to="office", says="2026. gada 2. marts")
    story.is_waiting_at("check_application")
    story.on(date(2026, 4, 10))
    story.letter_sent("decision_term_warning", to="office", times=1)
    story.letter_sent("decision_term_passed", to="office", times=1)


def test_nobody_is_warned_of_a_term_that_was_kept(story: Story) -> None:
    assessed(story)
    decided(story, "refused")
    story.on(date(2026, 3, 10))
    story.letter_sent("decision_term_warning", to="office", times=0)
    story.letter_sent("decision_term_passed", to="office", times=0)


def test_only_those_who_have_not_signed_are_reminded(story: Story) -> None:
    assessed(story)
    decided(story)
    story.complete(
        "choose_assistant",
        assistant_id=story.person_id("janis"),
        contract_form="self_employed",
        first_day=date(2026, 3, 1),
    )
    story.complete("sign_contract_recipient", signing_method_recipient="by_hand", plain_signature_agreed=True)
    story.on(date(2026, 2, 11))
    story.letter_sent("contract_reminder", to="janis", times=0)
    story.on(date(2026, 2, 12))
    story.letter_sent("contract_reminder", to="janis", says=("2026-000001/A1", "2026. gada 1. marts"))
    story.letter_sent("contract_reminder", to="office", says="Jānis Kalniņš")
    story.letter_sent("contract_reminder", to="anna", times=0)
    story.is_waiting_at("sign_contract_assistant", "sign_contract_office")
    story.complete(
        "sign_contract_assistant", signing_method_assistant="by_hand", plain_signature_agreed=False
    )
    story.complete("sign_contract_office", signing_method_office="secure_e_signature")
    contract = story.contract("janis")
    assert contract.plain_signature_agreed is False
    assert {party: one["plain_agreed"] for party, one in contract.signatures.items()} == {
        "recipient": True,
        "assistant": False,
        "office": False,
    }
    assert contract.signatures["recipient"]["day"] == "2026-02-02"


def test_a_decision_runs_out(story: Story) -> None:
    in_force(story, valid_to=date(2026, 5, 15))
    story.on(date(2026, 3, 15))
    story.letter_sent("renewal_reminder", to="anna", times=0)
    story.on(date(2026, 3, 16))
    story.letter_sent("renewal_reminder", to="anna", says=("2026-000001/L1", "2026. gada 15. maijs"))
    story.case_is("active")
    story.on(date(2026, 5, 15))
    story.case_is("active")
    story.on(date(2026, 5, 16))
    story.is_ended()
    assert story.case().end_reason == "decision_expired"
    story.letter_sent("end_of_service", to="anna", says=("2026. gada 15. maijs", "termiņš ir beidzies"))
    story.letter_sent("end_of_service", to="janis")
    contract = story.contract("janis")
    assert (contract.state, contract.last_day) == ("ended", date(2026, 5, 15))
    story.on(date(2026, 6, 2))
    assert story.periods() == ["2026-02", "2026-03", "2026-04", "2026-05"]
    story.month_is("2026-05", "open")


def signer_of(story: Story, period: str) -> tuple[str, int | None]:
    month = story.month(period)
    return str(month.recipient_signer_kind), month.recipient_signer_id


def test_a_recipient_turns_18(story: Story) -> None:
    story.apply("karlis")
    story.complete("check_application", application_complete=True)
    story.complete("confirm_child", treatment_weekly=False, child_note="")
    story.complete("set_purposes", purposes=["child"])
    assert story.values()["proposed_valid_to"] == date(2026, 6, 14)
    decided(story)
    contracted(story)
    story.on(date(2026, 6, 14))
    story.case_is("active")
    assert signer_of(story, "2026-05") == ("representative", story.person_id("marta"))
    story.on(date(2026, 6, 15))
    story.is_ended()
    assert story.case().end_reason == "turned_18"
    assert signer_of(story, "2026-06") == (
        "recipient",
        story.person_id("karlis"),
    )  # a parent no longer acts for an adult
    story.letter_sent("adult_assessment", to="marta", says=("Kārlis Priede", "jaunu iesniegumu"))
    story.letter_sent("end_of_service", to="marta", says="2026. gada 14. jūnijs")
    assert story.contract("janis").last_day == date(2026, 6, 14)
    assert ["18" in note for note in story.notes()] == [True]


def test_a_contract_recorded_late_still_gets_its_months(story: Story) -> None:
    assessed(story)
    decided(story, valid_from=date(2026, 1, 19), valid_to=date(2027, 1, 18))
    story.on(date(2026, 2, 6))
    contracted(story, first_day=date(2026, 1, 19))
    assert story.periods() == ["2026-01", "2026-02"]
    assert story.month("2026-01").opened_late
    story.on(date(2026, 3, 1))
    assert story.periods() == ["2026-01", "2026-02", "2026-03"]
