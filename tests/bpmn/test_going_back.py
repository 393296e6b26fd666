"""A completed user task is opened again; told twice: straight, and reloaded after every step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.bpmn.going_back import NoWayBack, WentBack
from engine.messages_catalogue import msg
from tests.bpmn import drawing as draw
from tests.bpmn.walker import Walker

Walk = Callable[..., Walker]
CHAIN = ("ask", "look", "decide")


def waiting_uid(case: Walker, element_id: str) -> str:
    """The engine's id of the task that waits."""
    found = case.progress.waits.tasks
    return next(uid for uid, task in found.items() if task.element.element_id == element_id)


def done(case: Walker, element_id: str, *, by: int = 1, **answers: Any) -> str:
    """Complete the waiting task; gives its id."""
    uid = waiting_uid(case, element_id)
    case.complete(element_id, by=by, **answers)
    return uid


def back(case: Walker, uid: str, done_by: dict[str, int] | None = None) -> WentBack:
    """Open it again."""
    went: list[WentBack] = []
    case._step(lambda execution: went.append(execution.go_back(uid, done_by or {}, lambda undone: None)))
    return went[0]


def chain() -> str:
    body = draw.start() + "".join(draw.user(name) for name in CHAIN) + draw.service("count_up") + draw.end()
    return body + draw.chain("begun", "ask", "look", "count_up", "decide", "finished")


@pytest.mark.parametrize("place", [0, 1])
def test_the_same_answers_lead_to_the_same_end(walk: Walk, place: int) -> None:
    services = {"count_up": lambda values: {"sum": int(str(values["a"])) + int(str(values["b"]))}}
    answers: list[dict[str, Any]] = [{"a": 1}, {"b": 2}, {"c": 3}]

    def onwards(case: Walker, begin: int) -> list[str]:
        return [done(case, CHAIN[number], **answers[number]) for number in range(begin, 3)]

    straight = walk(chain(), services=services)
    onwards(straight, 0)
    case = walk(chain(), services=services)
    uids = [done(case, CHAIN[number], **answers[number]) for number in range(2)]
    assert case.tasks() == ["decide"]
    went = back(case, uids[place])
    assert case.tasks() == [CHAIN[place]]
    assert [one.element.element_id for one in went.undone] == [*CHAIN[place:2], "count_up"]
    assert waiting_uid(case, CHAIN[place]) != uids[place]
    assert "sum" not in next(iter(case.progress.waits.tasks.values())).values
    onwards(case, place)
    assert case.progress.completed
    assert case.progress.values == straight.progress.values


def test_a_scope_that_was_over_runs_again(walk: Walk) -> None:
    inner = draw.sub(
        "inner", draw.start("in") + draw.user("look") + draw.end("out") + draw.chain("in", "look", "out")
    )
    body = draw.start() + draw.user("ask") + inner + draw.user("decide") + draw.end()
    case = walk(body + draw.chain("begun", "ask", "inner", "decide", "finished"))
    done(case, "ask", a=1)
    uid = done(case, "look", b=2)
    assert case.tasks() == ["decide"]
    went = back(case, uid)
    assert case.tasks() == ["look"]
    assert went.standing[-2:] == ["ask", "begun"]
    done(case, "look", b=5)
    assert case.tasks() == ["decide"]
    done(case, "decide")
    assert case.progress.completed
    assert case.progress.values == {"a": 1, "b": 5}


def test_waits_behind_the_step_are_withdrawn(walk: Walk) -> None:
    inner = draw.sub(
        "inner", draw.start("in") + draw.user("look") + draw.end("out") + draw.chain("in", "look", "out")
    )
    body = draw.start() + draw.user("ask") + inner + draw.end()
    body += draw.boundary("too_late", "inner", draw.timer("days_after(today(), 5)"), interrupting=False)
    body += draw.user("hurry") + draw.end("hurried")
    body += draw.chain("begun", "ask", "inner", "finished") + draw.chain("too_late", "hurry", "hurried")
    case = walk(body)
    uid = done(case, "ask")
    assert set(case.timers()) == {"too_late"}
    back(case, uid)
    assert case.timers() == {}
    assert case.tasks() == ["ask"]
    case.at(2026, 5, 1)
    assert case.tasks() == ["ask"]
    done(case, "ask")
    assert case.timers()["too_late"] > datetime(2026, 5, 1, tzinfo=UTC)


def test_a_scope_that_still_runs_keeps_its_timer(walk: Walk) -> None:
    inner = draw.start("in") + draw.user("look") + draw.user("check") + draw.end("out")
    inner = draw.sub("inner", inner + draw.chain("in", "look", "check", "out"))
    body = draw.start() + inner + draw.end()
    body += draw.boundary("too_late", "inner", draw.timer("days_after(today(), 5)"), interrupting=False)
    body += draw.user("hurry") + draw.end("hurried")
    body += draw.chain("begun", "inner", "finished") + draw.chain("too_late", "hurry", "hurried")
    case = walk(body)
    uid = done(case, "look")
    due = case.timers()
    case.at(2026, 3, 4)
    back(case, uid)
    assert case.timers() == due
    assert case.tasks() == ["look"]


def test_a_timer_of_the_step_itself_begins_anew(walk: Walk) -> None:
    body = draw.start() + draw.user("ask") + draw.user("decide") + draw.end()
    body += draw.boundary("too_late", "ask", draw.timer("days_after(today(), 5)"), interrupting=True)
    body += draw.end("given_up") + draw.chain("begun", "ask", "decide", "finished")
    case = walk(body + draw.flows("too_late > given_up"))
    due = case.timers()["too_late"]
    uid = done(case, "ask")
    case.at(2026, 3, 20)
    back(case, uid)
    assert case.tasks() == ["ask"]
    assert case.timers()["too_late"] > due
    done(case, "ask")
    assert case.tasks() == ["decide"]
    assert case.timers() == {}


def fork() -> str:
    body = draw.start() + draw.gateway("fork", "parallel") + draw.user("left") + draw.user("right")
    body += draw.gateway("join", "parallel") + draw.user("decide") + draw.end()
    body += draw.flows("begun > fork", "fork > left", "fork > right", "left > join", "right > join")
    return body + draw.flows("join > decide", "decide > finished")


def test_of_roads_side_by_side_the_last_one_is_opened_again(walk: Walk) -> None:
    case = walk(fork())
    first = done(case, "left", a=1)
    second = done(case, "right", b=2)
    assert case.tasks() == ["decide"]
    with pytest.raises(NoWayBack, match="side by side"):
        back(case, first)
    case._live = case._live.resume(case.definition, case.progress.state, case._world())
    back(case, second)
    assert case.tasks() == ["right"]
    done(case, "right", b=3)
    assert case.tasks() == ["decide"]
    done(case, "decide")
    assert case.progress.values == {"a": 1, "b": 3}


def test_before_the_roads_meet_one_of_them_is_opened_again_alone(walk: Walk) -> None:
    case = walk(fork())
    first = done(case, "left", a=1)
    back(case, first)
    assert case.tasks() == ["left", "right"]
    done(case, "right", b=2)
    done(case, "left", a=3)
    assert case.tasks() == ["decide"]


def test_whoever_was_put_aside_did_not_do_it(walk: Walk) -> None:
    body = draw.start() + draw.user("ask") + draw.user("decide", not_same_person_as="ask") + draw.end()
    case = walk(body + draw.chain("begun", "ask", "decide", "finished"))
    uid = done(case, "ask", by=7)
    back(case, uid, {uid: 7})
    done(case, "ask", by=8)
    (decide,) = case.progress.waits.tasks.values()
    assert decide.excluded_user_ids == (8,)


def test_one_round_alone_is_not_opened_again(walk: Walk) -> None:
    rounds = draw.rounds(over="people", item="person", output="found", answer="hours")
    body = draw.start() + draw.repeated(draw.user("visit"), rounds) + draw.user("after") + draw.end()
    body += draw.chain("begun", "visit", "after", "finished")
    case = walk(body, values={"people": ["Anna"]})
    uid = done(case, "visit", hours=1)
    with pytest.raises(NoWayBack, match="several times"):
        back(case, uid)


def test_what_has_ended_or_never_was_is_not_opened_again(walk: Walk) -> None:
    body = draw.start() + draw.user("ask") + draw.end() + draw.chain("begun", "ask", "finished")
    case = walk(body)
    waiting = waiting_uid(case, "ask")
    with pytest.raises(NoWayBack):
        back(case, waiting)
    case = walk(body)
    uid = done(case, "ask")
    with pytest.raises(NoWayBack):
        back(case, uid)


def test_whoever_judges_sees_the_step_first_and_may_refuse(walk: Walk) -> None:
    case = walk(chain(), services={"count_up": lambda values: {}})
    uid = done(case, "ask")
    done(case, "look")

    def judge(undone: object) -> None:
        assert [one.element.element_id for one in undone] == ["ask", "look", "count_up"]  # type: ignore[attr-defined]
        raise NoWayBack(msg("There is no such case."))

    with pytest.raises(NoWayBack):
        case._step(lambda execution: execution.go_back(uid, {}, judge))
