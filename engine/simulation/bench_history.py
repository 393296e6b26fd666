"""Whether a step and the inbox cost the same with ten years behind them as with none.

The contracts that are measured have a finished month for every month of those years, with instance, tasks,
answers, entries, signatures and audit; beside them stands an office with its open work.
"""

from __future__ import annotations

import time

from engine.inbox.inbox_pages import Wanted, list_inbox
from engine.simulation.bench_figures import Figure, percentile
from engine.simulation.bench_ground import Ground, ground
from engine.simulation.bench_months import ANSWERS, REMINDS
from engine.simulation.bench_office import fill_office
from engine.simulation.bench_past import give_past
from engine.simulation.bench_periods import open_month, sign
from engine.simulation.bench_site import Site

YEARS, REACH = 10, 1.2
STEPS_MONTHS = 40  # months signed with either past, and once before to warm the house
LOOKS, QUICK = 40, 0.25  # what a quarter of the looks does not exceed: the machine has other work too
LIVE = 1_000  # cases with work for the office


def history(site: Site, years: int = YEARS) -> list[Figure]:
    """What a signing step and a look at the inbox cost after so many years, against an empty past."""
    with ground(3 * STEPS_MONTHS, server=site.server, years=2) as stage:
        open_month(stage)
        stage.clock.move_to(REMINDS)
        sign(stage, ANSWERS, limit=STEPS_MONTHS)
        fill_office(stage, LIVE)
        empty = _cost(stage)
        past = give_past(stage, years)
        full = _cost(stage)
    site.tell(f"no past: {1000 * empty[0]:.2f} ms a step, {1000 * empty[1]:.2f} ms a look")
    site.tell(f"{past} past months: {1000 * full[0]:.2f} ms a step, {1000 * full[1]:.2f} ms a look")
    names = (f"step_after_{years}_years", f"inbox_after_{years}_years")
    return [
        Figure(name, after / before, "x", REACH, at_most=True)
        for name, before, after in zip(names, empty, full, strict=True)
    ]


def _cost(stage: Ground) -> tuple[float, float]:
    """Seconds of a signing step and of a look at the office's inbox."""
    stage.settle()
    seconds = [_look(stage) for _ in range(LOOKS + 1)]
    return sign(stage, ANSWERS, limit=STEPS_MONTHS), percentile(seconds, QUICK)


def _look(stage: Ground) -> float:
    begun = time.perf_counter()
    shown = list_inbox(stage.runtime, stage.office, Wanted())
    took = time.perf_counter() - begun
    if not shown.page.rows:
        raise AssertionError("the office has nothing to do")
    return took
