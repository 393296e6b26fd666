"""The metronome ticks and works beside everything else, survives trouble, and rests when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from engine.jobs import metronome as beat
from engine.jobs.metronome import Metronome
from engine.runtime import Runtime
from engine.service_tasks.outcome import Outcome, Reading, Values
from tests.front_door.operations import registered
from tests.small_house import SmallHouse

SOON = 20  # seconds to wait for what takes a moment
REMINDED = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)


@pytest.fixture
def metronome(house: SmallHouse, monkeypatch: pytest.MonkeyPatch) -> Iterator[Metronome]:
    monkeypatch.setattr(beat, "TICK_SECONDS", 0.05)
    monkeypatch.setattr(beat, "REST_SECONDS", 0.01)
    metronome = Metronome(house.runtime)
    yield metronome
    metronome.stop()


def test_what_is_due_is_done_without_anybody_pressing_a_button(
    house: SmallHouse, metronome: Metronome
) -> None:
    done = threading.Event()

    def _remind(_values: Values, _reading: Reading) -> Outcome:
        done.set()
        return Outcome()

    house.start()
    house.clock.move_to(REMINDED)
    with registered(remind=_remind):
        metronome.start()
        assert done.wait(SOON)
        metronome.stop()


def test_a_tick_that_finds_work_wakes_the_worker(
    house: SmallHouse, metronome: Metronome, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = threading.Event()

    def _remind(_values: Values, _reading: Reading) -> Outcome:
        done.set()
        return Outcome()

    monkeypatch.setattr(beat, "REST_SECONDS", 3600)
    house.start()
    with registered(remind=_remind):
        metronome.start()
        house.clock.move_to(REMINDED)
        assert done.wait(SOON)
        metronome.stop()


def test_a_stopped_metronome_has_left_no_thread_and_may_be_stopped_again(
    house: SmallHouse, metronome: Metronome
) -> None:
    before = set(threading.enumerate())
    metronome.start()
    assert len(set(threading.enumerate()) - before) >= 2
    metronome.stop()
    metronome.stop()
    assert [thread for thread in set(threading.enumerate()) - before if thread.is_alive()] == []


def test_one_that_never_started_can_be_stopped(metronome: Metronome) -> None:
    metronome.stop()


def test_trouble_in_a_tick_or_in_the_worker_does_not_end_them(
    house: SmallHouse, metronome: Metronome, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks, looks = threading.Semaphore(0), threading.Semaphore(0)

    def _tick(_runtime: Runtime) -> int:
        ticks.release()
        raise OSError

    def _work(*_: object) -> bool:
        looks.release()
        raise OSError

    monkeypatch.setattr(beat, "tick", _tick)
    monkeypatch.setattr(beat, "work_once", _work)
    metronome.start()
    for counter in (ticks, looks):
        for _ in range(3):
            assert counter.acquire(timeout=SOON)
    metronome.stop()
