"""A year's budget: what always holds, whatever months and grants there are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.commitments import Obligation, Unclaimed, administration_due, commitment
from engine.domain.remuneration import ContractForm
from engine.domain.rules import DatedNumber, RuleBook, Status, Unit
from engine.domain.service_month import ServiceMonth
from engine.domain.year_budget import Amounts, MonthMoney, Source, Use, year_budget

CENTS = st.integers(0, 10_000_000)
AMOUNTS = st.builds(Amounts, CENTS, CENTS, CENTS, CENTS, CENTS)
MONTHS = st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), min_size=12, max_size=12).map(
    lambda parts: [MonthMoney(ServiceMonth(2026, at), *three) for at, three in enumerate(parts, 1)]
)
USE = st.tuples(st.integers(0, 100_000), st.integers(0, 50_000)).map(lambda pair: Use.of_closed(*pair))
PARTS = ("pay_cents", "contributions_cents", "transport_cents", "admin_cents", "top_up_cents")
TOP_UP = DatedNumber(
    "municipal_top_up", Decimal("0.50"), Unit.EUR_PER_HOUR, date(2023, 1, 1), date(2023, 1, 1), "decision",
    Status.CONFIRMED,
)  # fmt: skip


@given(MONTHS, USE, st.one_of(st.none(), CENTS))
def test_what_always_holds(months: list[MonthMoney], use: Use, budget: int | None) -> None:
    found = year_budget(months, {Source.STATE: budget}, use)
    for part in PARTS:
        spent, committed, forecast = (
            getattr(one, part) for one in (found.spent, found.committed, found.forecast)
        )
        assert 0 <= spent <= forecast <= spent + committed
        assert forecast == sum(getattr(one.forecast, part) for one in found.months)
        assert spent == sum(getattr(one.spent, part) for one in found.months)
        assert all(type(one) is int for one in (spent, committed, forecast))
    assert sum(one.forecast_cents for one in found.sources) == found.forecast.total_cents
    state, own = found.sources
    assert (own.set_cents, own.left_cents, own.runs_out) == (None, None, None)
    if budget is None:
        assert (state.left_cents, state.runs_out) == (None, None)
    else:
        assert state.left_cents == budget - state.forecast_cents
        assert (state.runs_out is None) == (state.left_cents >= 0)


@given(MONTHS)
def test_all_hours_used_is_all_that_is_committed(months: list[MonthMoney]) -> None:
    found = year_budget(months, {}, Use.of_closed(0, 0))
    assert found.forecast == found.spent + found.committed


def test_nothing_is_a_float() -> None:
    with pytest.raises(TypeError):
        Amounts(pay_cents=1.0)  # type: ignore[arg-type]


def obligation(minutes: int, *, weekly: int = 0, first: int = 1, last: int = 31) -> Obligation:
    return Obligation(
        "r316", ContractForm.SELF_EMPLOYED, date(2023, 5, first), date(2023, 5, last), minutes, weekly
    )


@given(st.integers(0, 12_000), st.integers(1, 400))
def test_many_contracts_cost_as_many_times_as_much(book: RuleBook, minutes: int, count: int) -> None:
    month = ServiceMonth(2023, 5)
    one = commitment(month, {obligation(minutes): 1}, book, TOP_UP)
    many = commitment(month, {obligation(minutes): count}, book, TOP_UP)
    assert many.minutes == one.minutes * count
    assert many.amounts.pay_cents == one.amounts.pay_cents * count
    assert many.amounts.top_up_cents == one.amounts.top_up_cents * count


def test_a_number_that_is_not_set_is_named_and_the_rest_is_counted(book: RuleBook) -> None:
    month = ServiceMonth(2023, 5)
    unknown = Obligation("r942", ContractForm.PROVIDER, date(2023, 5, 1), date(2023, 5, 31), 600)
    found = commitment(month, {obligation(600): 1, unknown: 3}, book, None)
    assert found.amounts == Amounts(pay_cents=5_110, admin_cents=260)
    assert len(found.unknown) == 1
    due = administration_due(month, [Unclaimed("r316", 600, 5_110, 0)], book)
    assert due.amounts == Amounts(admin_cents=260)


def test_a_grant_by_the_week_gives_a_seventh_a_day() -> None:
    assert obligation(0, weekly=2_400).minutes == 10_629  # 40 h × 31 ÷ 7
    assert obligation(0, weekly=2_400, first=25).minutes == 2_400
    assert obligation(4_800, first=25).minutes == 4_800  # a month's grant is whole
