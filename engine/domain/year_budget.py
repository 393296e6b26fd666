"""A municipality's money for a year: set, spent, committed, forecast, left; when it runs out.

Whole cents throughout; every month's forecast is rounded by itself, so that the months add up to the year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum

from engine.domain.money import half_up, whole
from engine.domain.service_month import ServiceMonth


class Source(StrEnum):
    """Whose money it is."""

    STATE = "state"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Amounts:
    """Money by account, in cents."""

    pay_cents: int = 0  # from the state, contributions included
    contributions_cents: int = 0  # the employer's, part of the pay
    transport_cents: int = 0
    admin_cents: int = 0
    top_up_cents: int = 0  # from the municipality

    def __post_init__(self) -> None:
        for part in fields(self):
            whole(getattr(self, part.name))

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def of(self, source: Source) -> int:
        """What one source pays."""
        if source is Source.MUNICIPALITY:
            return self.top_up_cents
        return self.pay_cents + self.transport_cents + self.admin_cents

    @property
    def total_cents(self) -> int:
        """All money of both sources."""
        return self.of(Source.STATE) + self.of(Source.MUNICIPALITY)

    def scaled(self, use: Use) -> Amounts:
        """As much of it as the share of hours really used, each account rounded HALF_UP."""
        return Amounts(*(half_up(getattr(self, one.name) * use.used, use.granted) for one in fields(self)))


@dataclass(frozen=True, slots=True)
class Use:
    """Of granted minutes of closed months, how many were used. Nothing closed yet: all of them count."""

    used: int
    granted: int

    @classmethod
    def of_closed(cls, used: int, granted: int) -> Use:
        """The share of closed months, never above all that was granted."""
        return cls(min(used, granted), granted) if granted > 0 else cls(1, 1)


@dataclass(frozen=True, slots=True)
class MonthMoney:
    """One month: what its service has cost, and what contracts in force commit to."""

    period: ServiceMonth
    spent: Amounts
    committed: Amounts
    due: Amounts = field(default_factory=Amounts)  # sure to come: administration still to be claimed


@dataclass(frozen=True, slots=True)
class MonthForecast:
    """One month with what it is likely to cost in the end."""

    period: ServiceMonth
    spent: Amounts
    committed: Amounts
    forecast: Amounts  # spent, and of the committed what is likely to be used


@dataclass(frozen=True, slots=True)
class SourceYear:
    """A year of one source's money; what is left is below zero where money will be missing."""

    source: Source
    set_cents: int | None  # None: nobody has set it
    spent_cents: int
    committed_cents: int
    forecast_cents: int
    runs_out: ServiceMonth | None  # the month in which the forecast passes what was set

    @property
    def left_cents(self) -> int | None:
        """What is left of the budget by the forecast."""
        return None if self.set_cents is None else self.set_cents - self.forecast_cents

    @property
    def left_at_most_used_cents(self) -> int | None:
        """What is left if every granted hour is used."""
        return None if self.set_cents is None else self.set_cents - self.spent_cents - self.committed_cents


@dataclass(frozen=True, slots=True)
class YearBudget:
    """The year by month, in all, and by source."""

    months: Sequence[MonthForecast]
    spent: Amounts
    committed: Amounts
    forecast: Amounts
    sources: Sequence[SourceYear]
    use: Use


def year_budget(months: Sequence[MonthMoney], budgets: Mapping[Source, int | None], use: Use) -> YearBudget:
    """The year of these months, in their order, against what was set for it."""
    rows = [
        MonthForecast(
            period=one.period,
            spent=one.spent,
            committed=one.committed + one.due,
            forecast=one.spent + one.due + one.committed.scaled(use),
        )
        for one in months
    ]
    return YearBudget(
        months=rows,
        spent=sum((one.spent for one in rows), Amounts()),
        committed=sum((one.committed for one in rows), Amounts()),
        forecast=sum((one.forecast for one in rows), Amounts()),
        sources=[_source(source, rows, budgets.get(source)) for source in Source],
        use=use,
    )


def _source(source: Source, rows: Sequence[MonthForecast], budget: int | None) -> SourceYear:
    return SourceYear(
        source=source,
        set_cents=budget,
        spent_cents=sum(one.spent.of(source) for one in rows),
        committed_cents=sum(one.committed.of(source) for one in rows),
        forecast_cents=sum(one.forecast.of(source) for one in rows),
        runs_out=_runs_out(source, rows, budget),
    )


def _runs_out(source: Source, rows: Sequence[MonthForecast], budget: int | None) -> ServiceMonth | None:
    if budget is None:
        return None
    cost = 0
    for one in rows:
        cost += one.forecast.of(source)
        if cost > budget:
            return one.period
    return None
