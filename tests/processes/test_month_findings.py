"""Stories of months in which the check finds something, and of numbers that are missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from engine import deployments
from engine.domain.rights import Role
from engine.persistence import rows
from engine.persistence.queries.weeks import minutes_elsewhere
from engine.persistence.effects.months import assistant_key_of
from engine.persistence.tables.cases import Contract, Suspension
from engine.simulation.founding import NewPerson, add_municipality, add_party
from tests.processes.agreed import agree
from tests.processes.driver import Story
from tests.processes.month_roads import (
    BEGINS,
    ENDS,
    MARCH,
    both_sign,
    confirms,
    enters,
    findings,
    march,
    month_tasks,
    on_first_of_march,
    signatures,
)

OVER = {"2026-03-03": 240, "2026-03-10": 600}  # 14 hours where 10 were granted
PACKS = Path(__file__).parents[2] / "processes" / "rule_packs"


def too_many_hours(story: Story) -> None:
    march(story, hours=10)
    both_sign(story, OVER)
    story.month_is(MARCH, "findings")
    assert findings(story) == [("grant_exceeded", 240, None)]


def decides(story: Story, verdict: str, note: str = "limit_applies") -> None:
    story.complete("review_findings", findings_verdict=verdict, findings_note=note)


def test_what_is_payable_is_accepted(story: Story) -> None:
    too_many_hours(story)
    decides(story, "accept_payable")
    story.month_is(MARCH, "ready")
    assert story.month(MARCH).payable_minutes == 600
    assert findings(story) == [("grant_exceeded", 240, "accept_payable")]
    story.ledger_shows(state_pay=5420, owed_to_payroll=-5420)


def test_the_month_goes_back_to_be_mended(story: Story) -> None:
    too_many_hours(story)
    decides(story, "return", "slip_of_entry")
    assert month_tasks(story) == ["enter_month"]
    both_sign(story, {"2026-03-03": 240, "2026-03-10": 60})
    story.month_is(MARCH, "ready")
    assert story.month(MARCH).payable_minutes == 300
    assert len(signatures(story)) == 4  # the first two are voided and stay


def test_the_month_is_rejected_and_both_are_told(story: Story) -> None:
    too_many_hours(story)
    decides(story, "reject", "not_given_as_entered")
    story.month_is(MARCH, "rejected")
    assert findings(story) == [("grant_exceeded", 240, "reject")]
    for who in ("anna", "janis"):
        story.letter_sent("month_rejected", to=who, says="pakalpojums nav sniegts, kā ierakstīts")
    story.ledger_shows()


def test_days_in_hospital_are_not_paid(story: Story) -> None:
    march(story)
    with story.runtime.transaction(story.tenant) as session:
        contract = rows.every(session, Contract)[0]
        stay = Suspension(
            municipality_id=story.tenant.municipality_id,
            contract_id=contract.id,
            from_day=date(2026, 3, 10),
            to_day=date(2026, 3, 14),
            reason="in_patient",
            in_patient=True,
        )
        session.add(stay)
    both_sign(story, {"2026-03-09": 60, "2026-03-10": 120, "2026-03-14": 120, "2026-03-15": 30})
    assert findings(story) == [("suspended", 120, None), ("suspended", 120, None)]
    decides(story, "accept_payable")
    assert story.month(MARCH).payable_minutes == 90


def test_two_recipients_at_once_are_paid_once(story: Story) -> None:
    """Anna from nine to eleven, Pauls from ten to twelve: four hours entered, three paid."""
    agree(story, "anna", "janis", first_day=BEGINS)
    annas = story.case_id
    agree(story, "pauls", "janis", first_day=BEGINS)
    pauls = story.case_id
    on_first_of_march(story)
    story.on(ENDS)

    story.case_id = annas
    both_sign(story, {"2026-03-10": {"minutes": 120, "from": "09:00", "to": "11:00"}})
    story.month_is(MARCH, "findings")  # no times yet on the day that two contracts meet, or is it?
    story.case_id = pauls
    both_sign(story, {"2026-03-10": {"minutes": 120, "from": "10:00", "to": "12:00"}})
    assert findings(story) == [("two_recipients", 60, None)]
