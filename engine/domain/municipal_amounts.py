"""Amounts that a municipality sets for itself: what it adds to an hour's pay, and its money for a year.

Each counts from the first day of a month (the top-up) or of a year (a budget) on. Of several that begin on
one day the one approved last counts; a later day ends an earlier top-up, while each year has its own budget.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from engine.domain.money import cents_of
from engine.domain.rules import DatedNumber, Status, Unit
from engine.domain.service_month import ServiceMonth

TOP_UP_KEY = "municipal_top_up"


class AmountKind(StrEnum):
    """What an amount is for."""

    TOP_UP_RATE = "top_up_rate"  # euro an hour, from a month on
    STATE_BUDGET = "state_budget"  # state funding agreed for a year
    MUNICIPAL_BUDGET = "municipal_budget"  # the municipality's own money for a year


@dataclass(frozen=True, slots=True)
class SetAmount:
    """An amount that two people agreed to, in the order in which they did."""

    amount_id: int
    kind: AmountKind
    from_day: date
    amount: Decimal  # euro, four places for a rate, two for a budget
    source: str  # the decision of the council, or the agreement
    recorded_on: date
    decided: int  # counts decisions: of two for the same day the higher one counts

    @property
    def number(self) -> DatedNumber:
        """A top-up as the number that a step of the pay names: with its day and its source."""
        return DatedNumber(
            key=TOP_UP_KEY,
            value=self.amount,
            unit=Unit.EUR_PER_HOUR,
            in_force_from=self.from_day,
            recorded_on=self.recorded_on,
            source=self.source,
            status=Status.CONFIRMED,
        )

    @property
    def cents(self) -> int:
        """A budget in cents."""
        return cents_of(self.amount)


def top_up_of(amounts: Iterable[SetAmount], month: ServiceMonth) -> SetAmount | None:
    """The top-up of an hour given in the month; None before the first one. A top-up of 0 ends it."""
    begun = [one for one in amounts if one.kind is AmountKind.TOP_UP_RATE and one.from_day <= month.first_day]
    return max(begun, key=lambda one: (one.from_day, one.decided), default=None)


def budget_of(amounts: Iterable[SetAmount], kind: AmountKind, year: int) -> SetAmount | None:
    """The budget of a year; None where nobody set one."""
    own = [one for one in amounts if one.kind is kind and one.from_day == date(year, 1, 1)]
    return max(own, key=lambda one: one.decided, default=None)


def begins_rightly(kind: AmountKind, day: date) -> bool:
    """Whether an amount may begin on the day: a top-up with a month, so that no month has two rates; a
    budget with a year."""
    return day.day == 1 and (kind is AmountKind.TOP_UP_RATE or day.month == 1)
