"""Data objects, what called processes take and give; told twice: straight, and reloaded every step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from engine.bpmn.called import NotGiven
from engine.settings import ROOT
from tests.bpmn import drawing as draw
from tests.bpmn.walker import Walker

Walk = Callable[..., Walker]


def test_a_data_object_keeps_a_value_for_the_step_that_reads_it(walk: Walk) -> None:
    body = draw.data_object("plan") + draw.start() + draw.associated(draw.user("write"), writes="plan")
    body += draw.user("between") + draw.associated(draw.user("read"), reads="plan") + draw.user("after")
    case = walk(body + draw.end() + draw.chain("begun", "write", "between", "read", "after", "finished"))
    plan = {"from": date(2026, 3, 2), "hours": [4, 4]}
    case.complete("write", plan=plan, note="x")
    assert case.progress.values == {"note": "x"}
    case.complete("between")
    (reading,) = case.progress.waits.tasks.values()
    assert reading.values == {"note": "x", "plan": plan}
    case.complete("read")
    assert case.progress.values == {"note": "x"}
    assert case.complete("after").progress.completed


def test_a_gateway_may_ask_a_data_object(walk: Walk) -> None:
    body = draw.data_object("level") + draw.start() + draw.associated(draw.user("write"), writes="level")
    body += draw.gateway("high", default="high_no") + draw.user("yes") + draw.user("no") + draw.end()
    body += draw.chain("begun", "write", "high") + draw.flows("high > yes if level > 2", "high > no")
    body += draw.flows("yes > finished", "no > finished")
    assert walk(body).complete("write", level=3).tasks() == ["yes"]
    assert walk(body).complete("write", level=2).tasks() == ["no"]


def test_a_sub_process_reads_and_writes_the_data_object_around_it(walk: Walk) -> None:
    inner = (
        draw.start("s")
        + draw.associated(draw.user("raise_it"), reads="level", writes="level")
        + draw.end("e")
    )
    body = draw.data_object("level") + draw.start() + draw.associated(draw.user("write"), writes="level")
    body += draw.sub("inside", inner + draw.chain("s", "raise_it", "e"))
    body += draw.associated(draw.user("read"), reads="level") + draw.end()
    case = walk(body + draw.chain("begun", "write", "inside", "read", "finished")).complete("write", level=1)
    (raising,) = case.progress.waits.tasks.values()
    assert raising.values == {"level": 1}
    case.complete("raise_it", level=2)
    (reading,) = case.progress.waits.tasks.values()
    assert reading.values == {"level": 2}


def test_data_objects_of_two_instances_of_a_called_process_stay_apart(walk: Walk) -> None:
    inner = draw.data_object("level") + draw.start("s") + draw.associated(draw.user("write"), writes="level")
    inner += draw.associated(draw.user("read"), reads="level") + draw.end("e")
    more = {"q.bpmn": draw.diagram("q", inner + draw.chain("s", "write", "read", "e"))}
    rounds = draw.rounds(over="people", item="person")
    body = draw.start() + draw.repeated(draw.call("each", "q"), rounds) + draw.end()
    case = walk(
        body + draw.chain("begun", "each", "finished"), more=more, values={"people": ["Anna", "Juris"]}
    )
    case.complete("write", level=7).complete("write", level=7)
    case.complete("read")
    (last,) = case.progress.waits.tasks.values()
    assert last.values["level"] == 7


def test_a_decision_sets_what_its_table_says(walk: Walk) -> None:
    table = (ROOT / "processes" / "assessment_questionnaire" / "support_level.dmn").read_bytes()
    body = draw.start() + draw.rule("decide", "support_level") + draw.user("after") + draw.end()
    case = walk(
        body + draw.chain("begun", "decide", "after", "finished"),
        more={"support_level.dmn": table},
        values={"score": 20},
    )
    assert case.progress.values["support_level"] == "large"
    assert case.progress.values["support_level_rule"] == [2]


def _nested(gives: str = "level", ending: str = "") -> dict[str, bytes]:
    """p calls q, q calls r; each takes `score` and gives one value back."""
    r = (
        draw.takes_and_gives("score", gives)
        + draw.start("r_s")
        + draw.user("judge")
        + draw.end("r_e", ending)
    )
    q = (
        draw.takes_and_gives("score", "level")
        + draw.start("q_s")
        + draw.call("to_r", "r")
        + draw.user("agree")
    )
    q += draw.end("q_e")
    return {
        "q.bpmn": draw.diagram("q", q + draw.chain("q_s", "to_r", "agree", "q_e")),
        "r.bpmn": draw.diagram("r", r + draw.chain("r_s", "judge", "r_e")),
    }


def _calling() -> str:
    body = draw.start() + draw.call("to_q", "q") + draw.user("after") + draw.end()
    return body + draw.chain("begun", "to_q", "after", "finished")


@pytest.mark.parametrize("ending", ["", draw.TERMINATE])
def test_calls_within_calls_take_their_inputs_and_give_their_outputs(walk: Walk, ending: str) -> None:
    case = walk(_calling(), more=_nested(ending=ending), values={"score": 12, "secret": "x"})
    (judging,) = case.progress.waits.tasks.values()
    assert judging.values == {"score": 12}
    case.complete("judge", level=3, doubt="some")
    (agreeing,) = case.progress.waits.tasks.values()
    assert agreeing.values == {"score": 12, "level": 3}
    case.complete("agree")
    assert case.tasks() == ["after"]
    assert case.progress.values == {"score": 12, "secret": "x", "level": 3}
    assert case.complete("after").progress.completed


def test_an_input_that_nobody_set_is_a_failure_in_words(walk: Walk) -> None:
    with pytest.raises(NotGiven, match="score"):
        walk(_calling(), more=_nested())


def test_an_output_that_nobody_set_is_a_failure_in_words(walk: Walk) -> None:
    case = walk(_calling(), more=_nested(gives="grade"), values={"score": 12})
    with pytest.raises(NotGiven, match="grade"):
        case.complete("judge", level=3)
