"""Which contracts in force commit a year's money: month by month, what is not booked yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from engine.domain.commitments import Obligation
from engine.domain.hourly_rates import OF_AGE, Ages
from engine.domain.rules import Regime
from engine.domain.service_month import ServiceMonth
from engine.persistence.queries import budget_contracts as queries
from engine.persistence.queries.budget_contracts import ContractTerms
from engine.runtime import Session


def obligations(
    session: Session, periods: Sequence[ServiceMonth], today: date
) -> Mapping[ServiceMonth, list[Obligation]]:
    """Month → a contract in it each: open months whenever they were, and from the present month on every
    month in which a contract is in force that is not closed and not one long stay."""
    year = periods[0].year
    known, stays = queries.months_of_contracts(session, year), queries.stays(session, year)
    births = queries.births(session, year, Regime.R942)
    present = ServiceMonth.of(today)
    spans = [_Span(one, str(one), one.first_day, one.last_day, one >= present) for one in periods]
    found: dict[ServiceMonth, list[Obligation]] = defaultdict(list)
    for terms in queries.contracts(session, year):
        ages = Ages(*births[terms.contract_id]) if terms.contract_id in births else OF_AGE
        for period, days, granted in _open_periods(terms, spans, known):
            if not _is_stay(stays.get(terms.contract_id, ()), days):
                found[period].append(_obligation(terms, days, granted, ages))
    return found


class _Span(NamedTuple):
    """A month with its ends, worked out once for all contracts."""

    period: ServiceMonth
    name: str
    first: date
    last: date
    is_ahead: bool  # the present month or a later one


def _open_periods(
    terms: ContractTerms, spans: Sequence[_Span], known: Mapping[tuple[int, str], int | None]
) -> Iterator[tuple[ServiceMonth, tuple[date, date], int]]:
    """(Month, days in force, granted minutes) that may still cost something under the contract."""
    for span in spans:
        last = span.last if terms.last_day is None else min(terms.last_day, span.last)
        first = max(terms.first_day, span.first)
        granted = known.get((terms.contract_id, span.name), terms.minutes_a_month if span.is_ahead else None)
        if granted is not None and first <= last:
            yield span.period, (first, last), granted


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
