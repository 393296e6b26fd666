"""How fast a month goes through the house, measured beside bare SpiffWorkflow on the same diagram.

raw: stock parser, environment and tasks in memory, nothing stored. durable: our front door, one committed
transaction a step, every commit synced to disk, inbox and audit rows included. Machines differ, so the
figure that counts is the ratio of the two in one run.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.settings import read_settings
from engine.simulation.bench_durable import run_durable
from engine.simulation.bench_figures import Figure
from engine.simulation.bench_raw import run_raw

MONTHS = 100  # contracts in one run; enough for the one-off costs to disappear
REACH = 0.20


def measure(months: int = MONTHS, *, tell: Callable[[str], None] = lambda line: None) -> list[Figure]:
    """raw, durable and their ratio, each in case-months a second, over `months` contracts."""
    settings = read_settings({})
    raw_seconds = run_raw(settings, months)
    tell(f"raw: {months / raw_seconds:.1f} case-months/s")
    durable_seconds = run_durable(months)
    tell(f"durable: {months / durable_seconds:.1f} case-months/s")
    again = run_raw(settings, months)  # before and after, so that a machine that slows down is noticed
    raw = 2 * months / (raw_seconds + again)
    durable = months / durable_seconds
    return [
        Figure("raw", raw, "case-months/s"),
        Figure("durable", durable, "case-months/s"),
        Figure("ratio", durable / raw, "durable/raw", REACH),
    ]
