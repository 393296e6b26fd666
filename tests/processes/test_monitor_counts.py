"""What could be counted twice, or for the wrong release."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.monitoring import tallying
from engine.persistence.queries import tallies as queries
from engine.persistence.tables.tallies import TallyMark
from tests.processes.driver import Story
from tests.processes.test_monitor import WINTER, at, count, second_release, seen, tallies, told

__all__ = ["told"]


def test_what_another_process_has_just_counted_is_not_counted_again(
    told: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.apply("anna")
    assert count(told) > 0
    before = tallies(told)
    late = TallyMark(municipality_id=told.stage.tenant.municipality_id, sealed_seq=0)
    monkeypatch.setattr(queries, "find_mark", lambda *_: late)
    monkeypatch.setattr(queries, "mark", lambda *_: late)
    assert tallying.count_portions(told.runtime) == 0
    assert tallies(told) == before


def test_timers_are_those_of_the_release_that_is_asked_for(told: Story) -> None:
    told.apply("anna")
    at(told, date(2026, 2, 10), 9)
    second = second_release(told)
    of_first, of_second = (seen(told, replace(WINTER, release_id=one)).open for one in (1, second))
    assert sum(one.count for one in of_first.timers) > 0
    assert of_second.timers == []
