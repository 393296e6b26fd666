"""The table of budgets: what is measured, by name, in its order; the inbox is added by whoever has pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.simulation import (
    bench,
    bench_growth,
    bench_history,
    bench_memory,
    bench_national,
    bench_timers,
)
from engine.simulation.bench_figures import Figure
from engine.simulation.bench_site import Site

Measure = Callable[[Site], list[Figure]]


def ratio(months: int) -> Measure:
    """raw, durable and their ratio over so many months."""
    return lambda site: bench.measure(site, months)


def growth(cases: int) -> Measure:
    """What a step costs among ever more cases, up to so many."""
    return lambda site: bench_growth.growth(site, cases)


TABLE: Mapping[str, Measure] = {
    "ratio": ratio(bench.MONTHS),
    "month_60": bench_growth.month_60,
    "growth": growth(bench_growth.SIZES[-1]),
    "history": bench_history.history,
    "national": bench_national.national,
    "timers": bench_timers.timers,
    "memory": bench_memory.memory,
}
