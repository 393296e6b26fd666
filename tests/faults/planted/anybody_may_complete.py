"""Whoever knows the number of a task may complete it."""

from __future__ import annotations

from engine.tasks import task_rights
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_same_task.py::test_who_may_not_do_the_task_is_refused_each_time"


def plant() -> None:
    """Put it in."""
    put(task_rights, "can", lambda *_: True)
