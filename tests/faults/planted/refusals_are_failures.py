"""Who comes second gets the page of a fault of ours."""

from __future__ import annotations

from engine.tasks import tasks
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_same_task.py::test_one_of_fifty_pages_succeeds_and_none_fails[table-sqlite]"


def plant() -> None:
    """Put it in."""

    def _refuse(*_given: object) -> None:
        raise RuntimeError("somebody was faster")

    put(tasks, "refuse_if_done", _refuse)
