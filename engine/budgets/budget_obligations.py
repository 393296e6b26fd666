"""Which contracts in force commit a year's money: month by month, what is not booked yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from engine.domain.commitments import Obligation
from engine.domain.hourly_rates import OF_AGE, Ages
from engine.domain.rules import Regime
from engine.domain.service_month import ServiceMonth
from engine.persistence.queries import budget_contracts as queries
from engine.persistence.queries.budget_contracts import ContractTerms
from engine.runtime import Session

BY_AGE = Regime.R942  # the order by which a rate may follow from somebody's age


def obligations(
    session: Session, periods: Sequence[ServiceMonth], today: date
) -> Mapping[ServiceMonth, Mapping[Obligation, int]]:
    """Month → what contracts in it oblige to, and how many are alike: open months whenever they were, and
    from the present month on every month in which a contract is in force that is not closed and not one
    long stay."""
    year, present = periods[0].year, ServiceMonth.of(today)
    counted = _Counted(queries.stays(session, year), queries.births(session, year, BY_AGE))
    spans = {str(one): _Span(one, one.first_day, one.last_day) for one in periods}
    opened: Counter[tuple[ContractTerms, str]] = Counter()
    for terms, name, granted, count in queries.months_of_contracts(session, year, BY_AGE, str(present)):
        opened[terms, name] += count
        if granted is not None:
            counted.add(terms, spans[name], granted, count)
    ahead = {name: span for name, span in spans.items() if span.period >= present}
    for terms, count in queries.contracts(session, year, BY_AGE):
        for name, span in ahead.items():
            counted.add(terms, span, terms.minutes_a_month, count - opened[terms, name])
    return counted.found


class _Span(NamedTuple):
    """A month with its ends, worked out once for all contracts."""

    period: ServiceMonth
    first: date
    last: date


class _Counted:
    """What contracts oblige to, counted as they come."""

    def __init__(
        self,
        stays: Mapping[int, Sequence[tuple[date, date | None]]],
        births: Mapping[int, tuple[date | None, date | None]],
    ) -> None:
        self.found: dict[ServiceMonth, Counter[Obligation]] = defaultdict(Counter)
        self._stays = stays
        self._births = births

    def add(self, terms: ContractTerms, span: _Span, granted: int, count: int) -> None:
        """So many months of contracts alike, with this grant, unless none of it costs anything."""
        last = span.last if terms.last_day is None else min(terms.last_day, span.last)
        days = max(terms.first_day, span.first), last
        if not count or days[0] > days[1]:
            return
        number = terms.contract_id
        if number is not None and _is_stay(self._stays.get(number, ()), days):
            return
        born = None if number is None else self._births.get(number)
        ages = OF_AGE if born is None else Ages(*born)
        self.found[span.period][_obligation(terms, days, granted, ages)] += count


def _is_stay(stays: Sequence[tuple[date, date | None]], days: tuple[date, date]) -> bool:
    """Whether one long stay covers all these days."""
    return any(start <= days[0] and (end is None or end >= days[1]) for start, end in stays)


def _obligation(terms: ContractTerms, days: tuple[date, date], granted: int, ages: Ages) -> Obligation:
    by_week = terms.hours_a_week
    return Obligation(
        regime=terms.regime,
        contract_form=terms.contract_form,
        first_day=days[0],
        last_day=days[1],
        minutes_a_month=granted if by_week is None else 0,
        minutes_a_week=0 if by_week is None else by_week * 60,
        ages=ages,
    )
