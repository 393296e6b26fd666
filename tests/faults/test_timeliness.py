"""A timer is on time; after a standstill all late ones are done at once, and in their order."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from engine.clock import SystemClock, VirtualClock
from engine.jobs.metronome import TICK_SECONDS
from engine.jobs.tick import tick
from engine.jobs.worker import work_once
from engine.persistence import rows
from engine.persistence.tables.instances import Timer
from engine.persistence.tables.jobs import Job, JobState
from engine.runtime import EVERY, Runtime
from tests.faults import invariants
from tests.faults.conftest import LONG, Count
from tests.faults.house import BEGINS, REMINDERS_DUE, Place, begin_errand, marks, open_place
from tests.faults.nursery import Nursery

MINUTE, STANDSTILL = timedelta(minutes=1), timedelta(hours=2)
MOST_LAG, NEARLY_ALL_LAG, CAUGHT_UP = timedelta(seconds=30), timedelta(seconds=5), timedelta(seconds=60)
TICK, INSTANT = timedelta(seconds=TICK_SECONDS), timedelta(milliseconds=10)
LATEST_LOOK = 600  # times that a second is waited for the workers to be done
real_clock = pytest.mark.skipif(not LONG, reason="timers on the real clock: ./asistents test --faults")
TWO = ("table-sqlite", "procrastinate")


def due_in_one_minute(runtime: Runtime, timers: int) -> Mapping[int, datetime]:
    """Errands whose reminders come due one after the other within a minute; instance → when."""
    due = {begin_errand(runtime, f"e-{n}"): REMINDERS_DUE + MINUTE * n / timers for n in range(timers)}
    with runtime.transaction(EVERY) as session:
        for instance_id, at in due.items():
            assert rows.change(session, Timer, {"due_at": at}, instance_id=instance_id) == 1
    return due


def lags(runtime: Runtime, due: Mapping[int, datetime]) -> list[timedelta]:
    """How late each reminder was committed, the shortest first; each came once."""
    assert dict(marks(runtime, "remind")) == dict.fromkeys(due, 1)
    with runtime.reading(EVERY) as session:
        done = rows.values(session, Job, ["instance_id", "finished_at"], state=JobState.DONE)
    assert len(done) == len(due)
    return sorted(finished_at - due[instance_id] for instance_id, finished_at in done)


def refuse_disorder(runtime: Runtime, due: Mapping[int, datetime]) -> None:
    """Late timers became jobs in the order of their instants, and each worker did its own in that order."""
    done = defaultdict(list)
    with runtime.reading(EVERY) as session:
        found = rows.every(session, Job, order_by=["id"], kind="advance_instance")
        in_turn = [due[one.instance_id or 0] for one in found]
        for one in sorted(found, key=lambda job: (job.finished_at or REMINDERS_DUE, job.id)):
            done[one.worker].append(due[one.instance_id or 0])
    assert in_turn == sorted(due.values())
    for instants in done.values():
        assert all(earlier < later for earlier, later in pairwise(instants))


def test_timers_of_one_minute_are_done_at_the_next_tick(place: Place, count: Count) -> None:
    clock = VirtualClock(BEGINS)
    runtime = open_place(place, clock)
    due = due_in_one_minute(runtime, 12)
    clock.move_to(REMINDERS_DUE)
    for _ in range(MINUTE // TICK + 1):
        tick(runtime)
        for worker in ("one", "other"):
            while work_once(runtime, worker):
                pass
        clock.pass_time(TICK)
    found = lags(runtime, due)
    assert found[0] >= timedelta(0), "a timer fired before its time"
    assert found[-1] <= TICK
    refuse_disorder(runtime, due)
    runtime.database.close()
    count(5, "timers_on_the_virtual_clock", len(due))


def test_after_a_standstill_late_timers_are_done_in_order(place: Place, count: Count) -> None:
    clock = VirtualClock(BEGINS)
    runtime = open_place(place, clock)
    due = due_in_one_minute(runtime, 8)
    clock.move_to(REMINDERS_DUE + STANDSTILL)
    tick(runtime)
    while work_once(runtime, "one") or work_once(runtime, "other"):
        clock.pass_time(INSTANT)
    assert lags(runtime, due)[-1] < STANDSTILL + INSTANT * len(due)
    refuse_disorder(runtime, due)
    runtime.database.close()
    count(5, "late_timers_on_the_virtual_clock", len(due))


@real_clock
@pytest.mark.parametrize("adapter", TWO)
def test_a_thousand_timers_in_one_minute_are_on_time(
    adapter: str, new_place: Callable[[str], Place], nursery: Nursery, count: Count
) -> None:
    place = new_place(adapter)
    runtime = open_place(place, VirtualClock(BEGINS))
    due = due_in_one_minute(runtime, 1000)
    _two_workers_until_done(runtime, place, nursery, REMINDERS_DUE - timedelta(seconds=5), len(due))
    found = lags(runtime, due)
    assert found[0] >= timedelta(0), "a timer fired before its time"
    assert found[len(found) * 99 // 100] <= NEARLY_ALL_LAG
    assert found[-1] <= MOST_LAG
    runtime.database.close()
    count(5, "timers_in_one_minute", len(due))
    count(5, f"p99_lag_ms_{adapter}", round(found[len(found) * 99 // 100] / timedelta(milliseconds=1)))
    count(5, f"longest_lag_ms_{adapter}", round(found[-1] / timedelta(milliseconds=1)))


@real_clock
@pytest.mark.parametrize("adapter", TWO)
def test_after_two_hours_a_thousand_late_timers_are_done_within_a_minute(
    adapter: str, new_place: Callable[[str], Place], nursery: Nursery, count: Count
) -> None:
    place = new_place(adapter)
    runtime = open_place(place, VirtualClock(BEGINS))
    due = due_in_one_minute(runtime, 1000)
    back_at = REMINDERS_DUE + STANDSTILL
    _two_workers_until_done(runtime, place, nursery, back_at, len(due))
    refuse_disorder(runtime, due)
    lags(runtime, due)
    with runtime.reading(EVERY) as session:
        caught_up = max(at for (at,) in rows.values(session, Job, ["finished_at"])) - back_at
    assert caught_up <= CAUGHT_UP
    invariants.refuse_unsound(runtime)
    runtime.database.close()
    count(5, "late_timers", len(due))
    count(5, f"caught_up_ms_{adapter}", round(caught_up / timedelta(milliseconds=1)))


def _two_workers_until_done(
    runtime: Runtime, place: Place, nursery: Nursery, instant: datetime, jobs: int
) -> None:
    """Two processes of the product's own metronome, on one clock, until so many jobs are done."""
    order = {"instant": instant.isoformat(), "since": SystemClock().now().isoformat()}
    workers = [nursery.start("keep_time", place, **order) for _ in range(2)]
    for _ in range(LATEST_LOOK):
        threading.Event().wait(1)
        with runtime.reading(EVERY) as session:
            if rows.count(session, Job, state=JobState.DONE) >= jobs:
                break
    for worker in workers:
        worker.kill()
