"""Whether a step costs the same when a contract has lived for years and when the house is full.

The house is filled with copies of a real open month (person, case, contract, instance, task, timers), so that
every table and index that a step touches is as long as it would be.
"""

from __future__ import annotations

from engine.domain.service_month import ServiceMonth
from engine.simulation.bench_copies import fill
from engine.simulation.bench_figures import Figure
from engine.simulation.bench_ground import ground
from engine.simulation.bench_months import ANSWERS, PERIOD, REMINDS
from engine.simulation.bench_periods import open_month, play, sign
from engine.simulation.bench_site import Site
from engine.simulation.bench_verify import verified

YEARS_REACH, SIZE_REACH = 1.1, 1.2
MONTHS, PAIRS = 60, 12  # a contract's life; contracts that live it side by side
EDGE = 9  # months at each end that are compared
STEPS_MONTHS = 60  # months played at each size
SIZES = (1_000, 10_000, 100_000)


def month_60(site: Site, count: int = MONTHS) -> list[Figure]:
    """The last months of a contract's five years against the first ones of another house, in turns.

    A month is its opening and both signatures.
    """
    period, years = ServiceMonth.parse(PERIOD), count // 12 + 1
    with ground(PAIRS, server=site.server, years=years) as old, ground(PAIRS, server=site.server) as young:
        for number in range(count - EDGE):
            seconds = play(old, period.plus(number))
            if number % 12 == 11:
                site.tell(f"month {number + 1}: {1000 * seconds / PAIRS:.1f} ms a contract")
        play(young, period)  # warms its house, as the other's is; not counted
        ratios = [
            play(old, period.plus(count - EDGE + turn)) / play(young, period.plus(1 + turn))
            for turn in range(EDGE)
        ]
    ratio = sorted(ratios)[EDGE // 2]
    return [Figure("month_60_to_month_1", ratio, "x", YEARS_REACH, at_most=True)]


def growth(site: Site, most: int = SIZES[-1]) -> list[Figure]:
    """What a signing step costs with ever more live cases around it; the last size against the first."""
    sizes = [size for size in SIZES if size < most] + [most]
    curve: list[tuple[int, float]] = []
    with ground((len(sizes) + 1) * STEPS_MONTHS, server=site.server) as stage:
        open_month(stage)
        stage.clock.move_to(REMINDS)
        sign(stage, ANSWERS, limit=STEPS_MONTHS)  # warms the house; not counted
        for size in sizes:
            fill(stage, size)
            stage.settle()
            curve.append((size, sign(stage, ANSWERS, limit=STEPS_MONTHS)))
            site.tell(f"{size} live cases: {1000 * curve[-1][1]:.2f} ms a step")
        whole = verified(stage, most)
        site.tell(f"{most} live cases: verified in {whole.value:.1f} s")
    points = [Figure(f"step_at_{size}_cases", 1000 * seconds, "ms") for size, seconds in curve]
    ratio = curve[-1][1] / curve[0][1]
    name = f"step_at_{most}_cases_to_{sizes[0]}"
    return [
        *points,
        Figure(name, ratio, "x", SIZE_REACH, at_most=True),
        whole,
    ]
