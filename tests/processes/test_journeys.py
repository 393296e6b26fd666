"""Stories about journeys of a report (MK 942 p. 22.3): signed by both, judged, paid and claimed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.claims import claims
from engine.errors import InvalidAnswers
from engine.messages_catalogue import say
from engine.persistence import rows
from engine.persistence.tables.claims import ClaimLine, PaymentOrder, PaymentRun
from engine.persistence.tables.weekly import MonthTransport
from engine.upkeep import reports
from tests.processes.claim_roads import approved, paid, replied, the_claim
from tests.processes.driver import Story
from tests.processes.month_roads import month_tasks
from tests.processes.old_roads import FEBRUARY, at_the_end_of, in_force

BY_CAR: Mapping[str, Any] = {"travelled_on": date(2021, 2, 3), "purpose": "work", "km": Decimal(12)}
TICKET: Mapping[str, Any] = {"travelled_on": date(2021, 2, 4), "purpose": "work", "ticket_cents": 150}
JUDGED: Mapping[str, Any] = {
    "transport_group": "II",
    "transport_allowance": False,
    "transport_by_municipality": False,
    "car_ground": "health",
    "litres_per_100km": Decimal("7.5"),
    "price_per_litre": Decimal("1.25"),
}
WORK = {"2021-02-03": 240}


def travelled(story: Story, *journeys: Mapping[str, Any], **changes: Any) -> None:
    """Four hours of work and these journeys, signed by the assistant."""
    answers = {"journeys_made": True, "journeys": list(journeys), **changes}
    story.complete("enter_report", period=FEBRUARY, signed=True, entries_work=WORK, **answers)


def confirmed(story: Story) -> None:
    story.complete("confirm_report", period=FEBRUARY, verdict="confirmed")


def judged(story: Story, **changes: Any) -> None:
    story.complete("judge_transport", period=FEBRUARY, **{**JUDGED, **changes})


def kept(story: Story) -> MonthTransport | None:
    month_id = story.month(FEBRUARY).id
    return story.read(lambda session: rows.first(session, MonthTransport, month_id=month_id))


def sums(story: Story) -> tuple[int | None, int | None]:
    found = kept(story)
    return (None, None) if found is None else (found.asked_cents, found.cents)


@pytest.fixture
def february(old_story: Story) -> Story:
    """Eight hours a week for work; the last day of February 2021."""
    in_force(old_story, hours={"hours_work": 8})
    at_the_end_of(old_story)
    return old_story


def test_the_way_from_the_assistants_home_is_not_paid(february: Story) -> None:
    story = february
    travelled(story, TICKET, {**TICKET, "ticket_cents": 200, "from_home": True})
    confirmed(story)
    judged(story)
    assert sums(story) == (350, 150)
    found = kept(story)
    assert found is not None
    assert found.reasons is not None
    [reason] = found.reasons
    assert (reason["cents"], "own home" in reason["reason"]["text"]) == (200, True)


def test_journeys_are_paid_with_the_month_and_claimed_on_a_line_of_their_own(february: Story) -> None:
    story = february
    travelled(story, BY_CAR, TICKET)
    confirmed(story)
    assert month_tasks(story, period=FEBRUARY) == ["judge_transport"]
    judged(story)
    story.month_is(FEBRUARY, "ready")
    assert sums(story) == (263, 263)  # 12 km × 7.5 l ÷ 100 × 1.25 = 1.125 → 1.13; the ticket 1.50
    story.ledger_shows(state_pay=1545, transport=263, owed_to_payroll=-1808)

    story.on(date(2021, 3, 8))
    approved(story, period=FEBRUARY)
    claim = the_claim(story, FEBRUARY)
    (line,) = story.read(lambda s: rows.every(s, ClaimLine))
    page = claims.line(story.runtime, story.actor("finance"), line.id)
    assert page.transport is not None
    assert [say(one.message, "en").replace("\u00a0", " ") for one in page.transport.steps] == [
        "3 Feb 2021: 12 km by car, 7.5 l per 100 km, €1.2500 a litre: 12 × 7.5 ÷ 100 × €1.2500 = €1.13.",
        "4 Feb 2021: a ticket for €1.50.",
        "Transport together: €2.63.",
    ]
    assert say(page.administration[0].message, "en") == (
        "Administration on pay and transport: (€15.45 + €2.63) × 8% = €1.4464."
    )
    # administration: 8 % of pay and transport, 18.08
    assert (claim.pay_cents, claim.transport_cents, claim.admin_cents) == (1545, 263, 145)
    assert ";12,50" in _payroll(story)
    assert ";2,63;transporta izdevumi, nav atlīdzība" in _payroll(story)
    assert [one.cents for one in story.read(lambda s: rows.every(s, PaymentOrder))] == [1250 + 263]
    paid(story, period=FEBRUARY)
    story.ledger_shows(
        state_pay=1545, transport=263, bank=-1808, ministry_receivable=1953,
        funding_pay=-1545, funding_transport=-263, funding_administration=-145,
    )  # fmt: skip
    replied(story, "accepted", claim.total_cents, period=FEBRUARY)
    story.month_is(FEBRUARY, "paid")
    assert [one.name for one in reports.verify(story.runtime) if not one.ok] == []


def _payroll(story: Story) -> str:
    runs = story.read(lambda session: rows.every(session, PaymentRun))
    return "".join(one.content for one in runs)


def test_what_is_free_is_not_paid_and_the_reason_is_kept(february: Story) -> None:
    story = february
    travelled(story, BY_CAR, TICKET)
    confirmed(story)
    judged(story, transport_group="I", car_ground="none", litres_per_100km=None, price_per_litre=None)
    assert sums(story) == (150, 0)  # without a ground for the car its fuel is not reckoned
    found = kept(story)
    assert found is not None
    assert [(one["day"], one["cents"], one["reason"]["text"]) for one in found.reasons or ()] == [
        (date(2021, 2, 3), 0, "A car is paid only where public transport cannot be used."),
        (date(2021, 2, 4), 150, "This traveller uses public transport free of charge."),
    ]
    story.ledger_shows(state_pay=1545, owed_to_payroll=-1545)


def test_the_allowance_covers_its_part_first(february: Story) -> None:
    story = february
    travelled(story, {**BY_CAR, "km": Decimal(200)})
    confirmed(story)
    judged(story, transport_allowance=True)
    assert sums(story) == (1875, 1875 - 1328)  # 79.68 for six months = 13.28 a month


def test_the_recipient_signs_the_journeys_too(february: Story) -> None:
    """A journey more is another content: what was signed before does not count for it."""
    story = february
    travelled(story, TICKET)
    [shown] = story.values("confirm_report")["journeys_shown"]
    assert shown["how"]["text"] == "The assistant's ticket, {cents:money}"
    before = story.month(FEBRUARY).content_hash
    story.complete("confirm_report", period=FEBRUARY, verdict="returned", change_note="several")
    travelled(story, TICKET, BY_CAR)
    assert story.month(FEBRUARY).content_hash != before
    found = kept(story)
    assert found is not None
    assert len(found.journeys) == 2
    story.complete("confirm_report", period=FEBRUARY, verdict="returned", change_note="several")
    travelled(story, journeys_made=False)
    assert kept(story) is None
    confirmed(story)
    story.month_is(FEBRUARY, "ready")  # nothing to judge


@pytest.mark.parametrize(
    "journey",
    [
        {**TICKET, "km": Decimal(5)},
        {"travelled_on": date(2021, 2, 3), "purpose": "work"},
        {**TICKET, "travelled_on": date(2021, 3, 1)},
        {**TICKET, "purpose": "leisure"},
    ],
)
def test_a_journey_is_whole_and_of_the_month(february: Story, journey: Mapping[str, Any]) -> None:
    with pytest.raises(InvalidAnswers):
        travelled(february, journey)
    assert month_tasks(february, period=FEBRUARY) == ["enter_report"]


def test_the_office_records_journeys_on_paper(february: Story) -> None:
    story = february
    story.on(date(2021, 3, 6))
    how: dict[str, Any] = {"fallback_channel": "paper", "fallback_reason": "cannot_sign_here"}
    journeys: dict[str, Any] = {"journeys_made": True, "journeys": [dict(TICKET)]}
    story.complete("record_report_fallback", **how, **journeys, nothing_given=False, entries_work=WORK)
    judged(story)
    story.month_is(FEBRUARY, "ready")
    assert sums(story) == (150, 150)
