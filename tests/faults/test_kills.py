"""Processes killed in the middle of their work: what was acknowledged is there, and everything came once."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import count as numbers
from pathlib import Path

from engine.clock import VirtualClock
from engine.persistence import rows
from engine.persistence.tables.jobs import Job
from engine.runtime import EVERY
from tests.faults import invariants
from tests.faults.conftest import Count
from tests.faults.house import BEGINS, REMINDERS_DUE, Place, begin_errand, marks, open_place
from tests.faults.nursery import Child, Nursery, acknowledged

ENDLESS = 1_000_000
LATER = timedelta(days=1)


def pause(chance: random.Random, longest: float) -> None:
    """Let the others work for a moment of random length."""
    threading.Event().wait(chance.uniform(0, longest))


def await_more(acks: Path, more: int) -> None:
    """Wait until so many lines were added."""
    wanted = len(acknowledged(acks)) + more
    for _ in range(6000):
        if len(acknowledged(acks)) >= wanted:
            return
        threading.Event().wait(0.01)
    raise AssertionError("the writers write no more")


def test_what_writers_acknowledged_survives_their_deaths(
    place: Place, nursery: Nursery, tmp_path: Path, chance: random.Random, count: Count, long: bool
) -> None:
    kills, acks, names = 60 if long else 4, tmp_path / "acks", numbers()

    def _writer() -> Child:
        return nursery.start("write_errands", place, acks=str(acks), count=ENDLESS, name=f"w{next(names)}")

    writers = [_writer(), _writer()]
    for _ in range(kills):
        await_more(acks, chance.randrange(1, 40 if long else 6))
        pause(chance, 0.05)
        victim = chance.randrange(len(writers))
        assert writers[victim].kill() == -9
        writers[victim] = _writer()
    await_more(acks, 2)
    for writer in writers:
        assert writer.kill() == -9
    said = acknowledged(acks)
    assert len(said) >= kills + 2
    assert nursery.run("work", place, instant=BEGINS.isoformat()) == 0
    runtime = invariants.looked_at(place, BEGINS)
    assert invariants.lost(runtime, said) == []
    assert invariants.refuse_double(runtime, "note_down", "ask") >= len(said) // 3
    invariants.refuse_unsound(runtime)
    invariants.refuse_unsealed(runtime)
    runtime.database.close()
    count(1, "kills", kills + 2)
    count(1, "acknowledged", len(said))
    count(1, "lost", 0)


def test_timers_fire_once_whoever_dies(
    place: Place, nursery: Nursery, chance: random.Random, count: Count, long: bool
) -> None:
    timers, kills = (300, 30) if long else (12, 3)
    runtime = open_place(place, VirtualClock(BEGINS))
    begun = [begin_errand(runtime, f"e-{number}") for number in range(timers)]
    order = {"instant": REMINDERS_DUE.isoformat()}
    leased = Place(**{**place.as_json(), "lease_seconds": 0.8})  # type: ignore[arg-type]
    killed = sum(one.kill() == -9 for one in _short_lives(nursery, leased, order, chance, kills))
    workers = [nursery.start("work", leased, instant=(REMINDERS_DUE + LATER).isoformat()) for _ in range(2)]
    assert [one.wait() for one in workers] == [0, 0]
    assert dict(marks(runtime, "remind")) == dict.fromkeys(begun, 1)
    with runtime.reading(EVERY) as session:
        assert rows.count(session, Job, kind="advance_instance") == timers, "one job a timer"
    invariants.refuse_unsound(runtime)
    invariants.refuse_unsealed(runtime)
    runtime.database.close()
    count(4, "timers", timers)
    count(4, "kills", killed)
    count(14, "ticking_processes", kills + 2)


def _short_lives(
    nursery: Nursery, place: Place, order: dict[str, str], chance: random.Random, kills: int
) -> Iterator[Child]:
    """Three workers at a time; one after the other is handed out to be killed."""
    alive = [nursery.start("work", place, **order) for _ in range(3)]
    for _ in range(kills):
        pause(chance, 0.5)
        yield alive.pop(chance.randrange(len(alive)))
        alive.append(nursery.start("work", place, **order))
    yield from alive
