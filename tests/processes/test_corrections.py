"""Stories of months corrected after their claim was frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.claims import claims
from engine.domain.claim import ClaimLine, adjustment
from engine.domain.money import pay_cents
from engine.domain.remuneration import ContractForm
from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError, NotFound
from engine.months import months
from engine.persistence import rows
from engine.persistence.queries import carried
from engine.persistence.queries.month_pay import PayPart
from engine.persistence.tables.claims import ClaimLine as StoredLine
from engine.persistence.tables.claims import PaymentOrder
from engine.persistence.tables.months import Attestation
from engine.service_tasks.claim_adjustments import parts_between
from engine.upkeep import reports
from tests.processes.claim_roads import BANK, OPENS, approved, lines_of, paid, the_claim
from tests.processes.driver import Story
from tests.processes.month_roads import (
    MARCH,
    RATE_OF_2024,
    TEN_HOURS,
    both_sign,
    march,
    record_rates,
)

APRIL, MAY = "2026-04", "2026-05"
APRIL_ENDS, APRIL_OPENS = date(2026, 4, 30), date(2026, 5, 11)
MAY_ENDS, MAY_OPENS = date(2026, 5, 31), date(2026, 6, 8)
FILES = ("csv", "xlsx", "credit_transfer")


def claimed(story: Story, form: ContractForm = ContractForm.SELF_EMPLOYED) -> None:
    """March of ten hours (54.20) in a frozen claim, paid."""
    march(story, "pauls", "liga", replace(BANK, form=form))
    both_sign(story)
    story.on(OPENS)
    approved(story)
    paid(story)


def corrects(story: Story, entries: Mapping[str, int], reason: str = "slip_of_entry") -> None:
    """A caseworker says what March should have been; nobody has agreed yet."""
    months.correct(story.runtime, story.actor("caseworker"), story.month(MARCH).id)
    story.complete(
        "enter_correction", correction_step="announce", correction_reason=reason, entries=dict(entries)
    )


def both_agree(story: Story) -> None:
    """The assistant first, then the recipient."""
    story.complete("agree_correction_assistant", correction_verdict="confirmed")
    story.complete("agree_correction_recipient", correction_verdict="confirmed")


def next_claim(story: Story, entries: Mapping[str, int], period: str, ends: date, opens: date) -> None:
    """The next month, signed, in its claim, approved and paid."""
    story.on(ends)
    both_sign(story, entries, period=period)
    story.on(opens)
    approved(story, period=period)
    paid(story, period=period)


def is_sound(story: Story) -> None:
    assert [(one.name, str(one.detail)) for one in reports.verify(story.runtime) if not one.ok] == []


def orders(story: Story) -> list[tuple[str, int]]:
    found = story.read(lambda s: rows.every(s, PaymentOrder, order_by=["id"]))
    month = f"month-{story.month(MARCH).id}"
    return [(one.end_to_end_identification.replace(month, "march"), one.cents) for one in found]


def test_a_correction_is_agreed_to_claimed_later_and_the_frozen_claim_stays(story: Story) -> None:
    claimed(story)
    finance, claim_id = story.actor("finance"), the_claim(story).id
    before = {kind: claims.file(story.runtime, finance, claim_id, kind) for kind in FILES}
    corrects(story, {**TEN_HOURS, "2026-03-17": 61}, "hours_missing")
    story.ledger_shows(
        state_pay=5420, bank=-5420, ministry_receivable=5680, funding_pay=-5420, funding_administration=-260
    )
    both_agree(story)
    story.month_is(MARCH, "paid")
    story.ledger_shows(
        state_pay=5971, owed_to_self_employed=-551, bank=-5420, ministry_receivable=5680,
        funding_pay=-5420, funding_administration=-260,
    )  # fmt: skip
    is_sound(story)

    story.on(APRIL_ENDS)
    both_sign(story, {"2026-04-20": 60}, period=APRIL)
    story.on(APRIL_OPENS)
    assert lines_of(story, APRIL) == [("regular", 60, 542, None), ("adjustment", 61, 551, None)]
    approved(story, period=APRIL)
    paid(story, period=APRIL)
    assert orders(story)[0] == ("march", 5420)
    assert ("march-a1", 551) in orders(story)
    story.month_is(MARCH, "paid")
    written = claims.file(story.runtime, finance, the_claim(story, APRIL).id, "csv").content.decode(
        "utf-8-sig"
    )
    assert ";2026-03;-600;-10,00;5,4200;-54,20;0,00;0,00;-54,20;ogre/2026-03\r\n" in written
    assert ";2026-03;661;11,02;5,4200;59,71;0,00;0,26;59,97;ogre/2026-03\r\n" in written
    assert {kind: claims.file(story.runtime, finance, claim_id, kind) for kind in FILES} == before
    is_sound(story)


def test_the_earlier_signatures_are_voided_and_both_new_ones_stand_under_the_new_hours(story: Story) -> None:
    claimed(story)
    corrects(story, {"2026-03-03": 240})
    month = story.month(MARCH)
    signed = story.read(lambda s: rows.every(s, Attestation, order_by=["id"], month_id=month.id))
    assert [one.voided_at for one in signed] == [None, None]  # nothing has changed yet
    both_agree(story)
    signed = story.read(lambda s: rows.every(s, Attestation, order_by=["id"], month_id=month.id))
    assert [(one.side.value, one.voided_at is None) for one in signed] == [
        ("assistant", False), ("recipient", False), ("assistant", True), ("recipient", True),
    ]  # fmt: skip
    now = story.month(MARCH)
    assert {one.content_hash for one in signed if one.voided_at is None} == {now.content_hash}
    assert (now.entered_minutes, now.payable_minutes) == (240, 240)
    page = months.find(story.runtime, story.actor("caseworker"), month.id)
    [row] = page.corrections
    assert (row.number, row.state, row.reason, row.opened_by) == (
        1, "posted", "slip_of_entry", "Ilze Ozola",
    )  # fmt: skip
    assert page.file.pay is not None
    assert page.file.pay.pay_cents == 2168


def test_too_much_paid_is_taken_off_the_next_payments_until_nothing_is_owed(story: Story) -> None:
    claimed(story)
    corrects(story, {"2026-03-03": 60})
    both_agree(story)  # 5.42 instead of 54.20: 48.78 too much
    next_claim(story, {"2026-04-20": 240}, APRIL, APRIL_ENDS, APRIL_OPENS)  # 21.68
    assert lines_of(story, APRIL) == [("regular", 240, 2168, None), ("adjustment", -540, -4878, None)]
    assert orders(story) == [("march", 5420)]
    [owed] = claims.owed_back(story.runtime, story.actor("finance"))
    assert (owed.who, owed.cents) == ("Līga Jansone", 2710)
    assert claims.owed_back(story.runtime, story.actor("head")) == []
    is_sound(story)
    next_claim(story, {"2026-05-20": 600}, MAY, MAY_ENDS, MAY_OPENS)  # 54.20 less 27.10
    assert [cents for _, cents in orders(story)] == [5420, 2710]
    assert story.read(carried.still_owed) == []
    is_sound(story)


def test_payroll_gets_the_lines_it_takes_back(story: Story) -> None:
    claimed(story, ContractForm.CONTRACT_FOR_WORK)
    corrects(story, {"2026-03-03": 60})
    both_agree(story)
    next_claim(story, {"2026-04-20": 600}, APRIL, APRIL_ENDS, APRIL_OPENS)
    finance = story.actor("finance")
    written = claims.file(story.runtime, finance, the_claim(story, APRIL).id, "payroll").content.decode(
        "utf-8-sig"
    )
    assert ";-600;-10,00;5,4200;-54,20;" in written
    assert ";60;1,00;5,4200;5,42;" in written
    story.ledger_shows(
        state_pay=5962, bank=-(5420 + 542), ministry_receivable=5680 + 568,
        funding_pay=-5962, funding_administration=-286,
    )  # fmt: skip
    is_sound(story)


def test_payroll_as_a_whole_owes_when_there_is_nothing_else_to_pay(story: Story) -> None:
    claimed(story, ContractForm.CONTRACT_FOR_WORK)
    corrects(story, {"2026-03-03": 60})
    both_agree(story)
    next_claim(story, {"2026-04-20": 60}, APRIL, APRIL_ENDS, APRIL_OPENS)
    [owed] = claims.owed_back(story.runtime, story.actor("finance"))
    assert (owed.who, owed.cents) == (None, 4878 - 542)
    is_sound(story)


def test_two_corrections_before_the_next_claim_are_one_line(story: Story) -> None:
    claimed(story)
    corrects(story, {"2026-03-03": 60})
    both_agree(story)
    corrects(story, {"2026-03-03": 660})
    both_agree(story)
    next_claim(story, {"2026-04-20": 60}, APRIL, APRIL_ENDS, APRIL_OPENS)
    assert lines_of(story, APRIL) == [("regular", 60, 542, None), ("adjustment", 60, 542, None)]
    corrects(story, TEN_HOURS)  # back to what was claimed first
    both_agree(story)
    next_claim(story, {"2026-05-20": 60}, MAY, MAY_ENDS, MAY_OPENS)
    assert lines_of(story, MAY) == [("regular", 60, 542, None), ("adjustment", -60, -542, None)]
    is_sound(story)


def test_a_rate_corrected_after_the_claim_is_claimed_too(story: Story, tmp_path: Path) -> None:
    claimed(story)
    record_rates(story, tmp_path / "new", RATE_OF_2024.replace("5.42", "5.50"))
    corrects(story, TEN_HOURS, "rate_corrected")
    both_agree(story)
    next_claim(story, {"2026-04-20": 60}, APRIL, APRIL_ENDS, APRIL_OPENS)
    assert lines_of(story, APRIL) == [("regular", 60, 550, None), ("adjustment", 0, 80, None)]
    written = claims.file(
        story.runtime, story.actor("finance"), the_claim(story, APRIL).id, "csv"
    ).content.decode("utf-8-sig")
    assert ";600;10,00;5,5000;55,00;" in written
    assert ";-600;-10,00;5,4200;-54,20;" in written
    is_sound(story)


def test_who_may_begin_a_correction_and_when(story: Story) -> None:
    march(story, "pauls", "liga", BANK)
    both_sign(story)
    month_id = story.month(MARCH).id
    with pytest.raises(EngineError, match="in a frozen claim"):
        months.correct(story.runtime, story.actor("caseworker"), month_id)
    story.on(OPENS)
    approved(story)
    for who in ("finance", "liga", "pauls", "head"):
        with pytest.raises(NotFound):
            months.correct(story.runtime, story.actor(who), month_id)
    corrects(story, {"2026-03-03": 60})
    assert not months.find(story.runtime, story.actor("caseworker"), month_id).may_correct
    with pytest.raises(EngineError, match="open already"):
        months.correct(story.runtime, story.actor("caseworker"), month_id)
    with pytest.raises(NotFound):  # not on behalf of the assistant
        story.complete("agree_correction_assistant", as_="pauls", correction_verdict="confirmed")


def test_a_claim_collected_anew_asks_for_a_correction_once(story: Story) -> None:
    claimed(story)
    story.on(APRIL_ENDS)
    both_sign(story, {"2026-04-20": 60}, period=APRIL)
    story.on(APRIL_OPENS)
    assert len(lines_of(story, APRIL)) == 1
    corrects(story, {**TEN_HOURS, "2026-03-17": 60})
    both_agree(story)
    for _ in range(2):
        story.complete("review_claim", period=APRIL, review_verdict="recollect", review_note="Labojums.")
        assert lines_of(story, APRIL) == [("regular", 60, 542, None), ("adjustment", 60, 542, None)]
    approved(story, period=APRIL)
    is_sound(story)


def test_a_claim_altered_behind_our_back_no_longer_adds_up(story: Story) -> None:
    claimed(story)
    corrects(story, {"2026-03-03": 60})
    both_agree(story)
    story.on(APRIL_OPENS)
    with story.runtime.transaction(story.tenant) as session:
        line = story.read(lambda s: rows.every(s, StoredLine, kind="adjustment"))[0]
        rows.change(session, StoredLine, {"minutes": line.minutes - 1}, id=line.id)
    assert "adjustments_add_up" in {one.name for one in reports.verify(story.runtime) if not one.ok}


RATES = (Decimal("5.42"), Decimal("5.50"), Decimal("4.79"))
STATES = st.lists(
    st.lists(st.tuples(st.integers(1, 5_000), st.sampled_from(RATES)), max_size=3), min_size=1, max_size=6
)


@given(states=STATES, claimed_after=st.lists(st.booleans(), min_size=6, max_size=6))
def test_adjustments_sum_to_the_difference_between_last_and_first(
    states: list[list[tuple[int, Decimal]]], claimed_after: list[bool]
) -> None:
    """Whatever a month became, and whenever it was claimed: all lines together are the last state."""
    first, *later = [[_part(minutes, rate) for minutes, rate in state] for state in states]
    asked, lines = list(first), [_line(first)]
    for at, state in enumerate(later):
        if not claimed_after[at] and at + 1 < len(later):
            continue  # corrected again before the next claim
        new = adjustment(lines, _line(state, f"a{at}"))
        parts = parts_between(asked, state)
        if new is not None:
            lines.append(new)
            asked += parts
        assert sum(part.cents for part in asked) == sum(line.pay_cents for line in lines)
        assert all(abs(part.cents) == pay_cents(abs(part.minutes), part.rate) for part in parts)
    last = later[-1] if later else first
    assert sum(line.minutes for line in lines) == sum(part.minutes for part in last)
    assert sum(line.pay_cents for line in lines) == sum(part.cents for part in last)


def _part(minutes: int, rate: Decimal) -> PayPart:
    return PayPart(minutes, rate, pay_cents(minutes, rate), date(2024, 1, 1), "tests", "confirmed")


def _line(parts: list[PayPart], name: str = "first") -> ClaimLine:
    minutes, cents = sum(part.minutes for part in parts), sum(part.cents for part in parts)
    return ClaimLine(name, 1, ServiceMonth(2026, 3), "proposed_2019", minutes, cents)
