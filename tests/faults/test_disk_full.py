"""The disk is full: the house says so, nothing is damaged, and it goes on when there is room."""

from __future__ import annotations

from pathlib import Path

from engine.persistence.backup import require_whole
from tests.faults import invariants
from tests.faults.conftest import Count
from tests.faults.house import BEGINS, Place
from tests.faults.nursery import Nursery, acknowledged

ROOM = 400_000  # bytes that the database and its log may still grow by
ENDLESS = 100_000


def test_a_full_disk_is_refused_clearly_and_damages_nothing(
    sqlite_place: Place, nursery: Nursery, tmp_path: Path, count: Count, long: bool
) -> None:
    acks, file = tmp_path / "acks", Path(sqlite_place.url.removeprefix("sqlite:///"))
    rounds = 10 if long else 1
    for number in range(rounds):
        order = {
            "acks": str(acks),
            "count": ENDLESS,
            "bytes": file.stat().st_size + ROOM,
            "name": f"f{number}",
        }
        assert nursery.run("fill_disk", sqlite_place, **order) == 0
        assert nursery.run("write_errands", sqlite_place, acks=str(acks), count=3, name=f"g{number}") == 0
    require_whole(file)
    said = acknowledged(acks)
    assert [line[1] for line in said if line[0] == "refused"] == ["NoRoom"] * rounds
    assert nursery.run("work", sqlite_place, instant=BEGINS.isoformat()) == 0
    runtime = invariants.looked_at(sqlite_place, BEGINS)
    assert invariants.lost(runtime, said) == []
    invariants.refuse_double(runtime, "note_down", "ask")
    invariants.refuse_unsound(runtime)
    runtime.database.close()
    count(37, "full_disks", rounds)
    count(37, "acknowledged", len(said) - rounds)
