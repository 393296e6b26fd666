"""The claim: sums of lines, administration rounded once, corrections, and what stays out."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.claim import (
    BLOCK_TEXTS,
    BlockReason,
    ClaimCandidate,
    ClaimLine,
    LineKind,
    adjustment,
    administration_shares,
    block_reasons,
    check_reply,
    claim_hash,
    claim_totals,
)
from engine.domain.money import summed_pay_cents
from engine.domain.rules import NumberUnset, RuleBook
from engine.domain.service_month import ServiceMonth
from engine.errors import InvalidAnswers
from tests.domain.changed_rules import changed

OCTOBER = ServiceMonth(2026, 10)
LINES = st.lists(
    st.builds(
        lambda n, minutes, pay, transport, month: (n, minutes, pay, transport, month),
        st.integers(0, 10**6),
        st.integers(0, 10**4),
        st.integers(0, 10**6),
        st.integers(0, 10**4),
        st.integers(0, 60),
    ),
    unique_by=lambda row: row[0],
    max_size=12,
).map(
    lambda rows: [
        ClaimLine(f"{n:08d}", n, ServiceMonth(2021, 8).plus(month), "r316", minutes, pay, transport)
        for n, minutes, pay, transport, month in rows
    ]
)


def a_line(**changes: Any) -> ClaimLine:
    return replace(ClaimLine("month-1", 1, OCTOBER, "r316", 4800, 43360), **changes)


def test_totals_are_the_sums_of_lines(book: RuleBook) -> None:
    totals = claim_totals([a_line(), a_line(line_id="month-2", month_id=2, minutes=90, pay_cents=813)], book)
    assert (totals.line_count, totals.minutes, totals.pay_cents) == (2, 4890, 44173)
    assert totals.admin_cents == 2119  # 81.5 h × 0.26 = 21.19
    assert totals.total_cents == 46292


def test_administration_is_rounded_once(book: RuleBook) -> None:
    """Each of three lines would round 0.4 cents down to nothing; together they are one cent."""
    lines = [a_line(line_id=f"month-{n}", minutes=1, pay_cents=9) for n in range(3)]
    assert claim_totals(lines, book).admin_cents == 1
    assert sum(claim_totals([line], book).admin_cents for line in lines) == 0


@given(LINES)
def test_administration_by_line_adds_up_to_what_was_rounded_once(
    book: RuleBook, lines: list[ClaimLine]
) -> None:
    totals = claim_totals(lines, book)
    shares = administration_shares(lines, totals, book)
    assert sum(shares) == totals.admin_cents
    for line, share in zip(lines, shares, strict=True):
        assert abs(share - claim_totals([line], book).admin_cents) <= 1


def test_administration_of_a_correction_is_taken_back(book: RuleBook) -> None:
    lines = [a_line(), a_line(line_id="fix-1", minutes=-300, pay_cents=-2710, kind=LineKind.ADJUSTMENT)]
    shares = administration_shares(lines, claim_totals(lines, book), book)
    assert shares == [2080, -130]


def test_each_month_has_its_own_administration_number(book: RuleBook) -> None:
    early = a_line(line_id="early", period=ServiceMonth(2023, 3), minutes=600)
    late = a_line(line_id="late", period=ServiceMonth(2023, 4), minutes=600)
    totals = claim_totals([late, early], book)
    assert totals.admin_cents == 230 + 260
    assert [(str(step.number.exact), step.result) for step in totals.steps if step.number] == [
        ("0.23", 230),
        ("0.26", 260),
    ]


def test_a_pack_may_count_administration_from_pay_and_transport(book: RuleBook) -> None:
    old = changed(
        book.of("r316"),
        name="r942",
        administration_basis="percent_of_pay_and_transport",
        administration_percent=Decimal(8),
    )
    both = replace(book, packs={**book.packs, "r942": old.pack})
    line = a_line(regime="r942", pay_cents=10_000, transport_cents=5_000)
    totals = claim_totals([line, a_line(line_id="month-2")], both)
    assert totals.admin_cents == 1_200 + 2_080
    assert totals.total_cents == 10_000 + 5_000 + 43_360 + 3_280


def test_an_empty_claim(book: RuleBook) -> None:
    totals = claim_totals([], book)
    assert (totals.line_count, totals.total_cents, totals.steps) == (0, 0, ())


def test_a_line_is_claimed_once(book: RuleBook) -> None:
    with pytest.raises(ValueError, match="twice"):
        claim_totals([a_line(), a_line()], book)


def test_a_month_before_the_numbers_is_not_claimed(book: RuleBook) -> None:
    with pytest.raises(NumberUnset):
        claim_totals([a_line(period=ServiceMonth(2021, 6))], book)


@given(LINES, st.randoms())
def test_totals_and_hash_do_not_depend_on_the_order(
    book: RuleBook, lines: list[ClaimLine], seed: random.Random
) -> None:
    totals = claim_totals(lines, book)
    rates = [
        (line.minutes, Decimal("0.23") if line.period < ServiceMonth(2023, 4) else Decimal("0.26"))
        for line in lines
    ]
    assert totals.admin_cents == summed_pay_cents(rates)
    assert (
        totals.total_cents
        == sum(line.pay_cents + line.transport_cents for line in lines) + totals.admin_cents
    )
    frozen = claim_hash("0001000", OCTOBER, lines, totals)
    shuffled = list(lines)
    seed.shuffle(shuffled)
    assert claim_totals(shuffled, book) == totals
    assert claim_hash("0001000", OCTOBER, shuffled, totals) == frozen


def test_the_hash_changes_with_everything(book: RuleBook) -> None:
    lines = [a_line()]
    totals = claim_totals(lines, book)
    hashes = {
        claim_hash("0001000", OCTOBER, lines, totals),
        claim_hash("0002000", OCTOBER, lines, totals),
        claim_hash("0001000", OCTOBER.next(), lines, totals),
        claim_hash("0001000", OCTOBER, lines, replace(totals, admin_cents=0)),
        *(
            claim_hash("0001000", OCTOBER, [replace(lines[0], **change)], totals)
            for change in (
                {"line_id": "x"},
                {"month_id": 2},
                {"minutes": 1},
                {"pay_cents": 1},
                {"transport_cents": 1},
                {"period": OCTOBER.next()},
                {"regime": "proposed_2019"},
                {"kind": LineKind.ADJUSTMENT},
            )
        ),
    }
    assert len(hashes) == 12


class TestAdjustment:
    def test_it_is_the_difference_to_what_was_claimed(self) -> None:
        found = adjustment([a_line()], a_line(line_id="fix-1", minutes=4500, pay_cents=40650))
        assert found == a_line(line_id="fix-1", minutes=-300, pay_cents=-2710, kind=LineKind.ADJUSTMENT)

    def test_nothing_changed_nothing_claimed(self) -> None:
        assert adjustment([a_line()], a_line(line_id="fix-1")) is None

    def test_a_second_correction_counts_the_first(self) -> None:
        first = adjustment([a_line()], a_line(line_id="fix-1", minutes=4500, pay_cents=40650))
        assert first is not None
        assert adjustment([a_line(), first], a_line(line_id="fix-2", minutes=4500, pay_cents=40650)) is None
        back = adjustment([a_line(), first], a_line(line_id="fix-2"))
        assert back is not None
        assert (back.minutes, back.pay_cents) == (300, 2710)

    def test_a_new_rate_alone_is_a_correction(self) -> None:
        found = adjustment([a_line()], a_line(line_id="fix-1", pay_cents=44000))
        assert found is not None
        assert (found.minutes, found.pay_cents) == (0, 640)

    def test_it_corrects_one_month(self) -> None:
        with pytest.raises(ValueError, match="one month"):
            adjustment([a_line()], a_line(month_id=2))

    def test_a_claim_with_corrections_adds_up(self, book: RuleBook) -> None:
        fix = adjustment([a_line()], a_line(line_id="fix-1", minutes=0, pay_cents=0))
        assert fix is not None
        totals = claim_totals([fix], book)
        assert (totals.pay_cents, totals.admin_cents) == (-43360, -2080)

    def test_a_month_itself_is_never_negative(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            a_line(minutes=-1)
        with pytest.raises(TypeError):
            a_line(pay_cents=1.0)


def a_candidate(**changes: Any) -> ClaimCandidate:
    sound = ClaimCandidate(
        signed=True,
        findings_open=False,
        calculated=True,
        signatures_count=True,
        account_known=True,
        already_claimed=False,
    )
    return replace(sound, **changes)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"signed": False}, ["not_signed"]),
        ({"signed": False, "signatures_count": False}, ["not_signed"]),
        ({"signed": False, "unsigned": BlockReason.NOT_RECORDED}, ["not_recorded"]),
        ({"signed": False, "calculated": False}, ["not_signed"]),
        ({"calculated": False, "rate_missing": True}, ["rate_missing"]),
        ({"calculated": False, "findings_open": True}, ["findings_open"]),
        ({"findings_open": True}, ["findings_open"]),
        ({"calculated": False}, ["not_calculated"]),
        ({"signatures_count": False}, ["signature_does_not_count"]),
        ({"account_known": False}, ["no_bank_account"]),
        ({"already_claimed": True}, ["already_claimed"]),
        ({"findings_open": True, "account_known": False}, ["findings_open", "no_bank_account"]),
    ],
)
def test_what_keeps_a_month_out(changes: dict[str, Any], reasons: list[str]) -> None:
    assert [reason.value for reason in block_reasons(a_candidate(**changes))] == reasons


@pytest.mark.parametrize(
    ("outcome", "cents", "fits"),
    [
        ("accepted", 43360, True),
        ("accepted", 43359, False),
        ("partly", 43359, True),
        ("partly", 1, True),
        ("partly", 0, False),
        ("partly", 43360, False),
        ("rejected", 0, True),
        ("rejected", 1, False),
    ],
)
def test_the_ministry_reply_fits_its_sum(outcome: str, cents: int, fits: bool) -> None:
    if fits:
        check_reply(outcome, cents, 43360)
        return
    with pytest.raises(InvalidAnswers) as refused:
        check_reply(outcome, cents, 43360)
    assert list(refused.value.fields) == ["reply_cents"]
    assert "€433.60 were claimed" in str(refused.value.fields["reply_cents"])


def test_of_a_claim_that_gives_more_back_than_it_asks_for_nothing_is_accepted() -> None:
    check_reply("accepted", 0, -2710)
    with pytest.raises(InvalidAnswers):
        check_reply("accepted", -2710, -2710)


def test_every_reason_has_its_sentence() -> None:
    assert BLOCK_TEXTS.keys() == set(BlockReason)
