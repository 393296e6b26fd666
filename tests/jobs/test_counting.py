"""With the beats the audit's steps are counted, a portion at a time; then it rests."""

from __future__ import annotations

import pytest

from engine.jobs import metronome
from engine.jobs.tick import tick
from engine.monitoring import tallying
from engine.monitoring.tallying import PAUSE, Counting
from engine.persistence import rows
from engine.persistence.tables.tallies import ElementTally
from tests.small_house import SmallHouse


def passed(house: SmallHouse, element_id: str) -> int:
    """How often an element is counted."""
    with house.runtime.reading(house.tenant) as session:
        return sum(one.passed for one in rows.every(session, ElementTally, element_id=element_id))


def test_it_goes_in_portions_and_then_rests(house: SmallHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    tick(house.runtime)
    tallying.count_all(house.runtime)
    monkeypatch.setattr(tallying, "PORTION", 2)
    for _ in range(3):
        house.start()
    tick(house.runtime)
    counting = Counting(house.runtime)
    assert [counting.beat() for _ in range(3)] == [2, 1, 0]
    assert passed(house, "begun") == 3
    house.start()
    tick(house.runtime)
    assert counting.beat() == 0
    house.clock.pass_time(PAUSE)
    assert counting.beat() == 1


def test_what_is_not_sealed_yet_waits(house: SmallHouse) -> None:
    house.start()
    assert tallying.count_all(house.runtime) == 0
    tick(house.runtime)
    assert tallying.count_all(house.runtime) > 0
    assert passed(house, "begun") == 1


def test_every_beat_of_the_metronome_counts(house: SmallHouse) -> None:
    house.start()
    metronome.Metronome(house.runtime)._beat()
    assert passed(house, "begun") == 1
