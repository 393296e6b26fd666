"""The calendar is asked in UTC: a month that begins at midnight in Riga begins hours late."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from engine.clock import RIGA
from engine.expressions.calendar_words import as_instant
from engine.jobs import cycles
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_promises.py::test_every_period_missed_is_started_once_and_in_order"


def plant() -> None:
    """Put it in."""

    def _as_instant(value: Any) -> Any:
        return as_instant(value).astimezone(RIGA).replace(tzinfo=UTC)

    put(cycles, "as_instant", _as_instant)
