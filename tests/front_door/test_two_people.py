"""Two people, one task: exactly one is first, everybody else is told so and loses nothing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.domain.rights import Actor
from engine.errors import EngineError, InvalidAnswers, NotFound, StaleVersion
from engine.instances.instances import NotWaiting
from engine.messages_catalogue import say
from engine.persistence import rows
from engine.persistence.tables.instances import TaskAnswers
from engine.runtime import EVERY
from engine.tasks import tasks
from engine.tasks.tasks import Sent
from tests.small_house import SmallHouse

AT_ONCE = 10


def test_ten_at_once_one_is_first_and_nine_are_refused_clearly(house: SmallHouse, calm: list[str]) -> None:
    house.start()
    task, ilze = house.task("ask"), house.actor("ilze")
    gate = threading.Barrier(AT_ONCE)

    def _complete(number: int) -> EngineError | None:
        gate.wait()
        try:
            tasks.complete(house.runtime, ilze, task.id, Sent({"many_times": number}, task.version))
        except EngineError as refused:
            return refused
        return None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(_complete, range(AT_ONCE)))
    refusals = [one for one in outcomes if one is not None]
    assert len(refusals) == AT_ONCE - 1
    assert {type(one) for one in refusals} <= {NotWaiting, StaleVersion}
    for one in refusals:
        assert not {"lock", "version", "token", "json"} & set(say(one.message, "en").lower().split())
    assert calm == ["note_down"] * len(calm)
    assert house.open_tasks() == ["approve"]
    with house.runtime.reading(EVERY) as session:
        (kept,) = rows.every(session, TaskAnswers)
    assert kept.answers["many_times"] == outcomes.index(None)


@pytest.mark.usefixtures("calm")
def test_the_second_sees_what_the_first_did_with_both_values(house: SmallHouse) -> None:
    house.start()
    task = house.task("ask")
    tasks.complete(house.runtime, house.actor("ilze"), task.id, Sent({"answer": "jā"}, 1))
    with pytest.raises(StaleVersion) as late:
        tasks.complete(house.runtime, house.actor("dace"), task.id, Sent({"answer": "nē"}, 1))
    assert (late.value.mine, late.value.theirs) == ({"answer": "nē"}, {"answer": "jā", "many_times": None})


def test_a_task_is_taken_by_one_and_given_back(house: SmallHouse) -> None:
    house.start()
    task, ilze, dace = house.task("ask"), house.actor("ilze"), house.actor("dace")
    tasks.claim(house.runtime, ilze, task.id)
    tasks.claim(house.runtime, ilze, task.id)  # twice is no mistake
    with pytest.raises(NotWaiting, match="colleague"):
        tasks.claim(house.runtime, dace, task.id)
    tasks.release(house.runtime, dace, task.id)  # not hers to give back: nothing happens
    assert house.task("ask").assignee_id == ilze.user_id
    tasks.release(house.runtime, ilze, task.id)
    tasks.claim(house.runtime, dace, task.id)
    assert house.task("ask").assignee_id == dace.user_id


@pytest.mark.parametrize("who", ["valdis", "edgars", "gunta"])
def test_a_task_of_another_role_does_not_exist(house: SmallHouse, who: str) -> None:
    house.start()
    task, actor = house.task("ask"), house.actor(who)
    for act in (
        lambda: tasks.claim(house.runtime, actor, task.id),
        lambda: tasks.release(house.runtime, actor, task.id),
        lambda: tasks.save_draft(house.runtime, actor, task.id, Sent({}, 1)),
        lambda: tasks.complete(house.runtime, actor, task.id, Sent({}, 1)),
        lambda: tasks.complete(house.runtime, actor, 999, Sent({}, 1)),
    ):
        with pytest.raises(NotFound, match="no such task"):
            act()


@pytest.mark.usefixtures("calm")
def test_who_did_the_one_half_may_not_do_the_other(house: SmallHouse) -> None:
    ilze = house.actor("ilze")
    both = Actor(ilze.user_id, "Ilze", 1, frozenset({"caseworker", "head_of_service"}))
    house.start()
    tasks.complete(house.runtime, both, house.task("ask").id, Sent({}, 1))
    with pytest.raises(NotFound):
        tasks.complete(house.runtime, both, house.task("approve").id, Sent({}, 1))
    tasks.complete(house.runtime, house.actor("valdis"), house.task("approve").id, Sent({}, 1))
    assert house.open_tasks() == []


def test_answers_that_do_not_fit_change_nothing(house: SmallHouse) -> None:
    instance_id = house.start()
    with pytest.raises(InvalidAnswers) as wrong:
        tasks.complete(
            house.runtime, house.actor("ilze"), house.task("ask").id, Sent({"many_times": "daudz"}, 1)
        )
    assert list(wrong.value.fields) == ["many_times"]
    assert house.instance(instance_id).version == 1
