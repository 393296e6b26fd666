"""Stories of a running service: stays, other assistants, giving it up, moving away, death."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.cases import cases
from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError
from engine.instances.instances import NotWaiting
from engine.months import months
from engine.persistence import rows
from engine.persistence.tables.cases import Suspension
from engine.persistence.tables.people import Person
from tests.processes.driver import Story
from tests.processes.roads import assessed, contracted, decided, in_force, record_changed


def test_a_month_suspended_from_end_to_end_asks_nobody_to_sign(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 2, 20))
    story.receives("service_suspended", suspended_from=date(2026, 2, 21), suspension_reason="hospital")
    story.on(date(2026, 4, 2))
    assert story.periods() == ["2026-02"]
    caseworker = story.actor("caseworker")
    board = months.cockpit(story.runtime, caseworker, ServiceMonth(2026, 3))
    assert (list(board.rows), [one.recipient for one in board.suspended]) == ([], ["Anna Bērziņa"])
    assert months.cockpit(story.runtime, caseworker, ServiceMonth(2026, 2)).suspended == []
    assert cases.find(story.runtime, caseworker, story.case_id).minutes_left is None

    story.receives("service_resumed", resumed_on=date(2026, 4, 2))  # April was not opened on the 1st
    story.works()
    assert story.periods() == ["2026-02", "2026-04"]
    assert cases.find(story.runtime, caseworker, story.case_id).minutes_left == 80 * 60


def test_a_stay_recorded_late_takes_an_open_month_off_the_list(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 3, 5))
    story.receives("service_suspended", suspended_from=date(2026, 3, 1), suspension_reason="hospital")
    story.on(date(2026, 3, 31))
    march = story.month("2026-03").id
    caseworker = story.actor("caseworker")
    [row] = months.cockpit(story.runtime, caseworker, ServiceMonth(2026, 3)).rows
    assert [str(one) for one in row.waiting_for] == ["nobody: the service is suspended all month"]
    assert not row.may_remind
    assert months.remind(story.runtime, caseworker, [march]) == 0
    # Three working days from Sunday the 1st end on the 4th.
    late = "Par izmaiņu, kas notika 01.03.2026., uzzināts 05.03.2026.; bija jāpaziņo līdz 04.03.2026."
    assert story.notes() == [late]


def test_suspended_mid_month_and_resumed(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 2, 12))
    story.receives("service_suspended", suspended_from=date(2026, 2, 10), suspension_reason="hospital")
    story.case_is("suspended")
    assert story.notes() == []  # told in time
    with pytest.raises(EngineError, match="suspended since"):
        story.receives("service_suspended", suspended_from=date(2026, 2, 11), suspension_reason="prison")
    story.on(date(2026, 2, 20))
    with pytest.raises(EngineError, match="can be resumed after"):
        story.receives("service_resumed", resumed_on=date(2026, 2, 10))
    story.receives("service_resumed", resumed_on=date(2026, 2, 18))
    story.case_is("active")
    [stay] = story.read(lambda session: rows.every(session, Suspension))
    assert (stay.from_day, stay.to_day, stay.in_patient) == (date(2026, 2, 10), date(2026, 2, 17), True)
    with pytest.raises(EngineError, match="not suspended"):
        story.receives("service_resumed", resumed_on=date(2026, 2, 19))
    story.has_passed_in_order("service_suspended", "suspend_service", "service_resumed", "resume_service")
    story.month_is("2026-02", "open")

    story.on(date(2026, 2, 28))
    story.complete(
        "enter_month", entries={"2026-02-09": 120, "2026-02-12": 60, "2026-02-18": 60}, signed=True
    )
    story.complete("confirm_month", verdict="confirmed")
    story.month_is("2026-02", "findings")
    findings = story.values("review_findings")["findings"]
    assert [(one["code"], one["day"]) for one in findings] == [("suspended", date(2026, 2, 12))]


def test_another_assistant(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 2, 20))
    story.receives("assistant_change_requested", change_from=date(2026, 3, 9), change_reason="Pārceļas.")
    story.is_waiting_at("choose_assistant")
    story.case_is("contracting")
    first = story.contract("janis")
    assert (first.state, first.last_day, first.end_reason) == ("ended", date(2026, 3, 8), "assistant_changed")

    story.complete(
        "choose_assistant",
        assistant_id=story.person_id("liga"),
        contract_form="contract_for_work",
        first_day=date(2026, 3, 8),
    )
    story.is_waiting_at("choose_assistant")
    assert "tā pēdējā diena ir 08.03.2026. Jaunais" in str(story.values()["error_text"])
    contracted(story, "liga", first_day=date(2026, 3, 9))
    story.case_is("active")
    story.on(date(2026, 3, 2))
    story.month_is("2026-03", "open", assistant="janis")
    story.month_is("2026-03", "open", assistant="liga")
    story.letter_sent("contract", to="liga", says=("2026-000001/A2", "2026. gada 9. marts"))
    story.has_passed_in_order("activate_contract", "end_contract_for_change", "activate_contract")


def test_another_assistant_before_anybody_signed(story: Story) -> None:
    assessed(story)
    decided(story)
    story.complete(
        "choose_assistant",
        assistant_id=story.person_id("janis"),
        contract_form="contract_for_work",
        first_day=date(2026, 2, 9),
    )
    story.receives("assistant_change_requested", change_from=date(2026, 2, 9), change_reason="Pārdomāja.")
    story.is_waiting_at("choose_assistant")
    dropped = story.contract("janis")
    assert (dropped.state, dropped.end_reason) == ("ended", "dropped")
    assert dropped.last_day is not None
    assert dropped.last_day < dropped.first_day
    contracted(story, "liga")
    story.case_is("active")
    assert story.periods() == ["2026-02"]
    assert story.notes() == []


def test_a_third_change_in_a_year_is_noted_not_refused(story: Story) -> None:
    in_force(story)
    for day, assistant in ((9, "liga"), (12, "janis"), (16, "liga")):
        story.on(date(2026, 2, day))
        story.receives("assistant_change_requested", change_from=story.today, change_reason="Maiņa.")
        assert len(story.notes()) == (1 if day == 16 else 0)
        contracted(story, assistant)
    assert "3." in story.notes()[0]
    story.case_is("active")


def test_where_the_order_allows_two_changes_a_third_changes_nothing(story: Story, tmp_path: Path) -> None:
    """The limit of MK 942, under the story's diagram."""
    record_changed(story, tmp_path, "assistant_change_limit", ("value: warning", "value: refused"))
    in_force(story)
    for day, assistant in ((9, "liga"), (12, "janis")):
        story.on(date(2026, 2, day))
        story.receives("assistant_change_requested", change_from=story.today, change_reason="Maiņa.")
        contracted(story, assistant)
    story.on(date(2026, 2, 16))
    story.receives("assistant_change_requested", change_from=story.today, change_reason="Maiņa.")
    story.is_waiting_at("explain_refused_change")
    assert "ne vairāk kā 2 reizes gadā" in str(story.values()["error_text"])
    story.complete("explain_refused_change", refusal_explained=True)
    story.case_is("active")
    assert story.contract("janis").state == "active"
    assert story.notes() == []


def test_assistants_who_are_not_possible(story: Story) -> None:
    in_force(story, "pauls", assistant="janis", each=2)
    in_force(story, "karlis", assistant="janis")
    assessed(story)
    decided(story)
    for name, words in (("andris", "par jaunu"), ("janis", "40")):
        story.complete(
            "choose_assistant",
            assistant_id=story.person_id(name),
            contract_form="contract_for_work",
            first_day=story.today,
        )
        story.is_waiting_at("choose_assistant")
        assert words in str(story.values()["error_text"])
    story.letter_sent("contract", to="anna", times=0)
    story.has_passed_in_order("assistant_refused", "choose_assistant", "assistant_refused")
    contracted(story, "liga")
    assert story.values()["error_text"] is None


def test_the_service_is_given_up(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 2, 20))
    story.receives("service_withdrawn", as_="anna", ends_on=date(2026, 3, 6))
    story.is_ended()
    assert story.case().end_reason == "withdrawal"
    story.letter_sent("end_of_service", to="anna", says=("2026. gada 6. marts", "atteicāties"))
    story.letter_sent("end_of_service", to="janis")
    assert story.contract("janis").last_day == date(2026, 3, 6)
    story.month_is("2026-02", "open")
    story.on(date(2026, 3, 2))
    story.month_is("2026-03", "open")
    story.on(date(2026, 4, 2))
    assert story.periods() == ["2026-02", "2026-03"]


def test_the_recipient_moves_away(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 2, 27))
    story.receives("recipient_moved_away", ends_on=date(2026, 2, 25))
    story.is_ended()
    assert story.case().end_reason == "moved"
    story.letter_sent("end_of_service", to="anna", says="citā pašvaldībā")
    with pytest.raises(NotWaiting):
        story.receives("service_withdrawn", ends_on=date(2026, 2, 27))


@pytest.mark.parametrize(
    ("ground", "says"),
    [
        ("refusal_ground_found", "pakalpojumu nevar sniegt"),
        ("opinion_expired", "atzinums vairs nav spēkā"),
    ],
)
def test_there_is_no_ground_for_the_service_any_more(story: Story, ground: str, says: str) -> None:
    in_force(story)
    story.on(date(2026, 2, 27))
    found = {"ground_ended": ground, "ground_note": "Ministrija pārbaudīja lietu."}
    story.receives("service_ground_ended", ends_on=date(2026, 2, 28), **found)
    story.is_ended()
    assert story.case().end_reason == ground
    story.letter_sent("end_of_service", to="anna", says=says)
    story.has_passed_in_order("service_ground_ended", "note_ground", "end_service")


def test_the_service_is_not_used(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 2, 27))
    story.receives("service_not_used", ends_on=date(2026, 2, 28))
    story.is_ended()
    assert story.case().end_reason == "not_used"
    story.letter_sent("end_of_service", to="anna", says="nav izmantots")
    story.has_passed_in_order("service_not_used", "provision_ended", "note_disuse", "end_service")


def test_the_recipient_dies(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 2, 20))
    story.receives("recipient_died", died_on=date(2026, 2, 18))
    story.is_ended()
    assert story.case().end_reason == "recipient_died"
    story.letter_sent("end_of_service", to="anna", times=0)
    story.letter_sent("end_of_service", to="janis", says=("līdzjūtību", "2026. gada 18. februāris"))
    assert story.contract("janis").last_day == date(2026, 2, 18)
    assert ["2026-02" in note for note in story.notes()] == [True]
    person = story.read(lambda session: session.get_one(Person, story.person_id("anna")))
    assert person.died_on == date(2026, 2, 18)

    story.on(date(2026, 2, 28))
    story.complete("enter_month", entries={"2026-02-17": 60}, signed=True)
    story.on(date(2026, 3, 7))
    story.month_is("2026-02", "late")
    story.complete(
        "record_fallback",
        entries={"2026-02-17": 60},
        fallback_channel="office",
        fallback_reason="signer_died",
    )
    story.month_is("2026-02", "ready")


def test_a_child_dies_and_the_representative_is_told(story: Story) -> None:
    in_force(story, "elina")
    story.receives("recipient_died", died_on=date(2026, 2, 2))
    story.is_ended()
    story.letter_sent("end_of_service", to="marta", says="līdzjūtību")
    story.letter_sent("end_of_service", to="janis")


def test_the_assistant_dies(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 2, 20))
    story.receives("assistant_died", died_on=date(2026, 2, 19))
    story.is_waiting_at("choose_assistant")
    story.case_is("contracting")
    ended = story.contract("janis")
    assert (ended.state, ended.last_day, ended.end_reason) == ("ended", date(2026, 2, 19), "assistant_died")
    assert ["2026-02" in note for note in story.notes()] == [True]
    story.complete(
        "choose_assistant",
        assistant_id=story.person_id("liga"),
        contract_form="contract_for_work",
        first_day=date(2026, 2, 23),
    )
    story.is_waiting_at("sign_contract_assistant", "sign_contract_office", "sign_contract_recipient")
    story.on(date(2026, 3, 7))
    story.month_is("2026-02", "late")
    story.complete(
        "record_fallback", entries={"2026-02-17": 60}, fallback_channel="paper", fallback_reason="signer_died"
    )
    story.month_is("2026-02", "ready")


def test_a_dead_assistant_cannot_be_chosen(story: Story) -> None:
    in_force(story, "pauls")
    story.receives("assistant_died", died_on=date(2026, 2, 2))
    with pytest.raises(EngineError):
        contracted(story, "janis")
    story.is_waiting_at("choose_assistant")
