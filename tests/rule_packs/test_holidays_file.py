"""The shipped list of holidays against an independent package and against the rule of the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays import country_holidays

from engine.domain.working_days import Holidays
from engine.rule_packs import read_holidays
from engine.settings import ROOT

FILE = ROOT / "processes" / "rule_packs" / "holidays_lv.yaml"
YEARS = range(2013, 2041)
ALL_DAYS = [date(2013, 1, 1) + timedelta(days=n) for n in range((date(2041, 1, 1) - date(2013, 1, 1)).days)]
ONE_OFF = {date(2018, 7, 9), date(2018, 9, 24), date(2023, 5, 29), date(2023, 7, 10)}


@pytest.fixture(scope="module")
def shipped() -> Holidays:
    return read_holidays(FILE.read_bytes(), FILE.name)


def test_every_day_agrees_with_the_package(shipped: Holidays) -> None:
    other = country_holidays("LV", years=YEARS)
    assert shipped.dates | shipped.moved.keys() == set(other)
    assert set(shipped.moved.values()) == {day for day in other.weekend_workdays if day.year in YEARS}
    different = [day for day in ALL_DAYS if shipped.is_working_day(day) != other.is_working_day(day)]
    assert different == []


def easter(year: int) -> date:
    """The Gregorian Easter by counting moons (Gauss), apart from the package's way."""
    a, b, c = year % 19, year % 4, year % 7
    k = year // 100
    m = (15 - (13 + 8 * k) // 25 + k - k // 4) % 30
    n = (4 + k - k // 4) % 7
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    if (d == 29 and e == 6) or (d == 28 and e == 6 and a > 10):
        e -= 7
    return date(year, 3, 22) + timedelta(days=d + e)


def holidays_of_the_law(year: int) -> set[date]:
    fixed = [(1, 1), (5, 1), (5, 4), (6, 23), (6, 24), (11, 18), (12, 24), (12, 25), (12, 26), (12, 31)]
    found = {date(year, month, day) for month, day in fixed}
    found |= {easter(year) + timedelta(days=n) for n in (-2, 0, 1, 49)}
    found.add([date(year, 5, n) for n in range(1, 15) if date(year, 5, n).weekday() == 6][1])
    for day in (date(year, 5, 4), date(year, 11, 18)):
        if day.weekday() >= 5:
            found.add(day + timedelta(days=7 - day.weekday()))
    return found


@pytest.mark.parametrize("year", YEARS)
def test_every_year_follows_the_law(year: int, shipped: Holidays) -> None:
    assert {day for day in shipped.dates if day.year == year} - ONE_OFF == holidays_of_the_law(year)


def test_every_holiday_has_its_name(shipped: Holidays) -> None:
    assert shipped.names.keys() == shipped.dates
    assert shipped.names[date(2026, 11, 18)] == "Latvijas Republikas Proklamēšanas diena"
    assert shipped.names[date(2023, 11, 20)] == "Brīvdiena par 18. novembri (Proklamēšanas diena)"
    assert shipped.dates >= ONE_OFF


def test_it_covers_whole_years(shipped: Holidays) -> None:
    assert (shipped.first_year, shipped.last_year) == (2013, 2040)
