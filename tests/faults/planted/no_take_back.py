"""What a dead worker had leased stays leased for ever."""

from __future__ import annotations

from datetime import datetime

from engine.persistence.tenancy import TenantSession
from engine.queue.table_queue import TableQueue
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_zombies.py::test_a_zombie_is_refused_by_its_token[table-sqlite]"


def plant() -> None:
    """Put it in."""

    def _take_back(_self: TableQueue, _session: TenantSession, *, now: datetime) -> None:
        """Nobody looks."""

    put(TableQueue, "take_back", _take_back)
