"""Means, shares and the week of a month, as statistics show them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from engine.domain.averages import WEEKS_A_MONTH, mean, percent_of


def test_means_are_rounded_half_up() -> None:
    assert mean(Decimal("0.125"), 1) == Decimal("0.13")
    assert mean(Decimal(10), 4, places=0) == Decimal(3)
    assert mean(Decimal("140.73"), Decimal("45.18"), places=4) == Decimal("3.1149")
    for count in (0, -1):
        with pytest.raises(ValueError, match="of something"):
            mean(Decimal(1), count)


def test_shares_may_be_losses_but_never_floats() -> None:
    assert percent_of(1, 3) == Decimal("33.3")
    assert percent_of(-1, 8, places=0) == Decimal(-13)
    with pytest.raises(TypeError):
        percent_of(1.0, 3)  # type: ignore[arg-type]


def test_the_factor_is_the_one_that_gives_the_seed_s_pair() -> None:
    """45.18 hours a month are 10.40 a week only with a factor between 4.34166 and 4.34680 (DOMAIN 11.3)."""
    assert Fraction("4.34166") < WEEKS_A_MONTH < Fraction("4.34680")
    fits = {
        name: round(Decimal("45.18") / (Decimal(factor.numerator) / Decimal(factor.denominator)), 2)
        for name, factor in {
            "365/84": WEEKS_A_MONTH,
            "4.34": Fraction("4.34"),
            "4.35": Fraction("4.35"),
            "52/12": Fraction(52, 12),
            "366/84": Fraction(366, 84),
        }.items()
    }
    assert [name for name, found in fits.items() if found == Decimal("10.40")] == ["365/84"]
