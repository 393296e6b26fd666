"""Every rule of the calendar on every day of 2013–2040, against a second, plain calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.clock import last_day_of, local_day
from engine.domain.working_days import Holidays
from engine.errors import EngineError
from engine.expressions.calendar_words import as_instant, calendar_words
from engine.rule_packs import read_holidays
from engine.settings import ROOT
from tests.expressions import plain_calendar as plain
from tests.left_out import Count

MOMENT = timedelta(microseconds=1)
NOW = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)
WRITTEN = {month: f"{month[0]}-{month[1]:02}" for month in plain.MONTHS if 2013 <= month[0] <= 2040}
Words = Mapping[str, Callable[..., Any]]


@pytest.fixture(scope="module")
def holidays() -> Holidays:
    file = ROOT / "processes" / "rule_packs" / "holidays_lv.yaml"
    return read_holidays(file.read_bytes(), file.name)


@pytest.fixture(scope="module")
def words(holidays: Holidays) -> Words:
    return calendar_words(NOW, holidays)


def or_none(word: Callable[..., Any], *arguments: object) -> object:
    """What the word gives, or None where it leads to a year that nobody knows the holidays of."""
    try:
        return word(*arguments)
    except EngineError as error:
        if "The list of holidays covers 2013–2040" not in str(error):
            raise
        return None


def test_the_days_off(holidays: Holidays, count: Count) -> None:
    assert [day for day in plain.DAYS if holidays.is_working_day(day)] == plain.WORKING
    assert {day for day in holidays.dates if day in plain.BY_LAW} == plain.BY_LAW
    assert holidays.moved.keys() | (holidays.dates - plain.BY_LAW) == plain.BY_DECISION
    assert len(plain.BY_DECISION) == len(plain.WORKED_INSTEAD) + 4  # two festivals, a pope, a medal
    count(15, "days", len(plain.DAYS))


def test_working_day_counts_through_every_month(words: Words, count: Count) -> None:
    asked = 0
    for month, written in WRITTEN.items():
        expected = plain.working_days_of(month)
        found = [words["working_day"](n, written) for n in range(1, len(expected) + 1)]
        assert found == expected, written
        with pytest.raises(EngineError, match=f"has {len(expected)} working days"):
            words["working_day"](len(expected) + 1, written)
        asked += len(expected) + 1
    count(15, "answers", asked)


@pytest.mark.parametrize("word", ["before", "after"])
def test_before_and_after_from_every_day(word: str, words: Words, count: Count) -> None:
    second = plain.before if word == "before" else plain.after
    spans = (0, 1, 2, 3, 5, 10)
    for n in spans:
        different = [day for day in plain.DAYS if or_none(words[word], day, n) != second(day, n)]
        assert different == [], n
    count(15, "answers", len(spans) * len(plain.DAYS))


@pytest.mark.parametrize("shift", ["none", "next", "previous"])
def test_every_day_of_a_month_moved(shift: str, words: Words, count: Count) -> None:
    asked = [(n, month) for month in WRITTEN for n in range(1, 32)]
    different = [
        (n, month)
        for n, month in asked
        if or_none(words["day"], n, WRITTEN[month], shift) != plain.numbered(n, month, shift)
    ]
    assert different == []
    count(15, "answers", len(asked))


def test_months_and_days_after_every_day(words: Words, count: Count) -> None:
    months = (-12, -1, *range(1, 13))
    for n in months:
        assert [d for d in plain.DAYS if words["months_after"](d, n) != plain.months_after(d, n)] == [], n
    for place, day in enumerate(plain.DAYS[:-31]):
        assert words["days_after"](day, 31) == plain.DAYS[place + 31]
        assert words["birthday"](day, 7) == plain.months_after(day, 84)
    for number, month in enumerate(list(WRITTEN.values())[:-12]):
        assert words["months_after"](month, 12) == list(WRITTEN.values())[number + 12]
    count(15, "answers", len(months) * len(plain.DAYS) + 2 * len(plain.DAYS[:-31]))


def test_month_ends_a_year_ahead(words: Words, count: Count) -> None:
    """The last days of every month, 29 February among them, and each of the twelve months after them."""
    asked = 0
    for month, written in WRITTEN.items():
        days = plain.MONTHS[month]
        assert (words["first_day"](written), words["last_day"](written)) == (days[0], days[-1])
        assert {words["month_of"](day) for day in days} == {written}
        for anchor in days[27:]:
            for n in range(13):
                then = words["months_after"](anchor, n)
                assert then == plain.months_after(anchor, n), (anchor, n)
                # counted from the anchor: a short month in between takes nothing away
                assert then.day == min(anchor.day, words["last_day"](then).day), (anchor, n)
                asked += 1
        assert words["end_of"](words["last_day"](written)) == plain.instant_of(
            days[-1] + plain.ONE_DAY, time()
        )
    count(16, "months", len(WRITTEN))
    count(16, "month_ends", asked)


def test_midnights_and_mornings_of_every_day(words: Words, count: Count) -> None:
    riga = ZoneInfo("Europe/Riga")
    for day in plain.DAYS:
        begins, ends = plain.instant_of(day, time()), plain.instant_of(day + plain.ONE_DAY, time())
        assert as_instant(day) == as_instant(str(day)) == begins, day
        assert words["end_of"](day) == ends, day
        assert words["at"](day, "09:00") == plain.instant_of(day, time(9)), day
        assert local_day(begins) == local_day(ends - MOMENT) == last_day_of(ends) == day
        assert local_day(ends) == day + plain.ONE_DAY
        assert begins.astimezone(riga).replace(tzinfo=None) == plain.shown(begins)
    count(15, "answers", 8 * len(plain.DAYS))


def test_the_nights_on_which_clocks_change(words: Words, count: Count) -> None:
    """Every five minutes of both nights: skipped times move forward, repeated ones mean the first."""
    nights = [day for year in range(2013, 2041) for day in plain.change_days(year)]
    for night in nights:
        hours = (words["end_of"](night) - as_instant(night)) / timedelta(hours=1)
        assert hours == (23 if night.month == 3 else 25), night
        for minutes in range(0, 24 * 60, 5):
            clock_time = time(minutes // 60, minutes % 60)
            found = words["at"](night, f"{clock_time:%H:%M}")
            assert found == plain.instant_of(night, clock_time), (night, clock_time)
            skipped = night.month == 3 and clock_time.hour == 3
            assert plain.shown(found).hour == (4 if skipped else clock_time.hour)
    count(15, "change_nights", len(nights))


def test_today_turns_at_midnight_in_latvia(holidays: Holidays) -> None:
    for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), date(2028, 2, 29)):
        ends = plain.instant_of(day + plain.ONE_DAY, time())
        assert calendar_words(ends - MOMENT, holidays)["today"]() == day
        assert calendar_words(ends, holidays)["today"]() == day + plain.ONE_DAY
