"""An instance taken to another diagram at its wait state; told twice, straight and reloaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine.bpmn.definitions import read_definitions
from engine.bpmn.execution import Execution
from engine.bpmn.moving import CannotMove, How, Moved, move
from tests.bpmn import drawing as draw
from tests.bpmn.walker import Walker

Walk = Callable[..., Walker]


def moved(case: Walker, body: str, roots: str = "", *, keeps_times: bool = True, **elements: str) -> Moved:
    """Take the case to the same process drawn anew; `old="new"` for each element that is called otherwise."""
    files = {**case.files, "p.bpmn": draw.diagram("p", body, roots=roots)}
    new = read_definitions(files)[case.process_id]
    done = move(case.definition, new, case.progress.state, How(elements, keeps_times), case._world())
    case.files, case.definition = files, new
    case.progress = replace(case.progress, state=done.state, waits=done.after)
    case._live = Execution.resume(new, done.state, case._world())
    return done


def refused(case: Walker, body: str, **elements: str) -> str:
    """Why the case cannot be taken there; it is as it was."""
    before = case.progress.state
    with pytest.raises(CannotMove) as refusal:
        moved(case, body, "", keeps_times=True, **elements)
    assert case.progress.state == before
    return str(refusal.value.message)


def line(*names: str, more: str = "") -> str:
    """User tasks one after another."""
    body = draw.start() + "".join(draw.user(name) for name in names) + draw.end() + more
    return body + draw.chain("begun", *names, "finished")


def test_a_step_goes_on_under_another_name_and_meets_what_is_new(walk: Walk) -> None:
    case = walk(line("ask", "look", "decide"))
    case.complete("ask", by=7, a=1)
    done = moved(case, line("ask", "inspect", "think", "decide"), look="inspect")
    assert list(done.before.tasks) == list(done.after.tasks)
    assert case.tasks() == ["inspect"]
    case.complete("inspect", b=2)
    assert case.tasks() == ["think"]
    case.complete("think", c=3).complete("decide", d=4)
    assert case.progress.completed
    assert case.progress.values == {"a": 1, "b": 2, "c": 3, "d": 4}


def test_what_was_done_may_be_gone_and_its_answers_stay(walk: Walk) -> None:
    case = walk(line("ask", "look", "decide"))
    case.complete("ask", a=1).complete("look", b=2)
    moved(case, line("decide", "sign"))
    case.complete("decide", c=3).complete("sign", d=4)
    assert case.progress.values == {"a": 1, "b": 2, "c": 3, "d": 4}


def test_the_step_itself_must_be_there_and_be_the_same_kind(walk: Walk) -> None:
    case = walk(line("ask", "look"))
    assert refused(case, line("look")) == "The new diagram has no “ask”, at which the case stands."
    other = draw.start() + draw.service("ask") + draw.end() + draw.chain("begun", "ask", "finished")
    assert refused(case, other) == "“ask”, at which the case stands, is another kind of step now."


def test_two_people_rules_know_who_did_a_step_under_its_new_name(walk: Walk) -> None:
    case = walk(line("ask", "look"))
    case.complete("ask", by=7)
    body = draw.start() + draw.user("assess") + draw.user("look", not_same_person_as="assess") + draw.end()
    done = moved(case, body + draw.chain("begun", "assess", "look", "finished"), ask="assess")
    (task,) = done.after.tasks.values()
    assert task.excluded_user_ids == (7,)


def inner(*names: str) -> str:
    """The same within a part of a process: ids of a file are given once."""
    body = draw.start("entered") + "".join(draw.user(name) for name in names) + draw.end("left")
    return body + draw.chain("entered", *names, "left")


def watched(name: str, *events: str, then: str = "") -> str:
    body = draw.start() + draw.user(name) + draw.user("next") + "".join(events) + draw.end() + then
    return body + draw.chain("begun", name, "next", "finished")


def reminder(name: str, when: str) -> str:
    drawn = draw.boundary(name, "ask", draw.timer(when), interrupting=False)
    return (
        drawn
        + draw.user(f"{name}_call")
        + draw.end(f"{name}_over")
        + draw.chain(name, f"{name}_call", f"{name}_over")
    )


def test_a_new_reminder_watches_the_step_at_which_the_case_stands(walk: Walk) -> None:
    case = walk(line("ask", "next"))
    moved(case, watched("ask", reminder("remind", "date('2026-03-20')")))
    assert list(case.timers()) == ["remind"]
    case.at(2026, 3, 21)
    assert case.tasks() == ["ask", "remind_call"]
    case.complete("ask").complete("next").complete("remind_call")
    assert case.progress.completed


def test_a_reminder_that_is_gone_is_no_longer_waited_for(walk: Walk) -> None:
    case = walk(watched("ask", reminder("remind", "date('2026-03-20')")))
    moved(case, line("ask", "next"))
    assert case.timers() == {}
    case.at(2026, 3, 21).complete("ask").complete("next")
    assert case.progress.completed


def test_what_a_reminder_began_holds_the_case_back(walk: Walk) -> None:
    case = walk(watched("ask", reminder("remind", "date('2026-03-20')")))
    case.at(2026, 3, 21)
    other = reminder("warn", "date('2026-03-25')").replace("warn_call", "remind_call")
    assert refused(case, watched("ask", other)) == (
        "What “remind” began still goes on, and the new diagram has none."
    )
    assert "“remind_call”" in refused(case, line("ask", "next"))


@pytest.mark.parametrize("keeps", [True, False])
def test_timers_keep_their_instant_or_take_that_of_the_new_diagram(walk: Walk, keeps: bool) -> None:
    case = walk(watched("ask", reminder("remind", "date('2026-03-20')")))
    moved(case, watched("ask", reminder("warn", "date('2026-03-25')")), keeps_times=keeps, remind="warn")
    day = 20 if keeps else 25
    first = datetime(2026, 3, day - 1, 22, tzinfo=UTC)
    assert case.timers() == {"warn": first}
    case.at(2026, 3, day)
    assert case.tasks() == ["ask", "warn_call"]


def forked(*names: str, join: str = "meet", after: str = "next") -> str:
    body = draw.start() + draw.gateway("part", "parallel") + draw.gateway(join, "parallel") + draw.end()
    body += "".join(draw.user(name) for name in (*names, after))
    ways = [f"part > {name}" for name in names] + [f"{name} > {join}" for name in names]
    return body + draw.flows("begun > part", *ways, f"{join} > {after}", f"{after} > finished")


@pytest.mark.parametrize("done", [0, 1])
def test_steps_side_by_side_meet_in_the_new_diagram(walk: Walk, done: int) -> None:
    case = walk(forked("a", "b"))
    for name in ("a", "b")[:done]:
        case.complete(name)
    moved(case, forked("a", "b", after="then"))
    for name in ("a", "b")[done:]:
        case.complete(name)
    assert case.tasks() == ["then"]
    assert case.complete("then").progress.completed


def test_steps_side_by_side_that_would_not_meet_are_refused(walk: Walk) -> None:
    case = walk(forked("a", "b"))
    assert "“meet”" in refused(case, line("a", "b", "next"))
    assert "“meet”" in refused(case, forked("a", "b", join="elsewhere"))
    case.complete("a")
    assert "“meet”" in refused(case, forked("a", "b", "c"))


def test_one_step_after_the_other_where_both_are_open_is_refused(walk: Walk) -> None:
    body = draw.start() + draw.gateway("part", "parallel") + draw.user("a") + draw.user("b")
    body += draw.end() + draw.end("over")
    case = walk(body + draw.flows("begun > part", "part > a", "part > b", "a > finished", "b > over"))
    assert "“a”" in refused(case, line("a", "b"))


def test_a_way_that_was_never_begun_is_refused(walk: Walk) -> None:
    case = walk(line("a", "next"))
    assert "“meet”" in refused(case, forked("a", "b"))
    later = walk(line("before", "next"))
    first = (
        draw.start()
        + draw.user("before")
        + draw.gateway("part", "parallel")
        + draw.gateway("meet", "parallel")
    )
    first += draw.user("a") + draw.user("b") + draw.user("next") + draw.end()
    arrows = ["begun > before", "before > part", "part > a", "part > b", "a > meet", "b > meet"]
    moved(later, first + draw.flows(*arrows, "meet > next", "next > finished"))
    later.complete("before").complete("a").complete("b").complete("next")
    assert later.progress.completed


def test_a_step_in_a_called_process_and_in_a_part_is_moved_too(walk: Walk) -> None:
    called = {"q.bpmn": draw.diagram("q", line("inside", "deeper"))}
    body = draw.start() + draw.call("phone", "q") + draw.sub("part", inner("x", "y")) + draw.end()
    case = walk(body + draw.chain("begun", "phone", "part", "finished"), more=called)
    case.complete("inside", a=1)
    body = draw.start() + draw.call("phone", "q") + draw.sub("piece", inner("x", "z")) + draw.end()
    body += draw.chain("begun", "phone", "piece", "finished")
    moved(case, body, part="piece")
    case.complete("deeper", b=2)
    assert case.tasks() == ["x"]
    moved(case, body.replace('id="x"', 'id="w"').replace('Ref="x"', 'Ref="w"'), x="w")
    case.complete("w").complete("z", c=3)
    assert case.progress.completed
    assert case.progress.values == {"a": 1, "b": 2, "c": 3}


def test_rounds_and_the_first_of_several_events_go_on(walk: Walk) -> None:
    each = draw.repeated(draw.user("look"), draw.rounds(count="2"))
    wait = draw.gateway("which", "eventBased") + draw.catch("told", draw.message("news"))
    wait += draw.catch("late", draw.timer("date('2026-03-20')")) + draw.user("next")
    roots = draw.root_message("news")
    body = draw.start() + each + wait + draw.end()
    ways = ["begun > look", "look > which", "which > told", "which > late", "told > next", "late > finished"]
    body += draw.flows(*ways, "next > finished")
    case = walk(body, roots=roots)
    case.complete("look")
    moved(case, body, roots=roots)
    case.complete("look")
    assert list(case.timers()) == ["late"]
    fresh = body.replace('"late"', '"too_late"')
    moved(case, fresh, roots=roots, late="too_late")
    assert list(case.timers()) == ["too_late"]
    assert case.receive("news")
    assert case.complete("next").progress.completed
