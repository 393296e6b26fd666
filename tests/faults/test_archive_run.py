"""A year is archived to its end whichever of its commits the process died at: nothing lost, nothing twice."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.clock import VirtualClock
from engine.persistence import archive_files, audit, rows
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY
from engine.upkeep.archive_checks import archive_check
from tests.faults import invariants
from tests.faults.conftest import ADAPTERS, Count
from tests.faults.house import BEGINS, TENANT, Place, open_place
from tests.faults.nursery import Nursery, acknowledged

KILLED = -9
YEAR, NEXT_YEAR = 2026, datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
EVENTS, PORTION = 12, 9
SOME = 2  # points of the short form, but on SQLite all of them
Row = tuple[int | None, int, str, str | None]  # municipality, number in the chain, HMACs


def sealed(place: Place) -> Place:
    """The place with some more events, all of them linked to their chains."""
    runtime = open_place(place, VirtualClock(BEGINS))
    with runtime.transaction(EVERY) as session:
        for number in range(EVENTS):
            at = BEGINS + timedelta(hours=number)
            audit.record(
                session,
                action="x",
                at=at,
                municipality_id=TENANT.municipality_id,
                actor_user_id=None,
                object_id=number,
            )
        audit.seal(session)
    runtime.database.close()
    return place


def here(place: Place) -> Iterator[Row]:
    """The year's events in the database."""
    runtime = open_place(place, VirtualClock(NEXT_YEAR))
    with runtime.reading(EVERY) as session:
        yield from (
            (row.municipality_id, row.sealed_seq, row.mac, row.chain_mac)
            for row in rows.every(session, AuditEvent, at__before=NEXT_YEAR)
            if row.sealed_seq is not None
        )
    runtime.database.close()


def filed(folder: Path) -> list[Row]:
    """The events in the files."""
    return [
        (event["municipality_id"], event["sealed_seq"], event["mac"], event["chain_mac"])
        for file in folder.glob("*.jsonl.gz")
        for event in archive_files.events(file)
    ]


def refuse_unsound(place: Place, folder: Path) -> None:
    """Database and files together are whole."""
    runtime = invariants.looked_at(place, NEXT_YEAR)
    invariants.refuse_unsound(runtime)
    with runtime.reading(EVERY) as session:
        found = archive_check(session, folder)
    runtime.database.close()
    assert found.ok, str(found.detail)


@pytest.mark.parametrize("adapter", [one for one in ADAPTERS if one != "procrastinate"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_death_at_any_commit_of_an_archive_run_loses_and_doubles_nothing(
    *,
    adapter: str,
    when: str,
    new_place: Callable[[str], Place],
    nursery: Nursery,
    tmp_path: Path,
    count: Count,
    long: bool,
    chance: random.Random,
) -> None:
    def run(place: Place, folder: Path, **more: object) -> int | str:
        words = {"year": YEAR, "portion": PORTION, "instant": NEXT_YEAR.isoformat(), **more}
        return nursery.run("archive_year", place, folder=str(folder), acks=str(folder) + ".acks", **words)

    whole = sealed(new_place(adapter))
    all_of_it = sorted(here(whole), key=str)
    assert len(all_of_it) > EVENTS
    assert run(whole, tmp_path / "whole") == 0
    assert sorted(filed(tmp_path / "whole"), key=str) == all_of_it
    [(_, commits)] = acknowledged(tmp_path / "whole.acks")
    assert int(commits) >= EVENTS // PORTION + 2
    every = range(1, int(commits) + 1)
    points = every if long or adapter == "table-sqlite" else chance.sample(every, SOME)
    for point in points:
        place, folder = sealed(new_place(adapter)), tmp_path / f"died-{point}"
        assert run(place, folder, crash_at=point, when=when) == KILLED
        refuse_unsound(place, folder)
        assert {*here(place), *filed(folder)} == set(all_of_it), f"crash at commit {point}"
        assert run(place, folder) == 0
        assert sorted(filed(folder), key=str) == all_of_it, f"crash at commit {point}"
        assert list(here(place)) == []
        refuse_unsound(place, folder)
    count(7, f"points_of_an_archive_{when}_{adapter}", len(points))
