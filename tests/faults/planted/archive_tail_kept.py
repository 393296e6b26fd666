"""What a run wrote that died before its commit stays in the file, and the portion is written behind it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.persistence import archive_files
from engine.persistence.archive_files import Event
from tests.faults.planting import put

TURNS_RED = (
    "tests/faults/test_archive_run.py::"
    "test_a_death_at_any_commit_of_an_archive_run_loses_and_doubles_nothing[before-table-sqlite]"
)


def plant() -> None:
    """Put it in."""
    append = archive_files.append

    def _append(file: Path, _size: int, events: Sequence[Event]) -> int:
        return append(file, archive_files.size_of(file), events)

    put(archive_files, "append", _append)
