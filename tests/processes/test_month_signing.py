"""Stories of one month: who signs, who is reminded, what happens when somebody does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.inbox import task_pages
from engine.instances.instances import NotWaiting
from engine.messages_catalogue import say
from engine.months import months
from engine.persistence import rows
from engine.persistence.tables.people import Person
from engine.tasks import tasks
from tests.processes.agreed import Terms, agree, represent
from tests.processes.driver import Story
from tests.processes.month_roads import (
    AFTER,
    DEADLINE,
    ENDS,
    FROM_MARCH,
    MARCH,
    TEN_HOURS,
    both_sign,
    confirms,
    enters,
    march,
    month_tasks,
    on_first_of_march,
    signatures,
    valid,
)

BOTH = {("assistant", "plain"), ("recipient", "plain")}


def test_a_month_signed_by_both_is_checked_paid_for_and_ready(story: Story) -> None:
    agree(story, "anna", "janis", FROM_MARCH)
    on_first_of_march(story)
    story.month_is(MARCH, "open")
    assert month_tasks(story) == ["enter_month"]

    story.on(ENDS)
    enters(story)
    story.month_is(MARCH, "assistant_signed")
    confirms(story)

    story.month_is(MARCH, "ready")
    month = story.month(MARCH)
    assert (month.granted_minutes, month.entered_minutes, month.payable_minutes) == (4800, 600, 600)
    assert valid(story) == BOTH
    assert {one.content_hash for one in signatures(story)} == {month.content_hash}
    story.ledger_shows(state_pay=5420, owed_to_payroll=-5420)
    assert month_tasks(story) == []


def test_a_month_is_signed_on_its_last_day_at_the_earliest(story: Story) -> None:
    agree(story, "anna", "janis", FROM_MARCH)
    on_first_of_march(story)
    story.on(date(2026, 3, 30))
    with pytest.raises(EngineError, match="can be signed from 31 Mar 2026 on") as early:
        enters(story)
    assert say(early.value.message, "lv").startswith("Mēnesi var parakstīt, sākot ar 2026. gada 31. martu;")
    task, janis = story.task("enter_month"), story.actor("janis")
    tasks.save_draft(story.runtime, janis, task.id, tasks.Sent({"entries": dict(TEN_HOURS)}, task.version))
    assert task_pages.find(story.runtime, janis, task.id).draft == {"entries": TEN_HOURS}
    story.month_is(MARCH, "open")
    assert signatures(story) == []
    story.on(ENDS, at=time(0, 1))
    both_sign(story)
    story.month_is(MARCH, "ready")


def test_only_who_has_not_signed_is_reminded(story: Story) -> None:
    march(story)
    enters(story)
    story.on(date(2026, 4, 7), at=time(8, 59))
    story.letter_sent("month_reminder", to="anna", times=0)
    story.on(date(2026, 4, 7))  # two working days before the deadline, at nine
    story.letter_sent("month_reminder", to="anna", says=("2026. gada marts", "2026. gada 9. aprīlis"))
    story.letter_sent("month_reminder", to="janis", times=0)


def test_nobody_is_reminded_of_a_signed_month(story: Story) -> None:
    march(story)
    both_sign(story)
    story.on(AFTER)
    story.letter_sent("month_reminder", to="anna", times=0)
    story.letter_sent("month_reminder", to="janis", times=0)
    story.month_is(MARCH, "ready")


def test_a_caseworker_reminds_in_bulk_and_once_a_day(story: Story) -> None:
    agree(story, "anna", "janis", FROM_MARCH)
    annas = story.case_id
    agree(story, "pauls", "liga", FROM_MARCH)
    pauls = story.case_id
    on_first_of_march(story)
    story.on(ENDS)
    enters(story)  # Līga has signed
    ids = [story.month(MARCH).id]
    story.case_id = annas
    ids.append(story.month(MARCH).id)
    caseworker = story.actor("caseworker")
    assert months.remind(story.runtime, caseworker, ids) == 2
    assert months.remind(story.runtime, caseworker, ids) == 0
    story.letter_sent("month_reminder", to="anna", times=0)  # she cannot sign before Jānis has
    story.letter_sent("month_reminder", to="janis")
    story.case_id = pauls
    story.letter_sent("month_reminder", to="pauls")
    story.letter_sent("month_reminder", to="liga", times=0)
    with pytest.raises(NotFound):
        months.remind(story.runtime, story.actor("janis"), ids)


def test_after_the_deadline_the_caseworker_records_the_month(story: Story) -> None:
    march(story)
    story.on(DEADLINE)
    story.month_is(MARCH, "open")
    story.on(AFTER)
    story.month_is(MARCH, "late")
    story.letter_sent("month_late", to="office", says="2026. gada 9. aprīlis")
    assert month_tasks(story) == ["enter_month", "record_fallback"]

    story.complete(
        "record_fallback", fallback_channel="paper", fallback_reason="cannot_sign_here", entries=TEN_HOURS
    )
    story.month_is(MARCH, "ready")
    assert month_tasks(story) == []  # the signing task went with it
    assert valid(story) == {("assistant", "paper"), ("recipient", "paper")}
    caseworker = story.actor("caseworker").user_id
    assert {(one.reason, one.recorded_by) for one in signatures(story)} == {("cannot_sign_here", caseworker)}
    story.ledger_shows(state_pay=5420, owed_to_payroll=-5420)


def test_one_signature_missing(story: Story) -> None:
    march(story)
    enters(story)
    story.on(AFTER)
    story.month_is(MARCH, "late")
    assert month_tasks(story) == ["confirm_month", "record_fallback"]
    shown = task_pages.find(story.runtime, story.actor("caseworker"), story.task("record_fallback").id).start
    assert shown["entries"] == TEN_HOURS  # what the assistant signed lies before the caseworker
    story.complete(
        "record_fallback", fallback_channel="phone", fallback_reason="no_answer", entries=shown["entries"]
    )
    story.month_is(MARCH, "ready")
    assert valid(story) == {("assistant", "phone"), ("recipient", "phone")}
    assert story.month(MARCH).payable_minutes == 600


def test_a_recorded_month_is_empty_only_where_the_office_says_so(story: Story) -> None:
    march(story)
    enters(story)
    story.on(AFTER)
    with pytest.raises(InvalidAnswers) as refused:
        story.complete("record_fallback", fallback_channel="phone", fallback_reason="no_answer", entries={})
    assert set(refused.value.fields) == {"entries"}
    story.month_is(MARCH, "late")
    story.complete(
        "record_fallback", fallback_channel="phone", fallback_reason="no_answer", nothing_given=True
    )
    story.month_is(MARCH, "ready")
    assert (story.month(MARCH).entered_minutes, story.month(MARCH).payable_minutes) == (0, 0)


def test_nothing_done_outweighs_what_an_earlier_round_held(story: Story) -> None:
    """The office asks for a correction; in the second round it learns that nobody helped at all."""
    march(story)
    both_sign(story, {f"2026-03-{day:02d}": 600 for day in range(2, 14)})
    story.month_is(MARCH, "findings")
    story.complete("review_findings", findings_verdict="return", findings_note="slip_of_entry")
    story.on(AFTER)
    story.complete(
        "record_fallback", fallback_channel="office", fallback_reason="disagreement", nothing_given=True
    )
    story.month_is(MARCH, "ready")
    assert story.month(MARCH).payable_minutes == 0


def test_both_may_still_sign_after_the_deadline(story: Story) -> None:
    march(story)
    story.on(AFTER)
    enters(story)
    story.month_is(MARCH, "late")
    confirms(story)
    story.month_is(MARCH, "ready")
    assert valid(story) == BOTH
    assert month_tasks(story) == []  # nothing is left to record


def test_the_recipient_changes_something_and_the_first_signature_is_voided_visibly(story: Story) -> None:
    march(story)
    enters(story)
    changed = {**TEN_HOURS, "2026-03-10": 300}
    story.complete("confirm_month", verdict="changed", entries=changed, change_note="hours_differ")
    story.month_is(MARCH, "open")
    assistants, recipients = signatures(story)
    assert assistants.voided_at is not None
    assert assistants.void_reason == "The entries changed after this signature."
    assert recipients.voided_at is None

    page = months.find(story.runtime, story.actor("janis"), story.month(MARCH).id)
    assert page.file.before == dict(TEN_HOURS)
    assert [entry.minutes for entry in page.file.entries] == [240, 300]
    said = "Asistenta agrākais paraksts vairs nav spēkā"
    story.letter_sent("month_changed", to="janis", says=(said, "apskatiet stundas un parakstiet vēlreiz"))
    story.letter_sent("month_changed", to="anna", says=(said, "Jums nekas nav jādara"))

    enters(story, changed)  # the assistant signs what the recipient signed: nobody has to come back
    story.month_is(MARCH, "ready")
    assert valid(story) == BOTH
    assert len(signatures(story)) == 3
    story.letter_sent("month_changed", to="anna", times=1)  # nothing changed any more


def test_an_assistant_who_does_not_agree_either_sends_the_month_on_and_both_know(story: Story) -> None:
    march(story)
    enters(story)
    story.complete(
        "confirm_month", verdict="changed", entries={"2026-03-10": 300}, change_note="hours_differ"
    )
    story.days_pass(1)
    enters(story, {"2026-03-10": 330})
    said = "Saņēmēja puses agrākais paraksts vairs nav spēkā"
    story.letter_sent("month_changed", to="anna", times=2, says=(said, "apstipriniet tās vēlreiz"))
    story.letter_sent("month_changed", to="janis", times=2, says=(said, "Jums nekas nav jādara"))
    story.complete("confirm_month", verdict="confirmed")
    story.month_is(MARCH, "ready")


def test_the_assistant_takes_the_month_back(story: Story) -> None:
    march(story)
    enters(story)
    month_id = story.month(MARCH).id
    with pytest.raises(NotFound):
        months.change_entries(story.runtime, story.actor("liga"), month_id)
    with pytest.raises(NotWaiting):
        months.change_entries(story.runtime, story.actor("anna"), month_id)
    months.change_entries(story.runtime, story.actor("janis"), month_id)
    story.month_is(MARCH, "open")
    [taken_back] = signatures(story)
    assert taken_back.void_reason == "The assistant took the month back to change it."
    for who in ("janis", "anna"):
        story.letter_sent("month_changed", to=who, says="Asistents labo stundas")
    assert month_tasks(story) == ["enter_month"]
    both_sign(story, {"2026-03-03": 120})
    story.month_is(MARCH, "ready")
    assert story.month(MARCH).payable_minutes == 120
    with pytest.raises(NotWaiting):
        months.change_entries(story.runtime, story.actor("janis"), month_id)


def test_a_mother_who_assists_her_child_does_not_sign_twice(story: Story) -> None:
    represent(story, "elina", "marta")
    march(story, "elina", "marta")
    enters(story)
    assert month_tasks(story) == ["countersign_month"]
    story.complete("countersign_month", verdict="confirmed")
    story.month_is(MARCH, "ready")
    assistants, caseworkers = signatures(story)
    assert assistants.signer_person_id == story.person_id("marta")
    assert caseworkers.signer_person_id is None
    assert caseworkers.signer_user_id == story.actor("caseworker").user_id
    assert story.month(MARCH).recipient_signer_kind == "caseworker"


def test_a_month_taken_back_from_the_office_is_signed_anew(story: Story) -> None:
    """The assistant edits the entries while the office has the month to countersign."""
    represent(story, "elina", "marta")
    march(story, "elina", "marta")
    enters(story)
    assert month_tasks(story) == ["countersign_month"]
    months.change_entries(story.runtime, story.actor("marta"), story.month(MARCH).id)
    assert month_tasks(story) == ["enter_month"]
    enters(story, {"2026-03-03": 120})
    story.complete("countersign_month", verdict="confirmed")
    story.month_is(MARCH, "ready")
    assert story.month(MARCH).payable_minutes == 120
    assert len(signatures(story)) == 3


def test_another_representative_signs_for_the_child(story: Story) -> None:
    represent(story, "elina", "marta")
    march(story, "elina", "janis")
    enters(story)
    story.complete("confirm_month", as_="marta", verdict="confirmed")
    story.month_is(MARCH, "ready")
    assert signatures(story)[-1].signer_person_id == story.person_id("marta")


def test_a_child_from_14_signs_where_the_mother_assists(story: Story) -> None:
    represent(story, "karlis", "marta")
    march(story, "karlis", "marta")
    enters(story)
    story.complete("confirm_month", as_="karlis", verdict="confirmed")
    story.month_is(MARCH, "ready")
    assert story.month(MARCH).recipient_signer_kind == "child"


def test_the_recipient_died_and_the_office_signs_for_nobody(story: Story) -> None:
    """The month was open when she died: after the deadline the office records it, and says why."""
    march(story)
    died(story, "anna", date(2026, 3, 20))
    enters(story)
    story.on(AFTER)
    story.letter_sent("month_reminder", to="anna", times=0)
    story.complete(
        "record_fallback", fallback_channel="office", fallback_reason="signer_died", entries=TEN_HOURS
    )
    story.month_is(MARCH, "ready")
    assert {one.reason for one in signatures(story) if not one.voided_at} == {"signer_died"}


def test_a_month_opened_after_the_death_is_countersigned_by_the_office(story: Story) -> None:
    agree(story, "anna", "janis", replace(FROM_MARCH, last_day=date(2026, 3, 20)))
    died(story, "anna", date(2026, 2, 27))
    on_first_of_march(story)
    story.on(ENDS)
    enters(story)
    assert month_tasks(story) == ["countersign_month"]
    story.complete("countersign_month", verdict="confirmed")
    story.month_is(MARCH, "ready")


def test_a_first_month_that_begins_in_its_middle(story: Story) -> None:
    march(story, terms=Terms(first_day=date(2026, 3, 16)))
    both_sign(story, {"2026-03-10": 60, "2026-03-16": 120, "2026-03-31": 30})
    story.month_is(MARCH, "findings")
    story.complete("review_findings", findings_verdict="accept_payable", findings_note="limit_applies")
    story.month_is(MARCH, "ready")
    month = story.month(MARCH)
    assert (month.granted_minutes, month.payable_minutes) == (4800, 150)  # hours are not cut by the day


def died(story: Story, who: str, day: date) -> None:
    """Write down somebody's death."""
    with story.runtime.transaction(story.tenant) as session:
        rows.change(session, Person, {"died_on": day}, id=story.person_id(who))
