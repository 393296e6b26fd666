"""Jobs that are done are swept after their days; what still says something stays."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.jobs import metronome as beat
from engine.jobs import sweeping
from engine.jobs.metronome import Metronome
from engine.jobs.sweeping import Sweeper
from engine.jobs.worker import drain
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.jobs import Incident, Job, JobState
from engine.queue.port import NewJob
from engine.runtime import EVERY, Runtime
from engine.service_tasks.outcome import Outcome
from tests.front_door.operations import registered
from tests.small_house import SmallHouse

DAYS = timedelta(days=30)


def done(house: SmallHouse, number: int) -> list[int]:
    """So many jobs that were done just now; their ids."""
    now, queue = house.clock.now(), house.runtime.queue
    made = []
    for _ in range(number):
        with house.runtime.transaction(EVERY) as session:
            job_id = queue.enqueue(session, NewJob("x"), now=now)
            assert job_id is not None
            job = queue.take(session, job_id, worker="w", now=now)
            assert job is not None
            queue.finish(session, job, now=now)
            made.append(job_id)
    return made


def left(house: SmallHouse) -> list[int]:
    with house.runtime.reading(EVERY) as session:
        return sorted(one for (one,) in rows.values(session, Job, ["id"]))


def test_only_what_was_done_long_ago_and_says_nothing_any_more_goes(house: SmallHouse) -> None:
    old = done(house, 3)
    now = house.clock.now()
    with house.runtime.transaction(EVERY) as session:
        ready = house.runtime.queue.enqueue(session, NewJob("x"), now=now)
        dead = house.runtime.queue.enqueue(session, NewJob("y"), now=now)
        assert ready is not None
        assert dead is not None
        rows.change(session, Job, {"state": JobState.DEAD, "finished_at": now}, id=dead)
        told = {"municipality_id": 1, "job_id": old[0], "element_id": "x", "code": "x", "happened_at": now}
        rows.insert_many(session, Incident, [{**told, "sentence": msg("x")}])
    house.clock.pass_time(DAYS)
    young = done(house, 1)
    sweeper = Sweeper(house.runtime)
    assert sweeper.beat() == 0  # not a moment too early
    house.clock.pass_time(timedelta(days=1))
    assert sweeper.beat() == 2
    assert left(house) == sorted([old[0], ready, dead, *young])


def test_it_goes_in_portions_and_then_rests_for_a_day(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "PORTION", 2)
    done(house, 5)
    house.clock.pass_time(DAYS + timedelta(hours=1))
    sweeper = Sweeper(house.runtime)
    assert [sweeper.beat() for _ in range(4)] == [2, 2, 1, 0]
    done(house, 1)
    with house.runtime.transaction(EVERY) as session:
        rows.change(session, Job, {"finished_at": house.clock.now() - DAYS * 2}, state=JobState.DONE)
    assert sweeper.beat() == 0
    house.clock.pass_time(timedelta(days=1))
    assert sweeper.beat() == 1


def test_who_wants_to_keep_all_keeps_all(house: SmallHouse) -> None:
    done(house, 1)
    house.clock.pass_time(DAYS * 100)
    house.runtime.settings = replace(house.runtime.settings, keep_done_days=0)
    assert Sweeper(house.runtime).beat() == 0
    assert len(left(house)) == 1


def test_a_timer_whose_job_was_swept_does_not_fire_again(house: SmallHouse) -> None:
    called = []
    with registered(remind=lambda *_: called.append(1) or Outcome()):  # type: ignore[func-returns-value]
        house.start()
        house.clock.pass_time(timedelta(days=9))
        drain(house.runtime)
        house.clock.pass_time(DAYS * 2)
        assert Sweeper(house.runtime).beat() >= 1
        drain(house.runtime)
    assert called == [1]


def test_the_metronome_sweeps(house: SmallHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    swept = threading.Event()
    sweep = sweeping.sweep

    def _sweep(runtime: Runtime, before: object) -> int:
        number = sweep(runtime, before)  # type: ignore[arg-type]
        swept.set()
        return number

    done(house, 1)
    house.clock.pass_time(DAYS * 2)
    monkeypatch.setattr(sweeping, "sweep", _sweep)
    monkeypatch.setattr(beat, "TICK_SECONDS", 0.05)
    metronome = Metronome(house.runtime)
    metronome.start()
    assert swept.wait(20)
    metronome.stop()
    with house.runtime.reading(EVERY) as session:
        assert rows.count(session, Job, kind="x") == 0  # the night's own job may be there
