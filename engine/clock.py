"""The only place that reads the time of day.

Everything else asks `runtime.clock`; a test or a simulation hands in a `VirtualClock`
and a year passes in seconds.
"""

from __future__ import annotations

import time as machine_time
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

RIGA = ZoneInfo("Europe/Riga")


class Clock(Protocol):
    """Tells the present instant, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class VirtualClock:
    """A clock that stands still until it is moved, and never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = _in_utc(start)

    def now(self) -> datetime:
        return self._now

    def move_to(self, instant: datetime) -> None:
        """Set the present; an earlier instant than the present is refused."""
        instant = _in_utc(instant)
        if instant < self._now:
            raise ValueError(f"the clock cannot go back from {self._now} to {instant}")
        self._now = instant

    def pass_time(self, step: timedelta) -> None:
        """Let time pass."""
        self.move_to(self._now + step)


class RunningClock:
    """A clock that was set to an instant and runs on from there."""

    def __init__(self, start: datetime) -> None:
        self._start = _in_utc(start)
        self._begun = machine_time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=machine_time.monotonic() - self._begun)


def seconds() -> float:
    """Seconds since some beginning, for what is good for a while only; no hour of the day."""
    return machine_time.monotonic()


def local_day(instant: datetime) -> date:
    """The calendar day in Latvia at this instant."""
    return _in_utc(instant).astimezone(RIGA).date()


def last_day_of(deadline: datetime) -> date:
    """The last day on which something may still be done whose deadline is this instant."""
    return local_day(deadline - timedelta(microseconds=1))


def end_of_week(instant: datetime) -> datetime:
    """The instant at which the week of this one ends in Latvia, Sunday at midnight."""
    day = local_day(instant)
    return datetime.combine(day + timedelta(days=7 - day.weekday()), time(), RIGA)


def _in_utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(UTC)
