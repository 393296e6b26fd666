"""Whether a process that works for a long time keeps its size; measured in a process of its own."""

from __future__ import annotations

import gc
import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

from engine.domain.service_month import ServiceMonth
from engine.simulation.bench_figures import Figure
from engine.simulation.bench_ground import ground
from engine.simulation.bench_months import PERIOD
from engine.simulation.bench_periods import play
from engine.simulation.bench_site import Site

PAIRS = 50
MONTHS = 40  # of each pair
MEMORY_REACH = 300.0  # MB
FLAT = 1.05  # the last quarter against the second one


def memory(site: Site, months: int = MONTHS, pairs: int = PAIRS) -> list[Figure]:
    """Megabytes after so many months of each pair, and how much they grew over the second half."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_live, args=(theirs, site.server, months, pairs), daemon=True)
    child.start()
    theirs.close()
    sizes: list[float] = []
    try:
        while len(sizes) < months:
            sizes.append(ours.recv())
    finally:
        child.join(timeout=30)
    site.tell(f"memory: {sizes[0]:.0f} MB at first, {sizes[-1]:.0f} MB after {months * pairs} months")
    growth = sizes[-1] / sizes[len(sizes) // 2]
    return [
        Figure("memory", sizes[-1], f"MB, after {months * pairs} case-months", MEMORY_REACH, at_most=True),
        Figure("memory_last_to_middle", growth, "x", FLAT, at_most=True),
    ]


def _live(tell: Connection, server: str, months: int, pairs: int) -> None:
    with ground(pairs, server=server, years=months // 12 + 1) as stage:
        for number in range(months):
            play(stage, ServiceMonth.parse(PERIOD).plus(number))
            gc.collect()
            tell.send(_resident())


def _resident() -> float:
    """Megabytes of this process in memory, as Linux tells."""
    [line] = [one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmRSS")]
    return int(line.split()[1]) / 1024
