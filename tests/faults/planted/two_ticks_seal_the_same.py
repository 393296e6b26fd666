"""Two ticks link the same events of the audit trail to its chain."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from tests.faults.planting import put

TURNS_RED = "tests/faults/test_promises.py::test_a_timer_is_one_job_however_many_tick[table-postgresql]"


def plant() -> None:
    """Put it in."""
    statement = Select.with_for_update

    def _for_update(self: Any, **more: Any) -> Any:
        if "audit_event" in str(self):
            return self
        return statement(self, **more)

    put(Select, "with_for_update", _for_update)
