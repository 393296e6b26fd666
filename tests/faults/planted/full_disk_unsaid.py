"""A full disk is told in the words of the database."""

from __future__ import annotations

from engine.persistence import database
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_disk_full.py::test_a_full_disk_is_refused_clearly_and_damages_nothing"


def plant() -> None:
    """Put it in."""
    put(database, "_FULL", frozenset())
