"""PostgreSQL's own dumps, taken while two processes write: each is restored, and each would do."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from engine.persistence import rows
from engine.persistence.tables.ledger import JournalEntry
from engine.runtime import EVERY, Runtime
from tests.faults import invariants
from tests.faults.conftest import Count, NewPlace
from tests.faults.house import BEGINS, Place
from tests.faults.nursery import Nursery, acknowledged, command
from tests.postgres import PostgresServer
from tests.postgres_tools import dump, restore

WRITERS = 2
ROUNDS = 10  # before the first dump
Said = Callable[[], list[list[str]]]


@contextmanager
def writing(nursery: Nursery, place: Place, folder: Path) -> Iterator[Said]:
    """Two processes that write until the end of the block; gives what they have acknowledged so far."""
    files = [folder / f"acks-{one}" for one in range(WRITERS)]
    children = [
        nursery.start("book_errands", place, name=f"w{one}", acks=str(file)) for one, file in enumerate(files)
    ]

    def said() -> list[list[str]]:
        return [line for file in files for line in acknowledged(file)]

    try:
        while min(len(acknowledged(file)) for file in files) < ROUNDS:
            threading.Event().wait(0.02)
        yield said
    finally:
        for child in children:
            child.kill()


def not_booked(runtime: Runtime, said: list[list[str]]) -> set[str]:
    """Bookings that were acknowledged and are not there."""
    with runtime.reading(EVERY) as session:
        there = {key for (key,) in rows.values(session, JournalEntry, ["entry_key"])}
    return {line[1] for line in said if line[0] == "booked"} - there


def test_every_dump_under_load_would_do(
    nursery: Nursery, new_place: NewPlace, postgres: PostgresServer, tmp_path: Path, count: Count, long: bool
) -> None:
    """Row 34: pg_dump, pg_restore into a fresh database, `verify`; nothing acknowledged before is missing."""
    place, file = new_place("table-postgresql"), tmp_path / "house.dump"
    name = place.url.partition("@/")[2].partition("?")[0]
    wanted, sound, held, took = 10 if long else 1, 0, [], []
    with writing(nursery, place, tmp_path) as said:
        for _ in range(wanted):
            before, started = said(), time.perf_counter()
            dump(postgres, name, file)
            fresh = restore(postgres, file)
            took.append(time.perf_counter() - started)
            copy = replace(place, url=postgres.url(fresh))
            _, told = command("verify", place=copy)
            assert told["ok"], json.dumps(told)
            runtime = invariants.looked_at(copy, BEGINS)
            assert invariants.lost(runtime, before) == []
            assert not_booked(runtime, before) == set()
            runtime.database.close()
            postgres.drop(fresh)
            held.append(len(before))
            sound += 1
        held.append(len(said()))
    assert held == sorted(set(held))  # they wrote on meanwhile
    count(34, "dumps_restored", sound)
    count(34, "acknowledged_before_the_last_dump", held[-2])
    count(34, "slowest: milliseconds a dump and its restoring took", round(1000 * max(took)))
