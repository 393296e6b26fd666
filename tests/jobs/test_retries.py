"""Incidents of one cause are tried again together; what came of each is told as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.errors import NotFound
from engine.instances.incidents import listed
from engine.jobs import retries
from engine.jobs.worker import drain
from engine.messages_catalogue import say
from engine.persistence import rows
from engine.persistence.tables.jobs import Incident
from engine.queue.port import MAX_ATTEMPTS
from engine.runtime import EVERY
from engine.service_tasks.outcome import Outcome, Reading, Values
from tests.front_door.operations import registered
from tests.small_house import SmallHouse

REMINDED = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)


def _broken(_values: Values, _reading: Reading) -> Outcome:
    raise ZeroDivisionError


def _mended_for_most(values: Values, _reading: Reading) -> Outcome:
    if values["answer"] == "bad":
        raise ZeroDivisionError
    if values["answer"] == "worse":
        raise KeyError
    return Outcome()


def _incidents(house: SmallHouse) -> list[Incident]:
    with house.runtime.reading(EVERY) as session:
        return list(rows.every(session, Incident, order_by=["instance_id"]))


def _stopped(house: SmallHouse, *answers: str) -> dict[int, str]:
    """One instance an answer, each stopped at its reminder for one cause; gives their answers."""
    started = {house.start(answer=answer): answer for answer in answers}
    with registered(remind=_broken):
        house.clock.move_to(REMINDED)
        for _ in range(MAX_ATTEMPTS):
            drain(house.runtime)
            house.clock.move_to(house.clock.now() + timedelta(days=1))
    assert len(_incidents(house)) == len(answers)
    return started


def test_each_is_tried_by_itself_and_says_what_came_of_it(house: SmallHouse) -> None:
    started = _stopped(house, "good", "bad", "worse", "fine", "bad")
    owner = house.actor("edgars")
    (group,) = listed(house.runtime, owner).groups
    assert (len(group.pages), group.triable_count) == (5, 5)
    with registered(remind=_mended_for_most):
        tried = retries.retry_alike(house.runtime, owner, _incidents(house)[2].id)
    assert (tried.went_through, tried.failed, tried.left) == (2, 3, 0)
    outcomes = [
        (started[one.instance_id or 0], tried.results[one.id].went_through) for one in _incidents(house)
    ]
    assert outcomes == [("good", True), ("bad", False), ("worse", False), ("fine", True), ("bad", False)]
    whys = [(say(why, "en"), count) for why, count in tried.reasons()]
    assert [("ZeroDivisionError" in why, "KeyError" in why, count) for why, count in whys] == [
        (True, False, 2),
        (False, True, 1),
    ]
    open_now = [one for one in _incidents(house) if one.resolved_at is None]
    assert [started[one.instance_id or 0] for one in open_now] == ["bad", "worse", "bad"]
    assert [one.attempts for one in _incidents(house)] == [1] * 5


def test_what_failed_can_be_tried_together_again_once_it_is_mended(house: SmallHouse) -> None:
    _stopped(house, "bad", "bad")
    owner, first = house.actor("edgars"), _incidents(house)[0].id
    with registered(remind=_mended_for_most):
        assert retries.retry_alike(house.runtime, owner, first).failed == 2
    with registered(remind=lambda _values, _reading: Outcome()):
        assert retries.retry_alike(house.runtime, owner, first).went_through == 2
    assert listed(house.runtime, owner).open_count == 0
    assert retries.retry_alike(house.runtime, owner, first).results == {}


def test_more_than_fit_into_one_go_are_counted_and_come_next(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stopped(house, "bad", "good", "good")
    monkeypatch.setattr(retries, "MOST_TOGETHER", 2)
    owner, last = house.actor("edgars"), _incidents(house)[2].id
    with registered(remind=_mended_for_most):
        first = retries.retry_alike(house.runtime, owner, last)
        house.clock.pass_time(timedelta(minutes=1))
        last = next(one.id for one in _incidents(house) if one.resolved_at is None)
        then = retries.retry_alike(house.runtime, owner, last)
    assert (len(first.results), first.left, then.left) == (2, 1, 0)
    left_out = {one.id for one in _incidents(house)} - first.results.keys()
    assert left_out <= then.results.keys()
    assert [one.resolved_at is None for one in _incidents(house)] == [True, False, False]


def test_others_do_not_retry(house: SmallHouse) -> None:
    _stopped(house, "good")
    with pytest.raises(NotFound):
        retries.retry_alike(house.runtime, house.actor("ilze"), _incidents(house)[0].id)
    assert [one.attempts for one in _incidents(house)] == [0]
