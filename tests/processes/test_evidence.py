"""Stories about confirmations by others that the office demands for the hours of a report (MK 942)."""

from __future__ import annotations

from datetime import date

import pytest

from engine.cases import cases
from engine.errors import EngineError, NotFound
from engine.instances.instances import NotWaiting
from engine.messages_catalogue import Message
from engine.months import evidence, months
from engine.persistence import rows
from engine.persistence.tables.records import AuditEvent
from tests.processes.driver import Story
from tests.processes.month_roads import month_tasks
from tests.processes.old_roads import FEBRUARY, at_the_end_of, both_sign, findings, in_force
from tests.processes.roads import in_force as in_force_by_the_month

DOCTOR = "medical_institutions"
HOURS = {"hours_work": 8, "hours_medical_institutions": 4}


@pytest.fixture
def february(old_story: Story) -> Story:
    """A contract with hours for work and for the doctor; the last day of February 2021."""
    in_force(old_story, hours=HOURS)
    at_the_end_of(old_story)
    return old_story


def demand(story: Story, purpose: str = DOCTOR, by: str = "caseworker") -> date:
    return evidence.demand(story.runtime, story.actor(by), story.month(FEBRUARY).id, purpose)


def receive(story: Story, purpose: str = DOCTOR, by: str = "caseworker") -> None:
    evidence.receive(story.runtime, story.actor(by), story.month(FEBRUARY).id, purpose)


def test_hours_wait_for_the_confirmation_and_are_paid_when_it_comes(february: Story) -> None:
    story = february
    assert demand(story) == date(2021, 3, 12)  # the 10th working day after Sunday, 28 February
    for name in ("anna", "janis"):
        says = ("ārstniecības un citas iestādes", "2021. gada 12. marts", "nevar apmaksāt")
        story.letter_sent("evidence_demanded", to=name, says=says)
    both_sign(story, work={"2021-02-03": 240}, medical_institutions={"2021-02-04": 120})
    assert findings(story) == [("evidence_missing", 120)]
    story.month_is(FEBRUARY, "findings")
    task = story.task("review_report_findings")
    assert task.due_at is not None
    assert task.due_at.date() == date(2021, 3, 12)  # the deadline of the confirmation, not three working days
    story.on(date(2021, 3, 4))
    receive(story)
    story.month_is(FEBRUARY, "ready")
    assert story.month(FEBRUARY).payable_minutes == 360


def test_without_the_confirmation_the_rest_is_paid(february: Story) -> None:
    story = february
    demand(story)
    both_sign(story, work={"2021-02-03": 240}, medical_institutions={"2021-02-04": 120})
    story.on(date(2021, 3, 15))
    story.complete("review_report_findings", findings_verdict="accept_payable", findings_note="other_grounds")
    story.month_is(FEBRUARY, "ready")
    assert story.month(FEBRUARY).payable_minutes == 240
    with pytest.raises(NotWaiting):
        receive(story)


def test_it_can_be_demanded_while_somebody_looks_at_the_findings(february: Story) -> None:
    story = february
    both_sign(story, work={"2021-02-03": 600}, medical_institutions={"2021-02-04": 120})
    assert findings(story) == [("purpose_week", 120)]
    demand(story)
    assert findings(story) == [("evidence_missing", 120), ("purpose_week", 120)]
    assert month_tasks(story, period=FEBRUARY) == ["review_report_findings"]
    receive(story)
    assert findings(story) == [("purpose_week", 120)]  # what else was found is still to be decided
    story.complete("review_report_findings", findings_verdict="accept_payable", findings_note="limit_applies")
    assert story.month(FEBRUARY).payable_minutes == 480 + 120


def test_what_came_does_not_answer_a_later_demand(february: Story) -> None:
    story = february
    demand(story)
    receive(story)
    story.on(date(2021, 3, 2))
    demand(story)
    both_sign(story, medical_institutions={"2021-02-04": 120})
    assert findings(story) == [("evidence_missing", 120)]
    receive(story)
    story.month_is(FEBRUARY, "ready")


def test_it_is_asked_once_for_a_purpose_that_is_granted(february: Story) -> None:
    story = february
    with pytest.raises(EngineError, match="No hours are granted"):
        demand(story, "education")
    with pytest.raises(EngineError, match="not a purpose"):
        demand(story, "holidays")
    with pytest.raises(EngineError, match="No confirmation is awaited"):
        receive(story)
    demand(story)
    with pytest.raises(EngineError, match="awaited already"):
        demand(story)
    caseworker = story.actor("caseworker")
    assert evidence.may_demand(story.runtime, caseworker, story.month(FEBRUARY).id) == ["work"]


def test_only_the_caseworker_demands_it_and_the_parties_see_it(february: Story) -> None:
    story = february
    for name in ("anna", "janis", "finance", "head"):
        with pytest.raises(NotFound):
            demand(story, by=name)
        assert evidence.may_demand(story.runtime, story.actor(name), story.month(FEBRUARY).id) == ()
    demand(story)
    page = months.find(story.runtime, story.actor("anna"), story.month(FEBRUARY).id)
    assert [(one.purpose, one.received_on) for one in page.file.evidence] == [(DOCTOR, None)]
    file = cases.find(story.runtime, story.actor("caseworker"), story.case_id)
    told = [entry.title for entry in file.timeline if isinstance(entry.title, Message)]
    assert "A confirmation was demanded for hours of a report" in [title.text for title in told]
    kept = story.read(lambda session: rows.every(session, AuditEvent, action="evidence_demanded"))
    assert [one.actor_user_id for one in kept] == [story.actor("caseworker").user_id]


def test_the_newer_orders_know_no_confirmations(story: Story) -> None:
    in_force_by_the_month(story)
    story.on(date(2026, 3, 2))
    month = story.month("2026-03")
    with pytest.raises(EngineError, match="only the signatures"):
        evidence.demand(story.runtime, story.actor("caseworker"), month.id, "work")
