"""Backups made while everybody works: each is restored for trial, and each would do."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from engine.clock import VirtualClock
from engine.runtime import Runtime
from engine.settings import read_settings
from engine.upkeep import backups, drills
from tests.faults.conftest import Count
from tests.faults.house import BEGINS, Place, begin_errand, book, open_place

WRITERS = 2


def works(runtime: Runtime, name: str, stop: threading.Event, done: list[int]) -> None:
    """An errand begun, money booked, the trail linked: one after another until told to stop."""
    number = 0
    while not stop.is_set():
        begin_errand(runtime, f"{name}-{number}")
        book(runtime, f"{name}-{number}")
        number += 1
        done[0] += 1


def test_every_backup_under_load_would_do(
    sqlite_place: Place, tmp_path: Path, count: Count, long: bool
) -> None:
    """Row 34: 60 of 60 in the long form."""
    wanted = 60 if long else 3
    runtime, stop = open_place(sqlite_place, VirtualClock(BEGINS)), threading.Event()
    settings = replace(read_settings({}, database=sqlite_place.url), key_file=Path(sqlite_place.key_file))
    counts = [[0] for _ in range(WRITERS)]
    threads = [
        threading.Thread(target=works, args=(runtime, f"w{one}", stop, counts[one])) for one in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    written, sound, longest = [], 0, timedelta()
    try:
        for number in range(wanted):
            file = tmp_path / f"backup-{number}"
            backups.backup(settings, file)
            found = drills.drill(settings, file, clock=VirtualClock(BEGINS))
            assert [(one.name, str(one.detail)) for one in found.checks if not one.ok] == []
            written.append(found.history.postings)
            sound, longest = sound + found.is_sound, max(longest, found.lost or timedelta())
            file.unlink()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    runtime.database.close()
    assert written == sorted(written)
    assert written[-1] > written[0]  # the writers went on meanwhile
    assert sum(one[0] for one in counts) * 2 >= written[-1]
    count(34, "backups_restored", sound)
    assert sound == wanted
