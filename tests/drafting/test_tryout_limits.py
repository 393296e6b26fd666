"""What test runs may take of the house: a few wait for the one that is played, and no clock runs for ever."""

from __future__ import annotations

import os
import resource
import select
import subprocess
import sys
import threading
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from engine.clock import RIGA, VirtualClock
from engine.drafting.tryouts import tryout_player
from engine.errors import EngineError
from engine.scenarios.parts import Pass
from engine.simulation import rehearsing, scenario_play, trying_out
from engine.simulation.scenario_play import STEPS


def test_whoever_finds_too_many_waiting_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits in a thread of the server; all of them waiting for test runs would stop the house."""
    answered: list[object] = []
    begun = threading.Event()
    goes_on = threading.Event()

    def slow(*_: object) -> dict[str, object]:
        begun.set()
        goes_on.wait(30)
        return {}

    monkeypatch.setattr(tryout_player, "_asked", slow)
    people = [
        threading.Thread(target=lambda: answered.append(tryout_player.ask({}, {})))
        for _ in range(tryout_player.MOST_AT_ONCE)
    ]
    for one in people:
        one.start()
    begun.wait(30)
    while tryout_player.at_once() < tryout_player.MOST_AT_ONCE:
        people[0].join(0.01)
    with pytest.raises(EngineError, match="Another test run is being played"):
        tryout_player.ask({}, {})
    goes_on.set()
    for one in people:
        one.join(30)
    assert answered == [{}] * tryout_player.MOST_AT_ONCE


@pytest.mark.parametrize("step", [Pass(1, until=date(9999, 12, 31)), Pass(1, days=5_000)])
def test_a_clock_is_moved_by_a_few_years_at_once(step: Pass, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario_play, "drain", lambda _runtime: pytest.fail("it went on"))
    clock = VirtualClock(datetime(2026, 2, 2, 9, tzinfo=RIGA))
    stage = cast(Any, SimpleNamespace(today=date(2026, 2, 2), clock=clock, runtime=None))
    with pytest.raises(EngineError, match="at most 1200 days"):
        STEPS[Pass](stage, cast(Any, None), "x", step)
    assert clock.now().astimezone(RIGA).date() == date(2026, 2, 2)


def test_a_player_that_tells_without_end_is_not_listened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tryout_player, "MOST_ANSWER", 100_000)
    command = [sys.executable, "-c", "print('x' * 1_000_000)"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as talker:  # noqa: S603
        with pytest.raises(EngineError, match="came to no end"):
            tryout_player._answer(talker, b"")
        talker.kill()


@pytest.mark.parametrize("player", [rehearsing, trying_out], ids=lambda player: player.__name__)
def test_players_may_use_up_so_much_of_the_machine_and_no_more(
    player: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    monkeypatch.setattr(os, "nice", lambda _: 0)
    monkeypatch.setattr(rehearsing, "play_all", lambda *_: [])
    monkeypatch.setattr(select, "select", lambda *_: ([], [], []))  # nobody asks
    player.main(tmp_path)
    assert limits == {
        resource.RLIMIT_CPU: (900, 900),
        resource.RLIMIT_AS: (2 * 1024**3, 2 * 1024**3),
        resource.RLIMIT_FSIZE: (512 * 1024**2, 512 * 1024**2),
    }
