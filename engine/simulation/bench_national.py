"""The country's month: every contract opened, signed twice, checked and claimed, by several processes.

As many contracts as people were served a month in 2018 (8,166), spread over municipalities. Each process
ticks, works and answers for its share of the people; the database alone keeps the processes apart.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from multiprocessing.synchronize import Barrier

from engine.persistence import rows
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.runtime import EVERY
from engine.simulation.bench_country import Country, found_country
from engine.simulation.bench_figures import Figure
from engine.simulation.bench_shares import PHASES, work
from engine.simulation.bench_site import Site, Tell

CONTRACTS = 8_166
REACH = 60.0  # seconds, on two cores


def national(site: Site, contracts: int = CONTRACTS) -> list[Figure]:
    """Seconds for the month, and how many contracts that is a second; raises when one was left out."""
    with found_country(contracts, site.server) as country:
        seconds = _play(country, site.tell)
        with country.runtime.reading(EVERY) as session:
            claimed = rows.count(session, ServiceMonth, state=MonthState.IN_CLAIM)
    if claimed != contracts:
        raise AssertionError(f"only {claimed} of {contracts} months came into a claim")
    whole, unit = seconds * CONTRACTS / contracts, f"s, {contracts} of {CONTRACTS} contracts played"
    return [
        Figure("national_month", whole, unit, REACH, at_most=True),
        Figure("national_months_a_second", contracts / seconds, "contracts/s"),
    ]


def _play(country: Country, tell: Tell) -> float:
    """Start the processes, let them begin each phase together; seconds from the first phase to the last."""
    many = os.cpu_count() or 2
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(many + 1)
    hands = [
        context.Process(target=work, args=(country.settings, (number, many), together), daemon=True)
        for number in range(many)
    ]
    for one in hands:
        one.start()
    try:
        return sum(_phase(together, name, tell) for name in PHASES)
    finally:
        for one in hands:
            one.join(timeout=30)


def _phase(together: Barrier, name: str, tell: Tell) -> float:
    together.wait()
    begun = time.perf_counter()
    together.wait()
    seconds = time.perf_counter() - begun
    tell(f"national month, {name}: {seconds:.1f} s")
    return seconds
