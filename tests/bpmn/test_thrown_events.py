"""Signals, escalations, errors, watched conditions, told twice: straight, and reloaded after every step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bpmn import drawing as draw
from tests.bpmn.walker import Walker

Walk = Callable[..., Walker]


def _beside(left: str, left_names: tuple[str, ...], right: str, right_names: tuple[str, ...]) -> str:
    """Two branches side by side, and an end after each."""
    body = (
        draw.start() + draw.gateway("fork", "parallel") + left + right + draw.end("left") + draw.end("right")
    )
    body += draw.flows("begun > fork", f"fork > {left_names[0]}", f"fork > {right_names[0]}")
    return body + draw.chain(*left_names, "left") + draw.chain(*right_names, "right")


def test_a_process_begins_because_its_message_came(walk: Walk) -> None:
    body = draw.message_start("asked", draw.message("application_received")) + draw.user("look") + draw.end()
    case = walk(
        body + draw.chain("asked", "look", "finished"),
        roots=draw.root_message("application_received"),
        values={"hours": 4},
    )
    assert case.tasks() == ["look"]
    assert case.messages() == []
    assert case.progress.values == {"hours": 4}
    assert case.passed == ["asked"]


def test_a_receive_task_waits_for_its_message(walk: Walk) -> None:
    body = draw.start() + '<bpmn:receiveTask id="wait" messageRef="reply" />' + draw.end()
    case = walk(body + draw.chain("begun", "wait", "finished"), roots=draw.root_message("reply"))
    assert case.messages() == ["reply"]
    assert case.receive("reply")
    assert case.progress.completed


def test_a_signal_reaches_all_who_wait_for_it_in_the_instance(walk: Walk) -> None:
    left = draw.user("decide") + draw.throw("tell", draw.signal("decided"))
    right = draw.catch("told", draw.signal("decided")) + draw.user("act")
    case = walk(_beside(left, ("decide", "tell"), right, ("told", "act")), roots=draw.root_signal("decided"))
    assert (case.tasks(), case.messages()) == (["decide"], ["signal decided"])
    case.complete("decide")
    assert (case.tasks(), case.messages()) == (["act"], [])
    assert case.progress.signals == frozenset()


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_signal_at_the_border_of_a_task(walk: Walk, interrupting: bool) -> None:
    left = draw.user("decide") + draw.throw("tell", draw.signal("decided"))
    right = draw.user("wait") + draw.user("act") + draw.end("acted")
    right += draw.boundary("told", "wait", draw.signal("decided"), interrupting=interrupting)
    body = _beside(left, ("decide", "tell"), right, ("wait",)) + draw.chain("told", "act", "acted")
    case = walk(body, roots=draw.root_signal("decided")).complete("decide")
    assert case.tasks() == (["act"] if interrupting else ["act", "wait"])


def test_a_signal_starts_an_event_sub_process(walk: Walk) -> None:
    inner = draw.message_start("told", draw.signal("decided")) + draw.user("act") + draw.end("acted")
    body = (
        draw.start() + draw.user("decide") + draw.throw("tell", draw.signal("decided")) + draw.user("after")
    )
    body += draw.end() + draw.sub("beside", inner + draw.chain("told", "act", "acted"), by_event=True)
    case = walk(
        body + draw.chain("begun", "decide", "tell", "after", "finished"), roots=draw.root_signal("decided")
    )
    assert case.messages() == ["signal decided"]
    assert case.complete("decide", hours=4).tasks() == ["act", "after"]
    assert case.complete("after").complete("act").progress.completed


def test_a_signal_for_the_municipality_is_told_to_the_caller_and_heard_by_its_wait(walk: Walk) -> None:
    body = (
        draw.start() + draw.throw("tell", draw.signal("decided"), reach="municipality") + draw.user("after")
    )
    sender = walk(
        body + draw.end() + draw.chain("begun", "tell", "after", "finished"),
        roots=draw.root_signal("decided"),
    )
    assert sender.progress.signals == {"decided"}
    assert sender.complete("after").progress.signals == frozenset()
    body = draw.start() + draw.catch("told", draw.signal("decided")) + draw.end()
    case = walk(body + draw.chain("begun", "told", "finished"), roots=draw.root_signal("decided"))
    ((uid, _),) = case.progress.waits.messages
    heard: list[bool] = []
    case._step(lambda execution: heard.append(execution.hear("something_else", uid)))
    case._step(lambda execution: heard.append(execution.hear("decided", uid)))
    assert (heard, case.progress.completed) == ([False, True], True)


def _escalating(definition: str = "") -> str:
    inner = draw.start("s") + draw.user("check") + draw.throw("warn", definition or draw.escalation("late"))
    inner += draw.user("go_on") + draw.end("e")
    return draw.sub("review", inner + draw.chain("s", "check", "warn", "go_on", "e"))


@pytest.mark.parametrize("interrupting", [True, False])
def test_an_escalation_reaches_the_border_around_it(walk: Walk, interrupting: bool) -> None:
    body = draw.start() + _escalating() + draw.user("help") + draw.end() + draw.end("helped")
    body += draw.boundary("warned", "review", draw.escalation("late"), interrupting=interrupting)
    body += draw.chain("begun", "review", "finished") + draw.chain("warned", "help", "helped")
    case = walk(body, roots=draw.root_escalation("late")).complete("check", reason="ill")
    assert case.tasks() == (["help"] if interrupting else ["go_on", "help"])
    (helping,) = [t for t in case.progress.waits.tasks.values() if t.element.element_id == "help"]
    assert helping.values == {"reason": "ill"}


def test_an_escalation_reaches_only_what_is_around_it(walk: Walk) -> None:
    """SpiffWorkflow tells every border of the instance that listens for the code."""
    other = draw.start("o") + draw.user("other_work") + draw.end("oe") + draw.chain("o", "other_work", "oe")
    right = draw.sub("other", other) + draw.user("wrong") + draw.end("wrong_end")
    right += draw.boundary("wrongly", "other", draw.escalation("late"), interrupting=False)
    body = _beside(_escalating(), ("review",), right, ("other",)) + draw.chain(
        "wrongly", "wrong", "wrong_end"
    )
    case = walk(body, roots=draw.root_escalation("late")).complete("check")
    assert case.tasks() == ["go_on", "other_work"]


def test_the_innermost_border_that_listens_has_the_escalation(walk: Walk) -> None:
    inner = (
        draw.start("outer_s") + _escalating() + draw.user("near") + draw.end("outer_e") + draw.end("near_e")
    )
    inner += draw.boundary("warned_near", "review", draw.escalation("late"), interrupting=False)
    inner += draw.chain("outer_s", "review", "outer_e") + draw.chain("warned_near", "near", "near_e")
    body = draw.start() + draw.sub("outer", inner) + draw.user("far") + draw.end() + draw.end("far_e")
    body += draw.boundary("warned_far", "outer", draw.escalation("late"), interrupting=False)
    body += draw.chain("begun", "outer", "finished") + draw.chain("warned_far", "far", "far_e")
    case = walk(body, roots=draw.root_escalation("late")).complete("check")
    assert case.tasks() == ["go_on", "near"]


def test_an_escalation_starts_an_event_sub_process(walk: Walk) -> None:
    inner = draw.message_start("warned", draw.escalation("late")) + draw.user("help") + draw.end("helped")
    body = draw.start() + _escalating() + draw.end()
    body += draw.sub("beside", inner + draw.chain("warned", "help", "helped"), by_event=True)
    case = walk(body + draw.chain("begun", "review", "finished"), roots=draw.root_escalation("late"))
    assert case.complete("check").tasks() == ["go_on", "help"]
    assert case.complete("help").complete("go_on").progress.completed


def test_an_escalation_that_nobody_hears_changes_nothing(walk: Walk) -> None:
    body = draw.start() + _escalating() + draw.end() + draw.chain("begun", "review", "finished")
    assert walk(body, roots=draw.root_escalation("late")).complete("check").tasks() == ["go_on"]


def test_an_end_that_escalates_ends_its_branch_too(walk: Walk) -> None:
    inner = draw.start("s") + draw.user("check") + draw.end("e", draw.escalation("late"))
    body = draw.start() + draw.sub("review", inner + draw.chain("s", "check", "e")) + draw.user("help")
    body += draw.user("after") + draw.end() + draw.end("helped")
    body += draw.boundary("warned", "review", draw.escalation("late"), interrupting=False)
    body += draw.chain("begun", "review", "after", "finished") + draw.chain("warned", "help", "helped")
    case = walk(body, roots=draw.root_escalation("late")).complete("check")
    assert case.tasks() == ["after", "help"]


def test_an_error_end_reaches_the_border_around_it_and_no_other(walk: Walk) -> None:
    inner = draw.start("s") + draw.user("check") + draw.end("e", draw.error("refused"))
    left = draw.sub("review", inner + draw.chain("s", "check", "e")) + draw.user("mend") + draw.end("mended")
    left += draw.boundary("caught", "review", draw.error("refused"))
    other = draw.start("o") + draw.user("other_work") + draw.end("oe") + draw.chain("o", "other_work", "oe")
    right = draw.sub("other", other) + draw.user("wrong") + draw.end("wrong_end")
    right += draw.boundary("wrongly", "other", draw.error("refused"))
    body = _beside(left, ("review",), right, ("other",))
    body += draw.chain("caught", "mend", "mended") + draw.chain("wrongly", "wrong", "wrong_end")
    case = walk(body, roots=draw.root_error("refused")).complete("check")
    assert case.tasks() == ["mend", "other_work"]


def test_a_terminate_end_ends_the_whole_process(walk: Walk) -> None:
    left = draw.user("stop")
    right = draw.user("work") + draw.user("more")
    body = _beside(left, ("stop",), right, ("work", "more"))
    body = body.replace(draw.end("left"), draw.end("left", draw.TERMINATE))
    case = walk(body)
    assert case.tasks() == ["stop", "work"]
    assert case.complete("stop").progress.completed
    assert (case.tasks(), case.timers(), case.messages()) == ([], {}, [])


def test_a_condition_is_waited_for_until_a_step_makes_it_true(walk: Walk) -> None:
    left = draw.user("count") + draw.user("count_more")
    right = draw.catch("enough", draw.condition("total >= 10")) + draw.user("act")
    body = _beside(left, ("count", "count_more"), right, ("enough", "act"))
    case = walk(body, values={"total": 0})
    assert case.tasks() == ["count"]
    assert case.complete("count", total=9).tasks() == ["count_more"]
    assert case.complete("count_more", total=10).tasks() == ["act"]
    assert case.passed[-2:] == ["left", "enough"]


@pytest.mark.parametrize(
    ("score", "waiting"), [(1, ["other"]), (3, ["some", "other"]), (9, ["many", "other"])]
)
def test_a_gateway_takes_the_condition_that_holds_first(walk: Walk, score: int, waiting: list[str]) -> None:
    body = draw.start() + draw.gateway("fork", "parallel") + draw.user("ask") + draw.user("other")
    body += draw.gateway("first", "eventBased") + draw.catch("is_many", draw.condition("score > 5"))
    body += draw.catch("is_some", draw.condition("score > 2")) + draw.user("many") + draw.user("some")
    body += draw.catch("late", draw.timer('date("2026-05-01")')) + draw.user("nothing_came") + draw.end()
    body += draw.flows("begun > fork", "fork > ask", "fork > first", "first > is_many", "first > is_some")
    body += draw.flows("first > late", "is_many > many", "is_some > some", "late > nothing_came")
    body += draw.flows("ask > other", "other > finished", "many > finished", "some > finished")
    case = walk(body + draw.chain("nothing_came", "finished"), values={"score": 0})
    assert (case.tasks(), list(case.timers())) == (["ask"], ["late"])
    assert case.complete("ask", score=score).tasks() == sorted(waiting)
    assert list(case.timers()) == ([] if score > 2 else ["late"])
    if score == 1:
        assert case.at(2026, 5, 2).tasks() == ["nothing_came", "other"]


def test_a_condition_that_holds_already_waits_for_nothing(walk: Walk) -> None:
    body = draw.start() + draw.catch("enough", draw.condition("total >= 10")) + draw.end()
    assert walk(body + draw.chain("begun", "enough", "finished"), values={"total": 10}).progress.completed


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_condition_at_the_border_of_a_task(walk: Walk, interrupting: bool) -> None:
    left = draw.user("count")
    right = draw.user("wait") + draw.user("act") + draw.end("acted")
    right += draw.boundary("enough", "wait", draw.condition("total >= 10"), interrupting=interrupting)
    body = _beside(left, ("count",), right, ("wait",)) + draw.chain("enough", "act", "acted")
    case = walk(body, values={"total": 0}).complete("count", total=10)
    assert case.tasks() == (["act"] if interrupting else ["act", "wait"])


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_message_at_the_border_of_a_task(walk: Walk, interrupting: bool) -> None:
    body = draw.start() + draw.user("wait") + draw.user("act") + draw.end() + draw.end("acted")
    body += draw.boundary("came", "wait", draw.message("reply"), interrupting=interrupting)
    body += draw.chain("begun", "wait", "finished") + draw.chain("came", "act", "acted")
    case = walk(body, roots=draw.root_message("reply"))
    assert case.receive("reply", count=3)
    assert case.tasks() == (["act"] if interrupting else ["act", "wait"])
