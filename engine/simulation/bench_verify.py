"""How long `verify` takes in a full house in which every case has a paid month behind it."""

from __future__ import annotations

import time

from engine.simulation.bench_figures import Figure
from engine.simulation.bench_ground import Ground
from engine.simulation.bench_paid import give_paid_month
from engine.upkeep import reports

REACH, CASES = 60.0, 100_000  # seconds for so many cases; fewer have their share of it


def verified(stage: Ground, cases: int) -> Figure:
    """Seconds of `verify`; raises where it finds anything."""
    give_paid_month(stage)
    stage.settle()
    begun = time.perf_counter()
    checks = reports.verify(stage.runtime)
    seconds = time.perf_counter() - begun
    unsound = [one.name for one in checks if not one.ok]
    if unsound:
        raise AssertionError(f"verify found something: {', '.join(unsound)}")
    return Figure(f"verify_{cases}_cases", seconds, "s", REACH * cases / CASES, at_most=True)
