"""Conversions and checks for statistics only; caps and pay are never counted with them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from engine.domain.money import half_up, whole

WEEKS_A_MONTH = Fraction(365, 84)
"""365 ÷ 7 ÷ 12, the factor with which the seed's 45.18 h a month are 10.40 h a week."""


class PrintedTotal(StrEnum):
    """How a printed total compares with its lines."""

    EXACT = "exact"
    ROUNDED = "rounded"  # one euro off, as where each line was rounded by itself: accepted with a notice
    WRONG = "wrong"


def hours_a_week(hours_a_month: Decimal) -> Decimal:
    """Average hours a week, two places HALF_UP."""
    return _rounded(Fraction(hours_a_month) / WEEKS_A_MONTH)


def hours_a_month(hours_a_week: Decimal) -> Decimal:
    """Average hours a month, two places HALF_UP; not the exact way back of `hours_a_week`."""
    return _rounded(Fraction(hours_a_week) * WEEKS_A_MONTH)


def mean(total: Decimal, count: Decimal | int, places: int = 2) -> Decimal:
    """A total by how many it is for, HALF_UP; ValueError where there is nobody."""
    if count <= 0:
        raise ValueError("a mean is of something")
    return _rounded(Fraction(total) / Fraction(count), places)


def percent_of(part: int, of: int, places: int = 1) -> Decimal:
    """A part in percent of a whole amount or number, HALF_UP; below zero where the part is a loss."""
    return _rounded(Fraction(whole(part) * 100, whole(of)), places)


def compare_printed_total(lines: Iterable[int], printed: int) -> PrintedTotal:
    """Whole-euro lines of a printed table against its total."""
    difference = abs(sum(whole(line) for line in lines) - whole(printed))
    if difference == 0:
        return PrintedTotal.EXACT
    return PrintedTotal.ROUNDED if difference == 1 else PrintedTotal.WRONG


def whole_euros(cents: int) -> int:
    """An amount in cents as whole euros, HALF_UP."""
    return half_up(cents, 100)


def _rounded(value: Fraction, places: int = 2) -> Decimal:
    return Decimal(half_up(value.numerator * 10**places, value.denominator)).scaleb(-places)
