"""The one clock, and the two days that people are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.clock import RIGA, SystemClock, VirtualClock, last_day_of, local_day

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NAIVE = datetime(2026, 3, 2, 12, 0)  # noqa: DTZ001 -- what must be refused


def test_the_machines_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_a_virtual_clock_stands_still_until_it_is_moved() -> None:
    clock = VirtualClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.pass_time(timedelta(days=365))
    assert clock.now() == datetime(2027, 3, 2, 12, 0, tzinfo=UTC)
    clock.move_to(datetime(2027, 3, 2, 14, 30, tzinfo=RIGA))  # 12:30 in UTC
    assert clock.now() == datetime(2027, 3, 2, 12, 30, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_a_virtual_clock_never_goes_back() -> None:
    clock = VirtualClock(NOON)
    clock.move_to(NOON)
    with pytest.raises(ValueError, match="cannot go back"):
        clock.move_to(NOON - timedelta(microseconds=1))
    assert clock.now() == NOON


def test_an_instant_needs_its_time_zone() -> None:
    for use in (VirtualClock, local_day):
        with pytest.raises(ValueError, match="time zone"):
            use(NAIVE)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 1, 31, 21, 59, tzinfo=UTC), date(2026, 1, 31)),  # winter: two hours ahead
        (datetime(2026, 1, 31, 22, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 6, 30, 20, 59, tzinfo=UTC), date(2026, 6, 30)),  # summer: three
        (datetime(2026, 6, 30, 21, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_the_day_is_that_of_latvia(instant: datetime, day: date) -> None:
    assert local_day(instant) == day


def test_a_deadline_at_midnight_is_the_day_before() -> None:
    assert last_day_of(datetime(2026, 11, 7, 0, 0, tzinfo=RIGA)) == date(2026, 11, 6)
    assert last_day_of(datetime(2026, 11, 7, 9, 0, tzinfo=RIGA)) == date(2026, 11, 7)
