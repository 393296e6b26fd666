"""Working days, month arithmetic and local midnights, against plain second implementations."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import RIGA
from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import (
    Holidays,
    Shift,
    after,
    at,
    before,
    birthday,
    day,
    end_of,
    last_day,
    months_after,
    shifted,
    start_of,
    working_day,
)
from engine.errors import EngineError

ALL_DAYS = [date(2013, 1, 1) + timedelta(days=n) for n in range((date(2041, 1, 1) - date(2013, 1, 1)).days)]
DAYS = st.sampled_from(ALL_DAYS)


def october(n: int) -> date:
    return date(2026, 10, n)


class TestWorkingDay:
    def test_the_fifth_of_each_month_of_2026(self, holidays: Holidays) -> None:
        found = [working_day(5, ServiceMonth(2026, month), holidays).day for month in range(1, 13)]
        # January: the 2nd is worked on Saturday the 17th; April: Easter; May: the 1st and the 4th
        assert found == [9, 6, 6, 9, 11, 5, 7, 7, 7, 7, 6, 7]

    def test_every_number_of_every_month(self, holidays: Holidays) -> None:
        plain: dict[tuple[int, int], list[date]] = {}
        for each in ALL_DAYS:
            weekday = each.weekday() < 5 and each not in holidays.dates and each not in holidays.moved
            if weekday or each in set(holidays.moved.values()):
                plain.setdefault((each.year, each.month), []).append(each)
        for (year, month), days in plain.items():
            for number, expected in enumerate(days, start=1):
                assert working_day(number, ServiceMonth(year, month), holidays) == expected
            with pytest.raises(EngineError, match=f"has {len(days)} working days"):
                working_day(len(days) + 1, ServiceMonth(year, month), holidays)

    def test_there_is_no_number_zero(self, holidays: Holidays) -> None:
        with pytest.raises(EngineError, match="no number 0"):
            working_day(0, ServiceMonth(2026, 10), holidays)

    def test_a_moved_working_day_is_worked_on_its_saturday(self, holidays: Holidays) -> None:
        assert not holidays.is_working_day(date(2026, 1, 2))
        assert holidays.is_working_day(date(2026, 1, 17))
        assert not holidays.is_holiday(date(2026, 1, 2))

    def test_a_year_without_holidays_is_not_guessed(self, holidays: Holidays) -> None:
        with pytest.raises(EngineError, match=r"covers 2013–2040, but 2041 was asked for"):
            working_day(1, ServiceMonth(2041, 1), holidays)
        with pytest.raises(EngineError, match=r"2012 was asked for"):
            before(date(2013, 1, 2), 1, holidays)


class TestBeforeAndAfter:
    def test_they_count_working_days_only(self, holidays: Holidays) -> None:
        assert before(date(2026, 11, 20), 2, holidays) == date(2026, 11, 17)  # over the 18th
        assert after(date(2026, 12, 23), 1, holidays) == date(2026, 12, 28)
        assert before(date(2026, 10, 4), 1, holidays) == date(2026, 10, 2)  # from a Sunday

    def test_none_is_the_day_itself(self, holidays: Holidays) -> None:
        assert (
            before(date(2026, 10, 4), 0, holidays)
            == after(date(2026, 10, 4), 0, holidays)
            == date(2026, 10, 4)
        )

    def test_they_do_not_count_backwards(self, holidays: Holidays) -> None:
        with pytest.raises(EngineError, match="negative"):
            after(october(5), -1, holidays)

    @given(day=st.sampled_from(ALL_DAYS[60:-60]), n=st.integers(1, 25))
    def test_they_agree_with_a_list_of_working_days(self, holidays: Holidays, day: date, n: int) -> None:
        working = [each for each in ALL_DAYS if holidays.is_working_day(each)]
        assert after(day, n, holidays) == [each for each in working if each > day][n - 1]
        assert before(day, n, holidays) == [each for each in working if each < day][-n]


class TestDay:
    @pytest.mark.parametrize(
        ("n", "month", "shift", "expected"),
        [
            (15, "2026-11", "none", date(2026, 11, 15)),  # a Sunday
            (15, "2026-11", "next", date(2026, 11, 16)),
            (15, "2026-11", "previous", date(2026, 11, 13)),
            (31, "2026-02", "none", date(2026, 2, 28)),
            (31, "2024-02", Shift.NONE, date(2024, 2, 29)),
            (30, "2026-02", "next", date(2026, 3, 2)),
            (18, "2026-11", "next", date(2026, 11, 19)),  # a holiday in the week
        ],
    )
    def test_it_stays_or_moves(
        self, n: int, month: str, shift: str, expected: date, holidays: Holidays
    ) -> None:
        assert day(n, ServiceMonth.parse(month), shift, holidays) == expected

    @pytest.mark.parametrize("n", [0, 32, -1])
    def test_there_are_31_days(self, n: int, holidays: Holidays) -> None:
        with pytest.raises(EngineError, match="days 1 to 31"):
            day(n, ServiceMonth(2026, 10), "none", holidays)

    def test_other_shifts_are_refused(self, holidays: Holidays) -> None:
        with pytest.raises(ValueError, match="later"):
            shifted(october(3), "later", holidays)


class TestMonthsAfter:
    def test_it_counts_from_the_anchor(self) -> None:
        anchor = date(2026, 1, 31)
        assert [months_after(anchor, n) for n in range(5)] == [
            anchor,
            date(2026, 2, 28),
            date(2026, 3, 31),
            date(2026, 4, 30),
            date(2026, 5, 31),
        ]
        assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
        assert months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)

    def test_a_month_gives_a_month(self) -> None:
        assert months_after(ServiceMonth(2026, 10), 3) == ServiceMonth(2027, 1)

    @given(DAYS, st.integers(-240, 240))
    def test_it_agrees_with_relativedelta(self, anchor: date, n: int) -> None:
        assert months_after(anchor, n) == anchor + relativedelta(months=n)

    def test_every_day_one_month_on(self) -> None:
        for anchor in ALL_DAYS:
            found = months_after(anchor, 1)
            assert (found.year * 12 + found.month) - (anchor.year * 12 + anchor.month) == 1
            assert found.day == anchor.day or (
                found.day < anchor.day and found == last_day(ServiceMonth.of(found))
            )

    def test_birthdays(self) -> None:
        assert birthday(date(2008, 10, 5), 18) == date(2026, 10, 5)
        assert birthday(date(2008, 2, 29), 18) == date(2026, 2, 28)
        assert birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)


class TestInstants:
    def test_summer_and_winter(self) -> None:
        assert start_of(date(2026, 7, 1)) == datetime(2026, 6, 30, 21, tzinfo=UTC)
        assert start_of(date(2026, 12, 1)) == datetime(2026, 11, 30, 22, tzinfo=UTC)
        assert end_of(date(2026, 10, 31)) == datetime(2026, 10, 31, 22, tzinfo=UTC)
        assert at(date(2026, 10, 5), time(9, 30)) == datetime(2026, 10, 5, 6, 30, tzinfo=UTC)

    def test_the_hour_that_spring_skips_moves_forward(self) -> None:
        skipped = at(date(2027, 3, 28), time(3, 30))
        assert skipped.astimezone(RIGA).time() == time(4, 30)

    def test_the_hour_that_autumn_repeats_is_its_first(self) -> None:
        repeated = at(date(2026, 10, 25), time(3, 30))
        assert repeated == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        assert at(date(2026, 10, 25), time(3, 30, fold=1)) == repeated

    def test_a_day_ends_where_the_next_begins_and_has_23_to_25_hours(self) -> None:
        lengths = set()
        for each in ALL_DAYS:
            assert end_of(each) == start_of(each + timedelta(days=1))
            lengths.add((end_of(each) - start_of(each)) // timedelta(hours=1))
        assert lengths == {23, 24, 25}

    def test_instants_are_aware_and_in_utc(self) -> None:
        assert at(date(2026, 1, 1), time(12)).tzinfo is UTC

    def test_a_time_with_a_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="zone"):
            at(date(2026, 1, 1), time(12, tzinfo=UTC))
