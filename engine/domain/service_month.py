"""The month in which hours were given: the period of every confirmation, claim and payment."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine.errors import EngineError
from engine.messages_catalogue import msg

_WRITTEN = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_FIRST_YEAR, _LAST_YEAR = 1900, 9998  # one month to spare at the end, so that `next` always exists


@dataclass(frozen=True, slots=True, order=True)
class ServiceMonth:
    """A calendar month, written "2026-10"; months sort by time."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (_FIRST_YEAR <= self.year <= _LAST_YEAR and 1 <= self.month <= 12):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> ServiceMonth:
        """The month written as "2026-10"; anything else is an `EngineError`."""
        written = _WRITTEN.fullmatch(text)
        if written is None or not _FIRST_YEAR <= int(written[1]) <= _LAST_YEAR:
            raise EngineError(
                msg("“{text}” is not a month. Write it as year-month, for example 2026-10.", text=text)
            )
        return cls(int(written[1]), int(written[2]))

    @classmethod
    def of(cls, day: date) -> ServiceMonth:
        """The month this day lies in."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The 1st of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The 28th, 29th, 30th or 31st."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def days(self) -> Iterator[date]:
        """Every day of the month, in order."""
        first = self.first_day
        return (first + timedelta(days=number) for number in range(self.last_day.day))

    def plus(self, months: int) -> ServiceMonth:
        """The month that many months later; a negative number goes back."""
        index = self.year * 12 + self.month - 1 + months
        return ServiceMonth(index // 12, index % 12 + 1)

    def next(self) -> ServiceMonth:
        """The following month."""
        return self.plus(1)

    def contains(self, day: date) -> bool:
        """Whether the day lies in this month."""
        return (day.year, day.month) == (self.year, self.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
