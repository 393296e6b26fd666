"""What an hour is paid: by the order itself, by the year, or by the month's wage and hours worked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.hourly_rates import OF_AGE, Ages, WageRate, is_stated, rate_on
from engine.domain.money import hourly_rate, pay_cents
from engine.domain.remuneration import ContractForm, remuneration
from engine.domain.rules import DatedNumber, NumberUnset, Rules
from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import Holidays
from engine.domain.working_hours import worked_hours
from engine.messages_catalogue import say
from tests.domain.changed_rules import changed
from tests.web.reckoning import reckoned

SEVENTEEN = Ages(assistant_born=date(2003, 12, 20))  # of age on 20 December 2021
WAGES = {2016: 370, 2017: 380, 2018: 430, 2019: 430, 2020: 430, 2021: 500}


def rate(day: str, rules: Rules, holidays: Holidays, ages: Ages = OF_AGE) -> Decimal:
    return rate_on(date.fromisoformat(day), rules, holidays, ages).exact


def test_the_newer_orders_state_it(r316: Rules, holidays: Holidays) -> None:
    assert is_stated(date(2023, 5, 4), r316)
    found = rate_on(date(2023, 5, 4), r316, holidays, SEVENTEEN)
    assert found == r316.number("hourly_rate", date(2023, 5, 4))


@pytest.mark.parametrize(
    ("day", "adult", "minor"),
    [
        ("2013-01-01", "1.7117", "1.9564"),
        ("2013-12-31", "1.7117", "1.9564"),
        ("2015-01-01", "2.1660", "2.4770"),
        ("2015-12-31", "2.1660", "2.4770"),
        ("2016-01-04", "2.3125", "2.6429"),  # 370 ÷ 160 and ÷ 140 hours worked
        ("2021-04-01", "3.1646", "3.6232"),
        ("2021-12-01", "3.0120", "3.4483"),
    ],
)
def test_the_existing_order(day: str, adult: str, minor: str, r942: Rules, holidays: Holidays) -> None:
    child = Ages(assistant_born=date.fromisoformat(day).replace(year=int(day[:4]) - 16))
    assert rate(day, r942, holidays) == Decimal(adult)
    assert rate(day, r942, holidays, child) == Decimal(minor)


def test_a_rate_that_nobody_has_found_is_not_guessed(r942: Rules, holidays: Holidays) -> None:
    assert rate("2014-06-02", r942, holidays) == Decimal("1.933")
    with pytest.raises(NumberUnset, match="minimum_hourly_rate_minor"):
        rate("2014-06-02", r942, holidays, Ages(assistant_born=date(1998, 1, 1)))
    for day in ("2012-12-31", "2022-01-03"):
        with pytest.raises(NumberUnset, match="rate_basis"):
            rate(day, r942, holidays)


def test_whose_age_counts_is_a_number_of_the_pack(r942: Rules, holidays: Holidays) -> None:
    ages = Ages(recipient_born=date(2010, 1, 1))
    assert rate("2021-04-01", r942, holidays, ages) == Decimal("3.1646")
    by_recipient = changed(r942, minor_rate_by="recipient_age")
    assert rate("2021-04-01", by_recipient, holidays, ages) == Decimal("3.6232")
    assert rate("2021-04-01", by_recipient, holidays, SEVENTEEN) == Decimal("3.1646")


def test_coming_of_age_in_the_month_gives_two_lines(r942: Rules, holidays: Holidays) -> None:
    def rate_of(day: date) -> DatedNumber:
        return rate_on(day, r942, holidays, SEVENTEEN)

    days = [(date(2021, 12, n), 600) for n in (19, 20, 21)]
    pay = remuneration(days, ContractForm.SELF_EMPLOYED, r942, rate_of=rate_of)
    assert [(line.minutes, str(line.rate.exact)) for line in pay.lines] == [(600, "3.4483"), (1200, "3.0120")]


@given(day=st.dates(date(2016, 1, 1), date(2021, 12, 31)))
def test_every_day_of_a_month_has_the_wage_of_its_year_by_the_hours_of_its_month(
    r942: Rules, holidays: Holidays, day: date
) -> None:
    hours = worked_hours(ServiceMonth.of(day), holidays)
    assert rate_on(day, r942, holidays).exact == hourly_rate(Decimal(WAGES[day.year]), hours)


@given(
    days=st.dictionaries(st.dates(date(2019, 4, 1), date(2019, 4, 30)), st.integers(1, 600), min_size=2),
    form=st.sampled_from(ContractForm),
    cut=st.integers(1, 30),
)
def test_splitting_a_month_never_creates_money(
    r942: Rules, holidays: Holidays, days: dict[date, int], form: ContractForm, cut: int
) -> None:
    """Two contracts one after the other cost what one would, but for the rounding of each line."""

    def rate_of(day: date) -> DatedNumber:
        return rate_on(day, r942, holidays)

    def cost(part: dict[date, int]) -> int:
        return remuneration(part.items(), form, r942, rate_of=rate_of).pay_cents

    first = {day: minutes for day, minutes in days.items() if day.day <= cut}
    second = {day: minutes for day, minutes in days.items() if day.day > cut}
    whole = cost(days)
    roundings = 2 if form is ContractForm.CONTRACT_FOR_WORK else 1  # gross pay, and contributions on it
    assert abs(cost(first) + cost(second) - whole) <= roundings
    if form is not ContractForm.CONTRACT_FOR_WORK:
        assert whole == pay_cents(sum(days.values()), rate_of(date(2019, 4, 1)).exact)


IN_WORDS = {
    "en": [
        (
            "Minimum monthly wage €430.00; working time of the month without public holidays 160 hours: "
            "€430.00 ÷ 160 = €2.6875 an hour."
        ),
        "10 h 1 min = 601 minutes; 601 × €2.6875 ÷ 60 = €26.92.",
        "With the employer's contributions an hour costs the state €2.6875 × (100% + 24.09%) = €3.3349.",
        "Gross pay: €26.92. Employer's contributions: €26.92 × 24.09% = €6.49.",
    ],
    "lv": [
        (
            "Minimālā mēneša darba alga 430,00 €; darba laiks mēnesī bez svētku dienām 160 stundas: "
            "430,00 € ÷ 160 = 2,6875 € par stundu."
        ),
        "10 st. 1 min = 601 minūtes; 601 × 2,6875 € ÷ 60 = 26,92 €.",
        "Kopā ar darba devēja iemaksām stunda valstij izmaksā 2,6875 € × (100 % + 24,09 %) = 3,3349 €.",
        "Bruto atlīdzība: 26,92 €. Darba devēja iemaksas: 26,92 € × 24,09 % = 6,49 €.",
    ],
}


@pytest.mark.parametrize("language", IN_WORDS)
def test_the_rate_is_told_as_the_division_that_gives_it(
    language: str, r942: Rules, holidays: Holidays
) -> None:
    """February 2019: 430 € ÷ 160 h × 1.2409, as in the seed's average of 3.23 € for the year."""
    day = date(2019, 2, 4)
    pay = remuneration(
        [(day, 601)], ContractForm.CONTRACT_FOR_WORK, r942, rate_of=lambda one: rate_on(one, r942, holidays)
    )
    said = [say(step.message, language).replace("\u00a0", " ") for step in pay.steps]
    assert said == IN_WORDS[language]
    assert all(reckoned(sentence, language) for sentence in said)
    numbers = [(step.number.key, step.number.in_force_from) for step in pay.steps if step.number is not None]
    assert numbers == [
        ("minimum_monthly_wage", date(2018, 1, 1)),
        ("hourly_rate", date(2019, 2, 1)),
        ("employer_contribution_percent", date(2018, 1, 1)),
    ]


def test_a_minors_working_time_is_told_as_such(r942: Rules, holidays: Holidays) -> None:
    found = rate_on(date(2021, 4, 1), r942, holidays, SEVENTEEN)
    assert isinstance(found, WageRate)
    said = say(found.step().message, "en").replace("\u00a0", " ")
    assert said.endswith(
        "at 7 hours a day, as for somebody under age, 138 hours: €500.00 ÷ 138 = €3.6232 an hour."
    )
