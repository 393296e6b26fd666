"""Numbers that a year's figures go by: the smallest group that is published, and what is nearly the most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain.rules import Regime, RuleBook


@dataclass(frozen=True, slots=True)
class Limits:
    """As in force at the end of the year."""

    smallest_group: int  # people
    near_most_hours: int  # a month


def limits_of(book: RuleBook, year: int) -> Limits:
    """By the order that the law had at the end of the year; `NumberUnset` where one is not known."""
    last_day = date(year, 12, 31)
    rules = book.of(book.regime_on(last_day, Regime.R316))
    return Limits(
        rules.number("smallest_published_group", last_day).whole,
        rules.number("near_most_hours", last_day).whole,
    )
