"""What contracts in force will still cost: granted hours of the months to come, at each month's rate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from engine.domain.claim import ClaimLine, claim_totals
from engine.domain.hourly_rates import OF_AGE, Ages, rate_on
from engine.domain.money import half_up
from engine.domain.remuneration import ContractForm, remuneration
from engine.domain.rules import DatedNumber, NumberUnset, RuleBook
from engine.domain.service_month import ServiceMonth
from engine.domain.year_budget import Amounts
from engine.messages_catalogue import Message

NO_MONTH = ServiceMonth(2000, 1)  # replaced by the month that is counted


@dataclass(frozen=True, slots=True)
class Obligation:
    """A contract in a month that is not booked yet: exactly one of the two grants is above zero.

    A month's grant is the whole month's, however late in it the contract begins, as months are opened.
    """

    regime: str
    contract_form: ContractForm
    first_day: date  # of the contract in the month
    last_day: date
    minutes_a_month: int = 0
    minutes_a_week: int = 0  # payable ones (MK 942)
    ages: Ages = OF_AGE

    @property
    def minutes(self) -> int:
        """Granted minutes of the month; of a grant by the week a seventh for each day, rounded HALF_UP."""
        days = (self.last_day - self.first_day).days + 1
        return self.minutes_a_month or half_up(self.minutes_a_week * days, 7)


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """Months of one order that are booked and in no frozen claim yet: their administration is to come."""

    regime: str
    minutes: int
    pay_cents: int
    transport_cents: int


@dataclass(frozen=True, slots=True)
class MonthCommitment:
    """What a month will still cost, and what could not be counted for want of a number."""

    amounts: Amounts
    minutes: int
    unknown: tuple[Message, ...] = ()  # each names the number that is not set


def commitment(
    month: ServiceMonth, obligations: Mapping[Obligation, int], book: RuleBook, top_up: DatedNumber | None
) -> MonthCommitment:
    """The cost of obligations, each with how many contracts it stands for; administration rounded once."""
    costs = [(one.regime, partial(_cost, one, count, book, top_up)) for one, count in obligations.items()]
    return _together(month, costs, book)


def administration_due(
    month: ServiceMonth, unclaimed: Iterable[Unclaimed], book: RuleBook
) -> MonthCommitment:
    """What booked months will still cost: the administration that their claim will ask for."""
    return _together(month, [(one.regime, partial(_administration_only, one)) for one in unclaimed], book)


def _together(
    month: ServiceMonth, costs: Iterable[tuple[str, Callable[[], _Cost]]], book: RuleBook
) -> MonthCommitment:
    total, minutes = Amounts(), 0
    lines: list[ClaimLine] = []
    unknown: dict[tuple[str, str], Message] = {}
    for regime, cost in costs:
        try:
            found = cost()
            line = replace(found.line, line_id=str(len(lines)), period=month)
            claim_totals([line], book)
        except NumberUnset as unset:
            unknown[regime, unset.key] = unset.message
            continue
        lines.append(line)
        total += found.amounts
        minutes += found.minutes
    admin = claim_totals(lines, book).admin_cents
    return MonthCommitment(replace(total, admin_cents=admin), minutes, tuple(unknown.values()))


@dataclass(frozen=True, slots=True)
class _Cost:
    amounts: Amounts  # administration aside: that is counted from the lines of the month together
    minutes: int
    line: ClaimLine


def _cost(one: Obligation, count: int, book: RuleBook, top_up: DatedNumber | None) -> _Cost:
    """What so many like contracts cost; NumberUnset where a rate is not known."""
    rules, day = book.of(one.regime), one.first_day
    pay = remuneration(
        [(day, one.minutes)],
        one.contract_form,
        rules,
        top_up=top_up,
        rate_of=lambda served: rate_on(served, rules, book.holidays, one.ages),
    )
    amounts = Amounts(
        pay_cents=pay.pay_cents * count,
        contributions_cents=pay.employer_contribution_cents * count,
        top_up_cents=pay.top_up_cents * count,
    )
    minutes = pay.minutes * count
    line = ClaimLine("", 0, ServiceMonth.of(day), one.regime, minutes, amounts.pay_cents)
    return _Cost(amounts, minutes, line)


def _administration_only(one: Unclaimed) -> _Cost:
    """The pay is booked already: only the administration is still to come."""
    line = ClaimLine("", 0, NO_MONTH, one.regime, one.minutes, one.pay_cents, one.transport_cents)
    return _Cost(Amounts(), 0, line)
