"""Money in whole cents, time in whole minutes, rates as Decimal with at most four places.

A float or a bool raises TypeError wherever it appears. Halves round away from zero (HALF_UP), once, in
integer arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_RATE_STEPS = 10_000  # a rate has four decimal places


def pay_cents(minutes: int, rate: Decimal) -> int:
    """HALF_UP(minutes × rate in euro an hour ÷ 60) in cents: one line of pay."""
    return half_up(*_pay_fraction(minutes, rate))


def summed_pay_cents(parts: Sequence[tuple[int, Decimal]]) -> int:
    """The pay of several (minutes, rate) parts rounded once; minutes may be negative in corrections."""
    fractions = [_pay_fraction(minutes, rate, may_be_negative=True) for minutes, rate in parts]
    return half_up(sum(numerator for numerator, _ in fractions), _PAY_DENOMINATOR)


def percent_cents(base_cents: int, percent: Decimal) -> int:
    """HALF_UP of a percentage of an amount in cents."""
    return half_up(whole(base_cents) * rate_steps(percent), 100 * _RATE_STEPS)


def without_percent_cents(total_cents: int, percent: Decimal) -> int:
    """The amount to which `percent` was added to give the total: HALF_UP(total ÷ (1 + percent ÷ 100))."""
    return half_up(whole(total_cents) * 100 * _RATE_STEPS, 100 * _RATE_STEPS + rate_steps(percent))


def with_percent(rate: Decimal, percent: Decimal) -> Decimal:
    """A rate and a percentage of it, four places HALF_UP: 2.6875 and 24.09 % are 3.3349."""
    steps = rate_steps(rate) * (100 * _RATE_STEPS + rate_steps(percent))
    return Decimal(half_up(steps, 100 * _RATE_STEPS)).scaleb(-4)


def hourly_rate(monthly_wage: Decimal, hours: int) -> Decimal:
    """A monthly wage in euro ÷ the hours of the month, four places HALF_UP (2021-04: 500 ÷ 158 = 3.1646)."""
    if whole(hours) < 1:
        raise ValueError("a month has hours")
    return Decimal(half_up(rate_steps(monthly_wage), hours)).scaleb(-4)


def split_cents(total_cents: int, weights: Sequence[int]) -> list[int]:
    """Parts in proportion to the weights that sum exactly to the total; odd cents go to the largest
    remainders, the earlier part first. Weights are not negative and not all zero."""
    if any(whole(weight) < 0 for weight in weights) or not sum(weights):
        raise ValueError("weights are whole numbers of which one is above zero")
    size, sign = abs(whole(total_cents)), 1 if total_cents >= 0 else -1
    parts = [size * weight // sum(weights) for weight in weights]
    remainders = [size * weight % sum(weights) for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in order[: size - sum(parts)]:
        parts[place] += 1
    return [sign * part for part in parts]


def half_up(numerator: int, denominator: int) -> int:
    """numerator ÷ denominator to the nearest whole number, halves away from zero; denominator > 0."""
    if whole(denominator) < 1:
        raise ValueError("the denominator is above zero")
    size = (2 * abs(whole(numerator)) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def euros(cents: int) -> Decimal:
    """The amount as a Decimal with two places, exact; for files and for display."""
    return Decimal(whole(cents)).scaleb(-2)


def cents_of(amount: Decimal) -> int:
    """An amount in euro with at most two decimal places, as cents; finer amounts raise ValueError."""
    return _scaled(amount, 100)


def written(cents: int) -> str:
    """The amount as "1234.56", with no thousands separator and no sign of the currency."""
    return f"{euros(cents):.2f}"


def whole(value: int) -> int:
    """The value itself when it is an int; TypeError for float, bool and everything else."""
    if type(value) is not int:
        raise TypeError(f"cents and minutes are whole numbers, not {type(value).__name__}: {value!r}")
    return value


def rate_steps(rate: Decimal) -> int:
    """A rate or percentage as a whole number of ten-thousandths; finer ones raise ValueError."""
    return _scaled(rate, _RATE_STEPS)


_PAY_DENOMINATOR = 60 * _RATE_STEPS


def _pay_fraction(minutes: int, rate: Decimal, *, may_be_negative: bool = False) -> tuple[int, int]:
    if whole(minutes) < 0 and not may_be_negative:
        raise ValueError(f"minutes are not negative: {minutes}")
    return minutes * 100 * rate_steps(rate), _PAY_DENOMINATOR


def _scaled(amount: Decimal, steps: int) -> int:
    if not isinstance(amount, Decimal):
        raise TypeError(f"rates and amounts in euro are Decimal, not {type(amount).__name__}: {amount!r}")
    if not amount.is_finite():
        raise ValueError(f"not an amount: {amount}")
    numerator, denominator = amount.as_integer_ratio()  # exact, whatever the decimal context
    if numerator * steps % denominator:
        raise ValueError(f"not an amount in steps of 1/{steps}: {amount}")
    return numerator * steps // denominator
