"""A backup of a gigabyte is restored within five minutes, whole; with `--faults`, else of some megabytes.

As the README tells: sealed, by two processes of their own, from a folder in which only the key file is left.
"""

from __future__ import annotations

from pathlib import Path

from engine.clock import VirtualClock
from tests.faults.conftest import Count
from tests.faults.house import BEGINS, Place, open_place
from tests.faults.nursery import command
from tests.faults.stuffing import sound_files, stuff

MINUTES = 5
GIGABYTE = 10**9
LARGE = {"files": 750, "letters": 30_000, "entries": 20_000, "events": 100_000}
SMALL = {"files": 3, "letters": 50, "entries": 20, "events": 100}


def test_a_large_backup_is_restored_in_time(
    sqlite_place: Place, tmp_path: Path, count: Count, long: bool
) -> None:
    """Row 34: 1 GB < 5 min. `restore` verifies it; its files are looked at one by one."""
    wanted = LARGE if long else SMALL
    runtime = open_place(sqlite_place, VirtualClock(BEGINS))
    stuff(runtime, **wanted)
    runtime.database.close()
    database = Path(sqlite_place.url.removeprefix("sqlite:///"))
    size, backup = database.stat().st_size, tmp_path / "house.backup"
    assert size >= (GIGABYTE if long else 10**6)
    made_in, _ = command("backup", str(backup), place=sqlite_place)
    database.unlink()
    restored_in, said = command("restore", str(backup), place=sqlite_place)
    assert [one for one in said["checks"] if not one["ok"]] == []  # type: ignore[attr-defined]
    restored = open_place(sqlite_place, VirtualClock(BEGINS))
    assert sound_files(restored) == wanted["files"]
    restored.database.close()
    assert max(made_in, restored_in) < MINUTES * 60
    count(34, "slowest: megabytes restored", size // 10**6)
    count(34, "slowest: seconds a backup took", round(made_in))
    count(34, "slowest: seconds a restore took", round(restored_in))
    for file in tmp_path.iterdir():
        file.unlink()
