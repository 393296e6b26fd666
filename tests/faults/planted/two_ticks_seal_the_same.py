"""Two ticks link the same events of the audit trail to its chain."""

from __future__ import annotations

from engine.persistence import audit
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_promises.py::test_a_tick_leaves_what_another_seals[table-postgresql]"


def plant() -> None:
    """Put it in."""
    unlocked = audit._UNSEALED._clone()
    unlocked._for_update_arg = None
    put(audit, "_UNSEALED", unlocked)
