"""The words for dates, as a process owner writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from engine.expressions.calendar_words import CALENDAR_WORD_NAMES, as_instant, duration
from engine.expressions.errors import ExpressionFailed
from engine.expressions.interpreter import evaluate, parse_expression

Words = Mapping[str, Callable[..., Any]]

NAMES = {
    "period": "2026-10",
    "application_day": date(2026, 1, 31),
    "birth_date": date(2008, 2, 29),
    "due_at": datetime(2026, 10, 31, 22, 30, tzinfo=UTC),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("working_day(5, months_after(period, 1))", date(2026, 11, 6)),
        ('working_day(13, "2026-11")', date(2026, 11, 19)),  # the 18th is a holiday
        ("working_day(1, date('2026-11-30'))", date(2026, 11, 2)),
        ('day(15, "2026-11", "next")', date(2026, 11, 16)),
        ('day(15, "2026-11", "previous")', date(2026, 11, 13)),
        ('day(15, "2026-11", "none")', date(2026, 11, 15)),
        ('day(31, "2026-02")', date(2026, 2, 28)),
        ("before(working_day(5, months_after(period, 1)), 2)", date(2026, 11, 4)),
        ("after(date('2026-11-17'), 1)", date(2026, 11, 19)),
        ("after(date('2026-11-15'), 0)", date(2026, 11, 15)),
        ("months_after(application_day, 1)", date(2026, 2, 28)),
        ("months_after(application_day, 2)", date(2026, 3, 31)),
        ("months_after('2026-12', 1)", "2027-01"),
        ("months_after(period, -10)", "2025-12"),
        ("days_after(application_day, 21)", date(2026, 2, 21)),
        ("days_after(application_day, -31)", date(2025, 12, 31)),
        ("first_day(period)", date(2026, 10, 1)),
        ("last_day('2028-02')", date(2028, 2, 29)),
        ("month_of(application_day)", "2026-01"),
        ("month_of(due_at)", "2026-11"),  # half past midnight in Latvia
        ("at(date('2026-10-30'), '09:00')", datetime(2026, 10, 30, 7, tzinfo=UTC)),
        ("at(date('2026-07-01'), '09:00')", datetime(2026, 7, 1, 6, tzinfo=UTC)),
        ("at('2027-03-28', '03:30')", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # a time that spring skips
        ("end_of(last_day(period))", datetime(2026, 10, 31, 22, tzinfo=UTC)),
        ("end_of(working_day(5, months_after(period, 1)))", datetime(2026, 11, 6, 22, tzinfo=UTC)),
        ("birthday(birth_date, 18)", date(2026, 2, 28)),
        ("latest(date('2026-01-02'), date('2026-01-03'))", date(2026, 1, 3)),
        ("earliest(date('2026-01-02'), date('2026-01-03'))", date(2026, 1, 2)),
        ("latest(at('2026-01-02', '09:00'), date('2026-01-02'))", datetime(2026, 1, 2, 7, tzinfo=UTC)),
        ("earliest(at('2026-01-02', '09:00'), date('2026-01-02'))", datetime(2026, 1, 1, 22, tzinfo=UTC)),
        ("today()", date(2026, 11, 1)),
        ("today() > date('2026-10-31')", True),
        (
            "latest(at(before(working_day(5, months_after(period, 1)), 2), '09:00'), due_at)",
            datetime(2026, 11, 4, 7, tzinfo=UTC),
        ),
    ],
)
def test_words(text: str, expected: object, words: Words) -> None:
    assert evaluate(parse_expression(text), NAMES, words) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("working_day(30, period)", "there is no number 30"),
        ("working_day(1.5, period)", "whole number from 1 to 31"),
        ("working_day(True, period)", "whole number from 1 to 31"),
        ('working_day(1, "2026-13")', "is not a month"),
        ('working_day(1, "oktobris")', "is not a date"),
        ('working_day(1, "2040-01")', "covers 2025–2028"),
        ("before(application_day, -1)", "whole number from 0"),
        ("before(application_day, 501)", "whole number from 0"),
        ('day(1, period, "up")', "next"),
        ('at(application_day, "9.00")', '"09:00"'),
        ("at(application_day, 9)", '"09:00"'),
        ("latest(period, 1)", "latest needs days or moments"),
        ("earliest()", "earliest needs days or moments"),
        ("months_after(None, 1)", "needs text, but got nothing"),
        ("working_day(1)", "cannot do anything with these values"),
    ],
)
def test_words_refuse_in_plain_words(text: str, sentence: str, words: Words) -> None:
    with pytest.raises(ExpressionFailed) as caught:
        evaluate(parse_expression(text), NAMES, words)
    assert sentence in str(caught.value)


def test_the_list_of_names_is_the_list_of_words(words: Words) -> None:
    assert words.keys() == CALENDAR_WORD_NAMES


def test_as_instant() -> None:
    assert as_instant(date(2026, 11, 1)) == datetime(2026, 10, 31, 22, tzinfo=UTC)
    assert as_instant("2026-07-01") == datetime(2026, 6, 30, 21, tzinfo=UTC)
    riga_summer = timezone(timedelta(hours=3))
    assert as_instant(datetime(2026, 7, 1, 9, tzinfo=riga_summer)) == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert as_instant(datetime(2026, 7, 1, 9, tzinfo=riga_summer)).tzinfo is UTC


@pytest.mark.parametrize("value", [datetime(2026, 1, 1), None, 5, True, timedelta(1), [], "rīt"])  # noqa: DTZ001 -- the naive one is the point
def test_as_instant_refuses(value: object) -> None:
    with pytest.raises(ExpressionFailed):
        as_instant(value)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("P10D", timedelta(days=10)),
        ("PT6H", timedelta(hours=6)),
        ("P0D", timedelta()),
        ("PT48H", timedelta(days=2)),
    ],
)
def test_duration(text: str, span: timedelta) -> None:
    assert duration(text) == span


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("P1M", "months_after"),
        ("P1Y", "months_after"),
        ("P2W", "months_after"),
        ("P1Y2M10D", "months_after"),
        ("-P1D", "negative"),
        ("P-1D", "negative"),
        ("-PT1H", "negative"),
        ("R3/P1D", "repeat"),
        ("R/2027-01-01/P1M", "repeat"),
        ("PT30M", '"P10D"'),
        ("P1DT6H", '"P10D"'),
        ("P", '"P10D"'),
        ("PT", '"P10D"'),
        ("", '"P10D"'),
        ("P1.5D", '"P10D"'),
        ("P٣D", '"P10D"'),
        ("p1d", '"P10D"'),
        ("P99999D", "too long"),
        ("PT99999H", "too long"),
        ("P1D\n", '"P10D"'),
        (5, '"P10D"'),
        (timedelta(1), '"P10D"'),
    ],
)
def test_duration_refuses(text: object, sentence: str) -> None:
    with pytest.raises(ExpressionFailed) as caught:
        duration(text)
    assert sentence in str(caught.value)
