"""The ministry's published table: what the service cost in a year, as printed, in whole euro."""

from __future__ import annotations

from dataclasses import dataclass

from engine.domain.averages import PrintedTotal, compare_printed_total
from engine.messages_catalogue import Message, msg


@dataclass(frozen=True, slots=True)
class MinistryYear:
    """One column of the table; the lines are None where only the total was printed."""

    first_year: int
    last_year: int
    total: int
    pay: int | None = None
    transport: int | None = None
    administration: int | None = None
    was_spent: bool = True  # False: money set aside beforehand
    is_rounding_noted: bool = False  # whoever entered it saw that the total is one euro off, as printed

    @property
    def years(self) -> str:
        """ "2018", or "2019–2020"."""
        one = self.first_year == self.last_year
        return str(self.first_year) if one else f"{self.first_year}–{self.last_year}"

    @property
    def lines(self) -> tuple[int, ...]:
        """Pay, transport and administration, where they were printed."""
        return tuple(line for line in (self.pay, self.transport, self.administration) if line is not None)

    @property
    def agreement(self) -> PrintedTotal:
        """How the printed total compares with the lines."""
        return compare_printed_total(self.lines, self.total) if self.lines else PrintedTotal.EXACT


@dataclass(frozen=True, slots=True)
class MinistryTable:
    """The table with where it was printed."""

    source: str
    years: tuple[MinistryYear, ...]

    def of(self, year: int) -> MinistryYear | None:
        """The column of one year; None where it is not in the table."""
        return next((one for one in self.years if one.first_year == one.last_year == year), None)


def rounding_notice(year: MinistryYear) -> Message | None:
    """The sentence for a total that is one euro off its lines; None for every other total."""
    if year.agreement is not PrintedTotal.ROUNDED:
        return None
    return msg(
        "{years}: the lines add up to {sum}, the printed total is {total}; each was rounded by itself.",
        years=year.years,
        sum=sum(year.lines),
        total=year.total,
    )
