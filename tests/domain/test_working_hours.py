"""Hours of full-time months against the tables that were published."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.domain.hourly_rates import minimum_hourly_rate
from engine.domain.money import hourly_rate
from engine.domain.rules import DatedNumber, RulePack, Rules, Status, Unit
from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import Holidays
from engine.domain.working_hours import normal_hours, worked_hours

WORKED_2019 = [176, 160, 168, 158, 167, 152, 184, 176, 168, 184, 160, 142]  # note of the ministry, 2019
# The ministry's table of 2021: hours worked, rate of an adult and of a minor assistant, general minimum rate.
TABLE_2021 = [
    (160, "3.1250", "3.5714", "2.9762"),
    (160, "3.1250", "3.5714", "3.1250"),
    (184, "2.7174", "3.1056", "2.7174"),
    (158, "3.1646", "3.6232", "2.8409"),
    (159, "3.1447", "3.5971", "2.9762"),
    (159, "3.1447", "3.5971", "2.8409"),
    (176, "2.8409", "3.2468", "2.8409"),
    (176, "2.8409", "3.2468", "2.8409"),
    (176, "2.8409", "3.2468", "2.8409"),
    (168, "2.9762", "3.4014", "2.9762"),
    (167, "2.9940", "3.4247", "2.8409"),
    (166, "3.0120", "3.4483", "2.7174"),
]
# General minimum rates that were published: year, monthly wage, paid hours → rate.
GENERAL = [
    (2016, "370", {168: "2.2024", 184: "2.0109", 176: "2.1023"}),
    (2022, "500", {168: "2.9762", 160: "3.1250", 184: "2.7174", 176: "2.8409"}),
    (2023, "620", {176: "3.5227", 160: "3.8750", 184: "3.3696", 168: "3.6905"}),
]


def test_hours_worked_in_2019(holidays: Holidays) -> None:
    assert [worked_hours(ServiceMonth(2019, month), holidays) for month in range(1, 13)] == WORKED_2019


@pytest.mark.parametrize("month", range(1, 13))
def test_the_table_of_2021(month: int, holidays: Holidays) -> None:
    hours, adult, minor, general = TABLE_2021[month - 1]
    period = ServiceMonth(2021, month)
    assert worked_hours(period, holidays) == hours
    assert hourly_rate(Decimal(500), hours) == Decimal(adult)
    assert hourly_rate(Decimal(500), worked_hours(period, holidays, minor=True)) == Decimal(minor)
    assert hourly_rate(Decimal(500), normal_hours(period)) == Decimal(general)


@pytest.mark.parametrize(("year", "wage", "rates"), GENERAL)
def test_general_minimum_rates(year: int, wage: str, rates: dict[int, str]) -> None:
    found = {normal_hours(ServiceMonth(year, month)) for month in range(1, 13)}
    assert found == set(rates)
    assert {hours: hourly_rate(Decimal(wage), hours) for hours in rates} == {
        hours: Decimal(rate) for hours, rate in rates.items()
    }


def test_the_seed_average_of_2019(holidays: Holidays) -> None:
    """3.23 = mean over the months of 430 ÷ hours worked, with employer's contributions of 24.09 %."""
    mean = sum((Decimal(430) / hours for hours in WORKED_2019), Decimal(0)) / 12
    assert round(mean * Decimal("1.2409"), 4) == Decimal("3.2271")
    assert round(mean * Decimal("1.2409"), 2) == Decimal("3.23")


def test_a_one_off_day_off_shortens_its_month(holidays: Holidays) -> None:
    without = Holidays(
        2013, 2040, holidays.dates - {*(d for d in holidays.dates if d.isoformat() == "2023-05-29")}
    )
    may = ServiceMonth(2023, 5)
    assert worked_hours(may, without) - worked_hours(may, holidays) == 8


def test_the_minimum_rate_keeps_its_source(holidays: Holidays) -> None:
    wage = DatedNumber(
        key="minimum_monthly_wage",
        value=Decimal(500),
        unit=Unit.EUR_PER_MONTH,
        in_force_from=ServiceMonth(2021, 1).first_day,
        recorded_on=ServiceMonth(2021, 1).first_day,
        source="MK 656",
        status=Status.CONFIRMED,
    )
    rules = Rules(RulePack.of("r942", [wage]))
    rate = minimum_hourly_rate(ServiceMonth(2021, 12), rules, holidays, minor=True)
    assert (rate.exact, rate.source, rate.in_force_from.isoformat()) == (
        Decimal("3.4483"),
        "MK 656",
        "2021-12-01",
    )
