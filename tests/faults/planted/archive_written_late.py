"""Archived events are written into the file only after they have left the database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.persistence import archive_files
from engine.persistence.archive_files import Event
from tests.faults.planting import put

TURNS_RED = (
    "tests/faults/test_archive_run.py::"
    "test_a_death_at_any_commit_of_an_archive_run_loses_and_doubles_nothing[after-table-sqlite]"
)


def plant() -> None:
    """Put it in."""
    append, cut = archive_files.append, archive_files.cut
    waiting: list[tuple[Path, int, Sequence[Event]]] = []

    def _write_waiting() -> None:
        for late in waiting:
            append(*late)
        waiting.clear()

    def _append(file: Path, size: int, events: Sequence[Event]) -> int:
        _write_waiting()
        waiting.append((file, size, events))
        aside = file.with_name("aside")
        packed = append(aside, 0, events)
        aside.unlink()
        return size + packed

    def _cut(file: Path, size: int) -> None:
        _write_waiting()
        cut(file, size)

    put(archive_files, "append", _append)
    put(archive_files, "cut", _cut)
