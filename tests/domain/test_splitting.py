"""Splitting creates no money: where it holds to the cent, and what rounding a line leaves open where not.

A line of pay is HALF_UP(minutes × rate ÷ 60), a total is the sum of its lines, administration is rounded once
for a claim. So hours cut into entries of one month cost the same to the cent, and so does a month that
is claimed and corrected in as many claims as one likes. Cut into k contracts or k claims, each rounds for
itself: half a cent each at most, which is less than k ÷ 2 + ½ cents together, and never a minute more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.domain.claim import ClaimLine, LineKind, adjustment, claim_totals
from engine.domain.hourly_rates import rate_on
from engine.domain.money import pay_cents
from engine.domain.remuneration import ContractForm, Remuneration, remuneration
from engine.domain.rules import DatedNumber, RuleBook
from engine.domain.service_month import ServiceMonth

MONTHS = {
    "r942": ServiceMonth(2019, 4),
    "r316": ServiceMonth(2023, 4),
    "proposed_2019": ServiceMonth(2026, 10),
}
Entries = list[tuple[int, int]]  # day of the month, minutes
ENTRIES = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 720)), min_size=1, max_size=40)
FORMS = st.sampled_from(ContractForm)


def cost(entries: Entries, form: ContractForm, regime: str, book: RuleBook) -> Remuneration:
    month, rules = MONTHS[regime], book.of(regime)

    def rate_of(day: date) -> DatedNumber:
        return rate_on(day, rules, book.holidays)

    days = [(month.first_day.replace(day=day), minutes) for day, minutes in entries]
    return remuneration(days, form, rules, rate_of=rate_of)


def cut(entries: Entries, at: Callable[[int], int]) -> Entries:
    """Each entry in two, where it has two minutes."""
    halves = []
    for day, minutes in entries:
        first = at(minutes)
        halves += [(day, first), (day, minutes - first)]
    return [(day, minutes) for day, minutes in halves if minutes]


@pytest.mark.parametrize("regime", MONTHS)
@given(entries=ENTRIES, form=FORMS, data=st.data())
def test_entries_of_one_month_may_be_cut_as_one_likes(
    regime: str, entries: Entries, form: ContractForm, data: st.DataObject, book: RuleBook
) -> None:
    """One report or many, in any order: to the cent, for the minutes of one rate are one line."""
    pieces = data.draw(st.permutations(cut(entries, lambda minutes: data.draw(st.integers(0, minutes)))))
    whole, split = cost(entries, form, regime, book), cost(pieces, form, regime, book)
    assert (split.minutes, split.pay_cents, split.gross_cents) == (
        whole.minutes,
        whole.pay_cents,
        whole.gross_cents,
    )


@pytest.mark.parametrize("regime", MONTHS)
@given(contracts=st.lists(ENTRIES, min_size=1, max_size=6), form=FORMS)
@example(contracts=[[(1, 15)], [(1, 15)]], form=ContractForm.SELF_EMPLOYED)
def test_cut_into_contracts_each_rounds_for_itself_and_no_more(
    regime: str, contracts: list[Entries], form: ContractForm, book: RuleBook
) -> None:
    apart = [cost(one, form, regime, book) for one in contracts]
    whole = cost([entry for one in contracts for entry in one], form, regime, book)
    lines = sum(len(one.lines) for one in apart)  # one for each rate
    gained = sum(one.pay_cents for one in apart) - whole.pay_cents
    assert sum(one.minutes for one in apart) == whole.minutes
    on_top = whole.pay_cents - whole.gross_cents if regime == "r942" else 0
    assert 2 * gained <= (lines + len(whole.lines) if not on_top else 3 * lines)
    for one in apart:
        assert abs(60 * sum(line.cents for line in one.lines) - _exact(one)) <= 30 * len(one.lines)


def _exact(pay: Remuneration) -> Decimal:
    """Sixty times the cents, unrounded."""
    return sum((line.minutes * line.rate.exact * 100 for line in pay.lines), Decimal(0))


def test_two_quarters_of_an_hour_cost_a_cent_more_than_half_an_hour(book: RuleBook) -> None:
    """The most that two lines can gain, and the reason why a month has one line for each rate."""
    rate = book.of("proposed_2019").number("hourly_rate", date(2026, 10, 1)).exact
    assert (pay_cents(15, rate), pay_cents(30, rate)) == (136, 271)


@given(minutes=st.lists(st.integers(0, 9_600), min_size=1, max_size=8))
def test_a_month_claimed_and_corrected_again_and_again_costs_what_it_came_to_last(
    minutes: list[int], book: RuleBook
) -> None:
    """Over any number of claims: to the cent, and to the minute."""
    month = MONTHS["r316"]
    states = [_line(number, one, book) for number, one in enumerate(minutes)]
    claimed: list[ClaimLine] = [states[0]]
    for now in states[1:]:
        line = adjustment(claimed, now)
        claimed += [line] if line is not None else []
    last = states[-1]
    assert {one.period for one in claimed} == {month}
    assert [one.kind for one in claimed[1:]] == [LineKind.ADJUSTMENT] * (len(claimed) - 1)
    assert sum(one.minutes for one in claimed) == last.minutes
    assert sum(one.pay_cents for one in claimed) == last.pay_cents


@given(minutes=st.lists(st.integers(0, 9_600), min_size=1, max_size=12), data=st.data())
def test_lines_in_several_claims_cost_the_same_but_for_one_rounding_of_administration_each(
    minutes: list[int], data: st.DataObject, book: RuleBook
) -> None:
    lines = [_line(number, one, book) for number, one in enumerate(minutes)]
    cuts = sorted({0, len(lines), *data.draw(st.lists(st.integers(0, len(lines)), max_size=4))})
    claims = [claim_totals(lines[start:end], book) for start, end in pairwise(cuts)]
    whole = claim_totals(lines, book)
    assert sum(one.pay_cents for one in claims) == whole.pay_cents
    assert sum(one.minutes for one in claims) == whole.minutes
    assert 2 * abs(sum(one.admin_cents for one in claims) - whole.admin_cents) <= len(claims) + 1


def _line(number: int, minutes: int, book: RuleBook) -> ClaimLine:
    pay = cost(_days(minutes), ContractForm.SELF_EMPLOYED, "r316", book)
    return ClaimLine(f"line-{number}", 1, MONTHS["r316"], "r316", minutes, pay.pay_cents)


def _days(minutes: int) -> Entries:
    return [(day + 1, part) for day in range(30) if (part := min(720, max(0, minutes - 720 * day)))]
