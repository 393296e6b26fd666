"""A month is played to its end whichever of its commits the process died at."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.simulation.bench_months import REMINDS
from tests.faults import invariants
from tests.faults.conftest import ADAPTERS, Count
from tests.faults.house import Place
from tests.faults.nursery import Nursery, acknowledged

KILLED = -9
SOME = 1  # points of the short form, but on SQLite every one before a commit
LATE_MINUTES = 10  # the fresh process comes after every lease has run out


def commits_of(nursery: Nursery, place: Place, acks: Path) -> int:
    assert nursery.run("play_month", place, acks=str(acks)) == 0
    [(_, number)] = [line for line in acknowledged(acks) if line[0] == "commits"]
    return int(number)


@pytest.mark.parametrize("adapter", ADAPTERS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_death_at_any_commit_of_a_month_loses_and_doubles_nothing(
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
    whole = commits_of(nursery, new_place(adapter), tmp_path / "whole")
    assert 10 <= whole <= 40
    every = range(1, whole + 1)
    is_whole = long or (adapter, when) == ("table-sqlite", "before")
    points = every if is_whole else chance.sample(every, SOME)
    for point in reversed(points):  # the money is booked last: what breaks that shows first
        place, acks = new_place(adapter), tmp_path / f"acks-{point}"
        died = nursery.run("play_month", place, acks=str(acks), crash_at=point, when=when)
        assert died == KILLED, json.dumps({"crash_at": point, "when": when, "ended": died})
        assert nursery.run("play_month", place, acks=str(acks), late=LATE_MINUTES) == 0
        runtime = invariants.looked_at(place, REMINDS)
        assert invariants.lost(runtime, acknowledged(acks)) == [], f"crash at commit {point}"
        invariants.refuse_unfinished_months(runtime)
        invariants.refuse_unsound(runtime)
        invariants.refuse_unsealed(runtime)
        runtime.database.close()
    count(7, f"points_{when}_{adapter}", len(points))
