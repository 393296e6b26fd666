"""What is done with the beats beside the tick: each has its own pace and rests in between."""

from __future__ import annotations

from engine.jobs.sweeping import Sweeper
from engine.monitoring.tallying import Counting
from engine.runtime import Runtime
from engine.upkeep.audit_heads import HeadKeeper


class WithBeats:
    """One process's hands: sweep done jobs, count steps, keep the audit's heads."""

    def __init__(self, runtime: Runtime) -> None:
        self._hands = (Sweeper(runtime), Counting(runtime), HeadKeeper(runtime))

    def beat(self) -> None:
        """Let each do its portion, unless it is resting."""
        for one in self._hands:
            one.beat()
