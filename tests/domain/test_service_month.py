"""The service month counts by index and is written one way only."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError

MONTHS = st.builds(ServiceMonth, st.integers(2000, 2100), st.integers(1, 12))


def test_its_days() -> None:
    october = ServiceMonth.parse("2026-10")
    assert (october.first_day, october.last_day) == (date(2026, 10, 1), date(2026, 10, 31))
    assert [day.day for day in october.days()] == list(range(1, 32))
    assert october.contains(date(2026, 10, 31))
    assert not october.contains(date(2025, 10, 31))
    assert str(october) == "2026-10"


@pytest.mark.parametrize(
    ("month", "last"), [("2024-02", 29), ("2023-02", 28), ("2100-02", 28), ("2026-12", 31)]
)
def test_the_last_day(month: str, last: int) -> None:
    assert ServiceMonth.parse(month).last_day.day == last


def test_counting_over_a_year() -> None:
    december = ServiceMonth(2026, 12)
    assert [str(december.plus(n)) for n in (-12, -11, 0, 1, 13)] == [
        "2025-12",
        "2026-01",
        "2026-12",
        "2027-01",
        "2028-01",
    ]
    assert december.next() == ServiceMonth(2027, 1)
    assert ServiceMonth.of(date(2026, 12, 31)) == december


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-1", "2026-13", "2026-00", "10-2026", "2026-10 ", "2026-10-01", "٢٠٢٦-١٠", "9999-12"],
)
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(EngineError, match="year-month"):
        ServiceMonth.parse(text)


def test_a_month_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="no such month"):
        ServiceMonth(2026, 13)


@given(MONTHS, st.integers(-1200, 1200), st.integers(-1200, 1200))
def test_counting_adds_up(month: ServiceMonth, some: int, more: int) -> None:
    if month.year + (some + more) // 12 - 1 >= 1900 and month.year + some // 12 >= 1900:
        assert month.plus(some).plus(more) == month.plus(some + more)


@given(MONTHS, MONTHS)
def test_months_sort_by_time_and_read_back(one: ServiceMonth, other: ServiceMonth) -> None:
    assert (one < other) == (one.first_day < other.first_day)
    assert ServiceMonth.parse(str(one)) == one
