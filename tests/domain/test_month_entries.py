"""What a month form sends: read strictly, written back the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.month_entries import (
    DayEntry,
    Span,
    covered,
    entries_as_values,
    entries_from_values,
    hours_and_minutes,
    shared_minutes,
    total_minutes,
)
from engine.errors import InvalidAnswers

SPANS = (
    st.tuples(st.integers(0, 1439), st.integers(1, 1440))
    .filter(lambda pair: pair[0] < pair[1])
    .map(lambda pair: Span(*pair))
)
ENTRIES = st.dictionaries(
    st.dates(date(2026, 10, 1), date(2026, 10, 31)), st.tuples(st.integers(1, 1440), st.none() | SPANS)
).map(
    lambda days: tuple(
        sorted(DayEntry(day, minutes, (span,) if span else ()) for day, (minutes, span) in days.items())
    )
)


def test_a_month_is_read_in_order_and_days_without_minutes_are_left_out() -> None:
    entries = entries_from_values(
        {"2026-10-07": 90, "2026-10-05": 120, "2026-10-06": 0},
        {"2026-10-05": {"from": "09:30", "to": "11:30"}},
    )
    assert entries == (DayEntry(date(2026, 10, 5), 120, (Span(570, 690),)), DayEntry(date(2026, 10, 7), 90))
    assert total_minutes(entries) == 210


@pytest.mark.parametrize(
    ("minutes", "times"),
    [
        ({"2026-10-05": 1.5}, {}),
        ({"2026-10-05": "120"}, {}),
        ({"2026-10-05": True}, {}),
        ({"2026-10-05": -1}, {}),
        ({"2026-10-05": None}, {}),
        ({"2026-02-30": 60}, {}),
        ({"2026-W41-1": 60}, {}),
        ({"20261005": 60}, {}),
        ({"2026-10-05": 60}, {"2026-10-05": {"from": "9:30", "to": "10:30"}}),
        ({"2026-10-05": 60}, {"2026-10-05": {"from": "10:30", "to": "09:30"}}),
        ({"2026-10-05": 60}, {"2026-10-05": {"from": "10:30", "to": "24:01"}}),
        ({"2026-10-05": 60}, {"2026-10-05": {"from": "10:30"}}),
        ({"2026-10-05": 60}, {"2026-10-05": "10:30"}),
        ({}, {"2026-10-05": {"from": "10:30", "to": "11:30"}}),
    ],
)
def test_every_day_that_cannot_be_read_is_named(minutes: dict[str, object], times: dict[str, object]) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        entries_from_values(minutes, times)
    assert list(refused.value.fields) == [*minutes, *(times.keys() - minutes.keys())]


@given(ENTRIES)
def test_entries_survive_the_way_to_values_and_back(entries: tuple[DayEntry, ...]) -> None:
    minutes, times = entries_as_values(entries)
    assert entries_from_values(minutes, dict(times)) == entries


def test_a_form_holds_one_span_a_day() -> None:
    with pytest.raises(ValueError, match="one from–to"):
        entries_as_values([DayEntry(date(2026, 10, 5), 60, (Span(0, 30), Span(60, 90)))])


@pytest.mark.parametrize("bad", [(-1, 10), (10, 10), (10, 5), (0, 1441)])
def test_a_span_lies_in_one_day(bad: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a part of a day"):
        Span(*bad)


def test_a_span_to_midnight() -> None:
    span = Span.parse("22:00", "24:00")
    assert (span.minutes, str(span)) == (120, "22:00–24:00")


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=6))
def test_shared_minutes_are_counted_minute_by_minute(some: list[Span], others: list[Span]) -> None:
    mine = {minute for span in some for minute in range(span.start, span.end)}
    theirs = {minute for span in others for minute in range(span.start, span.end)}
    assert shared_minutes(some, others) == len(mine & theirs)
    assert sum(span.minutes for span in covered(some)) == len(mine)


@pytest.mark.parametrize(("minutes", "written"), [(0, "0:00"), (5, "0:05"), (4530, "75:30")])
def test_hours_as_people_read_them(minutes: int, written: str) -> None:
    assert hours_and_minutes(minutes) == written


@pytest.mark.parametrize("minutes", [1.0, True, "60"])
def test_minutes_are_whole(minutes: int) -> None:
    with pytest.raises(TypeError):
        DayEntry(date(2026, 10, 5), minutes)
