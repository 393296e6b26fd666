"""How fast a month goes through the house, measured beside bare SpiffWorkflow on the same diagram.

raw: stock parser, environment and tasks in memory, nothing stored. durable: our front door, one committed
transaction a step, every commit synced to disk, inbox and audit rows included. Machines differ, so the
figure that counts is the ratio of the two in one run.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass

from engine.settings import read_settings
from engine.simulation.bench_durable import run_durable
from engine.simulation.bench_raw import run_raw

MONTHS = 100  # contracts in one run; enough for the one-off costs to disappear
REACH = 0.10


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and what it should reach."""

    name: str
    value: float
    unit: str
    reach: float | None = None

    @property
    def ok(self) -> bool:
        """Whether it reaches what it should."""
        return self.reach is None or self.value >= self.reach


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


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    return {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
