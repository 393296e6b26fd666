"""Numbers that a year's figures go by: the smallest group that is published, and what is nearly the most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain.rules import Regime, RuleBook, Rules


@dataclass(frozen=True, slots=True)
class Limits:
    """As in force at the end of the year."""

    smallest_group: int  # people
    near_most_hours: int  # a month


def smallest_group(book: RuleBook, year: int) -> int:
    """The fewest of whom anything is told, as in force at the end of the year: whoever hides asks here."""
    rules, last_day = _at_the_end_of(book, year)
    return rules.number("smallest_published_group", last_day).whole


def limits_of(book: RuleBook, year: int) -> Limits:
    """By the order that the law had at the end of the year; `NumberUnset` where one is not known."""
    rules, last_day = _at_the_end_of(book, year)
    return Limits(smallest_group(book, year), rules.number("near_most_hours", last_day).whole)


def _at_the_end_of(book: RuleBook, year: int) -> tuple[Rules, date]:
    last_day = date(year, 12, 31)
    return book.of(book.regime_on(last_day, Regime.R316)), last_day
