"""The averages of a played year beside those that the ministry's paper prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.domain.averages import mean, percent_of
from engine.domain.hourly_rates import rate_on
from engine.domain.money import half_up
from engine.domain.service_figures import ONLY_INCLUSION, Group, near_most, sums, sums_by, used_only_for
from engine.domain.service_month import ServiceMonth
from engine.runtime import EVERY, Runtime
from engine.simulation import published_2018 as published
from engine.years.year_figures import YearFigures

HOURS_NAMES = {Group.FIRST: "hours_a_month_group_1", Group.SECOND: "hours_a_month_group_2"} | {
    Group.CHILD: "hours_a_month_child"
}
Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Average:
    """One figure: what was played, and what was printed (None: it was not)."""

    name: str
    ours: Number
    printed: Number | None


def averages_of(runtime: Runtime, found: YearFigures, played: Fraction) -> Sequence[Average]:
    """In the order of the paper; numbers of people are those of the whole country."""
    return [*_means(found, played), *_people(found, played), *_rates(runtime, found)]


def _means(found: YearFigures, played: Fraction) -> Iterator[Average]:
    whole, groups = sums(found.months), sums_by(found.months, "group")
    a_month = _country(Fraction(whole.recipient_months, 12), played)
    yield Average("recipients_a_month", a_month, published.RECIPIENTS_A_MONTH)
    yield Average("pay_a_recipient_month", whole.pay_a_month, published.PAY_A_MONTH)
    yield Average("total_a_recipient_month", whole.total_a_month, published.TOTAL_A_MONTH)
    yield Average("hours_a_week", whole.hours_a_week, published.HOURS_A_WEEK)
    yield Average("hours_a_month", whole.hours_a_month, published.HOURS_A_MONTH)
    for group, name in HOURS_NAMES.items():
        if group in groups:
            yield Average(name, groups[group].hours_a_month, published.HOURS_OF[group])


def _people(found: YearFigures, played: Fraction) -> Iterator[Average]:
    people = sums(found.months).recipients
    most = near_most(found.months, found.limits.near_most_hours)
    only = used_only_for(found.purposes.of_person, ONLY_INCLUSION)
    yield Average("recipients_in_the_year", _country(people, played), published.RECIPIENTS_IN_THE_YEAR)
    yield Average("near_most", _country(most, played), published.NEAR_MOST)
    yield Average("only_inclusion", _country(only, played), published.ONLY_INCLUSION)
    yield Average("only_inclusion_percent", percent_of(only, people), published.ONLY_INCLUSION_PERCENT)


def _rates(runtime: Runtime, found: YearFigures) -> Iterator[Average]:
    """What an hour cost by the ledger, and what it would by the pack and the calendar of the year."""
    whole = sums(found.months)
    hour = mean(Decimal(whole.pay_cents * 60).scaleb(-2), whole.minutes, 4)
    yield Average("pay_an_hour", hour, published.PAY_AN_HOUR)
    with runtime.reading(EVERY) as session:
        book = runtime.rule_book(session)
    rules, days = book.of("r942"), [ServiceMonth(found.year, number).first_day for number in range(1, 13)]
    rates = [rate_on(day, rules, book.holidays).exact for day in days]
    share = rules.number("employer_contribution_percent", days[0]).exact
    yield Average("mean_rate", mean(sum(rates, Decimal(0)), 12, 4), None)
    with_share = sum(rates, Decimal(0)) * (100 + share) / 100
    yield Average("mean_rate_with_contributions", mean(with_share, 12, 4), None)


def _country(number: int | Fraction, played: Fraction) -> int:
    whole = Fraction(number) / played
    return half_up(whole.numerator, whole.denominator)
