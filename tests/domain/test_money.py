"""Whole cents, exact rates, halves away from zero, and never a float."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain import money
from tests.long_runs import ten_thousand

MINUTES = st.integers(0, 60_000)
RATES = st.integers(0, 1_000_000).map(lambda steps: Decimal(steps).scaleb(-4))
CENTS = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("minutes", "rate", "cents"),
    [
        (80 * 60, "5.11", 40880),
        (45 * 60, "3.1646", 14241),  # 142.407
        (1, "0.30", 1),  # half a cent
        (1, "0.2999", 0),
        (0, "5.42", 0),
        (7, "4.50", 53),  # 52.5 cents
    ],
)
def test_a_line_of_pay(minutes: int, rate: str, cents: int) -> None:
    assert money.pay_cents(minutes, Decimal(rate)) == cents


@ten_thousand
@given(MINUTES, RATES)
def test_pay_agrees_with_decimal_arithmetic(minutes: int, rate: Decimal) -> None:
    exact = Fraction(rate) * minutes / 60
    plain = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert money.euros(money.pay_cents(minutes, rate)) == plain


@ten_thousand
@given(st.lists(MINUTES, max_size=31), RATES)
def test_splitting_a_month_never_creates_money(days: list[int], rate: Decimal) -> None:
    """Days are added up before they are rounded, so it does not matter how the minutes were split."""
    whole = money.pay_cents(sum(days), rate)
    assert money.summed_pay_cents([(minutes, rate) for minutes in days]) == whole
    assert abs(sum(money.pay_cents(minutes, rate) for minutes in days) - whole) <= len(days)


@ten_thousand
@given(MINUTES, MINUTES, RATES)
def test_a_correction_takes_back_what_was_too_much(minutes: int, fewer: int, rate: Decimal) -> None:
    found = money.summed_pay_cents([(minutes, rate), (fewer - minutes, rate)])
    assert found == money.pay_cents(fewer, rate)


@ten_thousand
@given(CENTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_parts_sum_to_the_whole_and_stay_near_their_share(total: int, weights: list[int]) -> None:
    parts = money.split_cents(total, weights)
    assert sum(parts) == total
    shares = [Fraction(total * weight, sum(weights)) for weight in weights]
    assert all(abs(part - share) < 1 for part, share in zip(parts, shares, strict=True))


def test_odd_cents_go_to_the_largest_remainder_then_to_the_first() -> None:
    assert money.split_cents(100, [1, 1, 1]) == [34, 33, 33]
    assert money.split_cents(-100, [1, 1, 1]) == [-34, -33, -33]
    assert money.split_cents(101, [1, 2]) == [34, 67]
    assert money.split_cents(5, [0, 1]) == [0, 5]


@pytest.mark.parametrize("weights", [[], [0], [1, -1], [-1]])
def test_weights_that_make_no_sense(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        money.split_cents(100, weights)


@pytest.mark.parametrize(
    ("numerator", "denominator", "found"),
    [(1, 2, 1), (-1, 2, -1), (3, 2, 2), (-3, 2, -2), (1, 3, 0), (2, 3, 1), (0, 7, 0)],
)
def test_halves_go_away_from_zero(numerator: int, denominator: int, found: int) -> None:
    assert money.half_up(numerator, denominator) == found


@ten_thousand
@given(CENTS, st.integers(1, 10**6))
def test_rounding_agrees_with_decimal(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    assert abs(money.half_up(numerator, denominator) - exact) <= Fraction(1, 2)
    assert money.half_up(-numerator, denominator) == -money.half_up(numerator, denominator)


@pytest.mark.parametrize(
    ("base", "percent", "found"),
    [
        (14_241, "23.59", 3_359),  # 33.5945
        (1_419_219_900, "8", 113_537_592),  # the country's 2018
        (100, "0.5", 1),
        (99, "0.5", 0),
    ],
)
def test_percentages(base: int, percent: str, found: int) -> None:
    assert money.percent_cents(base, Decimal(percent)) == found


@ten_thousand
@given(st.integers(0, 10**9), st.integers(0, 400_000).map(lambda steps: Decimal(steps).scaleb(-4)))
def test_taking_a_percentage_out_and_adding_it_again(gross: int, percent: Decimal) -> None:
    total = gross + money.percent_cents(gross, percent)
    assert abs(money.without_percent_cents(total, percent) - gross) <= 1
    assert 0 <= money.without_percent_cents(gross, percent) <= gross


def test_hourly_rates_have_four_places() -> None:
    assert str(money.hourly_rate(Decimal(500), 158)) == "3.1646"
    assert str(money.hourly_rate(Decimal("720.00"), 160)) == "4.5000"
    with pytest.raises(ValueError, match="hours"):
        money.hourly_rate(Decimal(500), 0)


@ten_thousand
@given(CENTS)
def test_amounts_are_written_and_read_back(cents: int) -> None:
    assert money.cents_of(money.euros(cents)) == cents
    assert money.cents_of(Decimal(money.written(cents))) == cents


def test_amounts_as_text() -> None:
    assert [money.written(cents) for cents in (0, 5, -5, 123_456, 10**14)] == [
        "0.00",
        "0.05",
        "-0.05",
        "1234.56",
        "1000000000000.00",
    ]


@pytest.mark.parametrize(
    "amount", ["0.001", "NaN", "Infinity", "-Infinity", "1.00000000000000000000000000000000000001"]
)
def test_amounts_finer_than_a_cent_are_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        money.cents_of(Decimal(amount))


@pytest.mark.parametrize("rate", ["5.00001", "0.00005"])
def test_rates_finer_than_four_places_are_refused(rate: str) -> None:
    with pytest.raises(ValueError, match="1/10000"):
        money.pay_cents(60, Decimal(rate))


def test_negative_minutes_are_not_paid() -> None:
    with pytest.raises(ValueError, match="negative"):
        money.pay_cents(-1, Decimal("5.42"))


@pytest.mark.parametrize("bad", [1.0, True, Decimal(1), "1", None])
def test_only_whole_numbers_are_cents_and_minutes(bad: int) -> None:
    for call in (
        lambda: money.pay_cents(bad, Decimal(1)),
        lambda: money.percent_cents(bad, Decimal(1)),
        lambda: money.without_percent_cents(bad, Decimal(1)),
        lambda: money.split_cents(bad, [1]),
        lambda: money.split_cents(1, [bad]),
        lambda: money.half_up(bad, 1),
        lambda: money.half_up(1, bad),
        lambda: money.euros(bad),
        lambda: money.written(bad),
        lambda: money.hourly_rate(Decimal(1), bad),
    ):
        with pytest.raises(TypeError, match="whole numbers"):
            call()


@pytest.mark.parametrize("bad", [1.0, 1, "1", None])
def test_only_decimals_are_rates(bad: Decimal) -> None:
    for call in (
        lambda: money.pay_cents(1, bad),
        lambda: money.percent_cents(1, bad),
        lambda: money.without_percent_cents(1, bad),
        lambda: money.hourly_rate(bad, 1),
        lambda: money.cents_of(bad),
    ):
        with pytest.raises(TypeError, match="Decimal"):
            call()
