"""Which contracts in force commit a year's money: month by month, what is not booked yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

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
    found: dict[ServiceMonth, list[Obligation]] = defaultdict(list)
    for terms in queries.contracts(session, year):
        ages = Ages(*births[terms.contract_id]) if terms.contract_id in births else OF_AGE
        for period, granted in _open_periods(terms, periods, known, present):
            first, last = _days(terms, period)
            is_stay = any(
                start <= first and (end is None or end >= last)
                for start, end in stays.get(terms.contract_id, ())
            )
            if not is_stay:
                found[period].append(_obligation(terms, (first, last), granted, ages))
    return found


def _open_periods(
    terms: ContractTerms,
    periods: Sequence[ServiceMonth],
    known: Mapping[tuple[int, str], int | None],
    present: ServiceMonth,
) -> Iterator[tuple[ServiceMonth, int]]:
    """(Month, granted minutes) that may still cost something under the contract."""
    for period in periods:
        first, last = _days(terms, period)
        name = (terms.contract_id, str(period))
        granted = known.get(name, terms.minutes_a_month if period >= present else None)
        if granted is not None and first <= last:
            yield period, granted


def _days(terms: ContractTerms, period: ServiceMonth) -> tuple[date, date]:
    first = max(terms.first_day, period.first_day)
    return first, period.last_day if terms.last_day is None else min(terms.last_day, period.last_day)


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
