"""Processes killed in the middle of their work: what was acknowledged is there, and everything came once."""

from __future__ import annotations

import random
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count as numbers
from pathlib import Path

from engine.clock import VirtualClock
from engine.persistence import rows
from engine.persistence.tables.jobs import Job
from engine.runtime import EVERY
from tests.faults import invariants
from tests.faults.conftest import Count
from tests.faults.house import BEGINS, REMINDERS_DUE, Place, begin_errand, mark_names, marks, open_place
from tests.faults.nursery import Child, Nursery, acknowledged

ENDLESS = 1_000_000
KILLED = -9
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
    kills, acks, names = 18 if long else 4, tmp_path / "acks", numbers()

    def _writer() -> Child:
        return nursery.start("write_errands", place, acks=str(acks), count=ENDLESS, name=f"w{next(names)}")

    _kill_writers(_writer, kills, lambda: await_more(acks, chance.randrange(1, 40 if long else 6)), chance)
    said = acknowledged(acks)
    assert len(said) >= kills
    assert nursery.run("work", place, instant=BEGINS.isoformat()) == 0
    runtime = invariants.looked_at(place, BEGINS)
    assert invariants.lost(runtime, said) == []
    done = invariants.refuse_double(runtime, "note_down", "ask")
    assert done >= sum(line[0] == "done" for line in said)
    invariants.refuse_unsound(runtime)
    invariants.refuse_unsealed(runtime)
    runtime.database.close()
    count(1, "kills", kills + 2)
    count(1, "acknowledged", len(said))
    count(1, "lost", 0)


def test_small_transactions_survive_the_deaths_of_their_writers(
    place: Place, nursery: Nursery, tmp_path: Path, chance: random.Random, count: Count, long: bool
) -> None:
    kills, each = (50, 700) if long else (3, 30)
    files = numbers()

    def _writer() -> Child:
        name = f"m{next(files)}"
        return nursery.start("write_marks", place, acks=str(tmp_path / name), count=ENDLESS, name=name)

    def _said() -> list[str]:
        return [name for file in tmp_path.glob("m*") for _, name in acknowledged(file)]

    def _await() -> None:
        sizes = sum(file.stat().st_size for file in tmp_path.glob("m*"))
        wanted = sizes + chance.randrange(each, 2 * each) * len("mark m00-0000\n")
        for _ in range(6000):
            if sum(file.stat().st_size for file in tmp_path.glob("m*")) >= wanted:
                return
            threading.Event().wait(0.01)
        raise AssertionError("the writers write no more")

    _kill_writers(_writer, kills, _await, chance)
    said = _said()
    runtime = invariants.looked_at(place, BEGINS)
    there = mark_names(runtime)
    assert set(said) - set(there) == set()
    assert len(set(there)) == len(there) <= len(said) + kills + 2
    runtime.database.close()
    count(1, "kills", kills + 2)
    count(1, "acknowledged", len(said))


def _kill_writers(
    writer: Callable[[], Child], kills: int, await_some: Callable[[], None], chance: random.Random
) -> None:
    """Two writers at a time; one after the other dies when some more was acknowledged."""
    writers = [writer(), writer()]
    for _ in range(kills):
        await_some()
        pause(chance, 0.05)
        victim = chance.randrange(len(writers))
        assert writers[victim].kill() == KILLED
        writers[victim] = writer()
    await_some()
    for one in writers:
        assert one.kill() == KILLED


def test_timers_fire_once_whoever_dies(
    place: Place, nursery: Nursery, chance: random.Random, count: Count, long: bool
) -> None:
    kills, stops, each = (67, 7, 5) if long else (3, 1, 3)
    runtime = open_place(place, VirtualClock(BEGINS))
    leased = replace(place, lease_seconds=0.8)
    troubles = chance.sample(["kill"] * kills + ["stop"] * stops, kills + stops)
    order = {"instant": REMINDERS_DUE.isoformat(), "stays": True}
    workers = [nursery.start("work", leased, **order) for _ in range(3)]
    begun: list[int] = []
    for trouble in troubles:
        begun += [begin_errand(runtime, f"e-{len(begun)}-{one}") for one in range(each)]
        pause(chance, 0.1)
        victim = workers.pop(chance.randrange(len(workers)))
        if trouble == "stop":
            victim.stop()
            threading.Event().wait(leased.lease_seconds + 0.2)
            victim.signal(signal.SIGCONT)
            workers.append(victim)
            continue
        assert victim.kill() == KILLED
        workers.append(nursery.start("work", leased, **order))
    for worker in workers:
        assert worker.kill() == KILLED
    last = [nursery.start("work", leased, instant=(REMINDERS_DUE + LATER).isoformat()) for _ in range(2)]
    assert [one.wait() for one in last] == [0, 0]
    assert dict(marks(runtime, "remind")) == dict.fromkeys(begun, 1)
    with runtime.reading(EVERY) as session:
        assert rows.count(session, Job, kind="advance_instance") == len(begun), "one job a timer"
    invariants.refuse_unsound(runtime)
    invariants.refuse_unsealed(runtime)
    runtime.database.close()
    count(4, "timers", len(begun))
    count(4, "kills", kills + 3)
    count(4, "stopped_past_their_lease", stops)
    count(14, "ticking_processes", kills + 5)
