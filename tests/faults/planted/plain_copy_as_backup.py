"""A backup copies the file and forgets its log."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.persistence import backup
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_promises.py::test_a_copy_holds_what_was_acknowledged_before_it"


def plant() -> None:
    """Put it in."""

    def _copy(source: Path, target: Path) -> None:
        shutil.copy(source, target)

    put(backup, "copy_database", _copy)
