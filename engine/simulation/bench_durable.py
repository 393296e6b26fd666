"""The month through our front door: every step committed and synced, inbox and audit rows included."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from engine.persistence import rows
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.simulation.bench_ground import Ground, ground
from engine.simulation.bench_months import ANSWERS, OPENS, REMINDS
from engine.simulation.bench_periods import catch_up, sign


@dataclass(frozen=True, slots=True)
class Durable:
    """The months of a ground, opened by the scheduler and reminded, none of them signed yet."""

    stage: Ground
    opened_in: float  # seconds, all months together

    def sign(self, months: int) -> float:
        """Seconds in which so many more months are entered, confirmed, checked and booked."""
        return sign(self.stage, ANSWERS, limit=months) * len(ANSWERS) * months

    def refuse_unfinished(self) -> None:
        """Raise where a month was not paid."""
        with self.stage.runtime.reading(self.stage.tenant) as session:
            ready = rows.count(session, ServiceMonth, state=MonthState.READY)
        if ready != len(self.stage.pairs):
            raise AssertionError(f"only {ready} of {len(self.stage.pairs)} months were paid")


@contextmanager
def durable(months: int, server: str = "") -> Iterator[Durable]:
    """That many contracts on a fresh database that syncs every commit, their month open."""
    with ground(months, server=server) as stage:
        _parse_once(stage)
        begun = time.perf_counter()
        for instant in (OPENS, REMINDS):
            catch_up(stage, instant)
        yield Durable(stage, time.perf_counter() - begun)


def _parse_once(stage: Ground) -> None:
    """What a serving process reads once and then shares; raw parses its diagram outside its time too."""
    with stage.runtime.reading(stage.tenant) as session:
        stage.runtime.release(session, 1)
        stage.runtime.rule_book(session)
