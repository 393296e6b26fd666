"""When in the day people of a made-up municipality do what they do: office hours, and evenings at home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from engine.domain.working_days import at
from engine.simulation.town import Town

WAKES_AT = time(9)  # after what falls due at midnight and the letters of nine o'clock


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a day in which people do something."""

    begins: time
    minutes: int


COUNTER = Stretch(time(9, 5), 40)  # applications and changes are handed in
OFFICE: Sequence[Stretch] = (
    Stretch(time(9, 50), 75),
    Stretch(time(11, 10), 70),
    Stretch(time(13, 15), 80),
    Stretch(time(14, 50), 100),
)
EVENING: Sequence[Stretch] = (Stretch(time(17, 20), 110), Stretch(time(19, 30), 100))


def wake(town: Town, day: date) -> None:
    """Move the clock to the morning of a day."""
    town.clock.move_to(at(day, WAKES_AT))


def move_into(town: Town, stretch: Stretch, number: int, of: int) -> None:
    """Move the clock to the n-th of so many deeds that fill a stretch of today evenly, to the second."""
    seconds = 60 * stretch.minutes * number // of
    town.clock.move_to(at(town.today, stretch.begins) + timedelta(seconds=seconds))


def is_working_day(town: Town) -> bool:
    """Whether the office is open today."""
    with town.runtime.reading(town.tenant) as session:
        return town.runtime.rule_book(session).holidays.is_working_day(town.today)
