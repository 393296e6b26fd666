"""Every kind of element the service's diagrams use, told twice: straight, and reloaded after every step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from engine.bpmn import execution
from engine.bpmn.execution import RunawayInstance
from engine.errors import BusinessError, Refused
from engine.messages_catalogue import msg
from tests.bpmn import drawing as draw
from tests.bpmn.walker import Walker

Walk = Callable[..., Walker]


def test_answers_travel_to_the_next_task_and_the_instance_ends(walk: Walk) -> None:
    body = draw.start() + draw.user("first") + draw.user("second") + draw.end()
    case = walk(body + draw.chain("begun", "first", "second", "finished"), values={"case_id": 7})
    assert case.tasks() == ["first"]
    case.complete("first", hours=12)
    assert case.tasks() == ["second"]
    assert case.progress.values == {"case_id": 7, "hours": 12}
    assert case.complete("second").progress.completed
    assert case.passed == ["begun", "first", "second", "finished"]


def test_an_exclusive_gateway_asks_its_conditions(walk: Walk) -> None:
    body = draw.start() + draw.user("ask") + draw.gateway("need", default="need_no")
    body += draw.user("yes") + draw.user("no") + draw.end()
    body += draw.chain("begun", "ask", "need") + draw.flows("need > yes if score >= 12", "need > no")
    body += draw.flows("yes > finished", "no > finished")
    assert walk(body).complete("ask", score=12).tasks() == ["yes"]
    assert walk(body).complete("ask", score=11).tasks() == ["no"]


def test_parallel_branches_wait_for_each_other(walk: Walk) -> None:
    body = draw.start() + draw.gateway("fork", "parallel") + draw.user("a") + draw.user("b")
    body += draw.gateway("join", "parallel") + draw.user("after") + draw.end()
    body += draw.flows("begun > fork", "fork > a", "fork > b", "a > join", "b > join", "join > after")
    case = walk(body + draw.flows("after > finished"))
    assert case.tasks() == ["a", "b"]
    assert case.complete("a", from_a=1).tasks() == ["b"]
    case.complete("b", from_b=2)
    assert case.tasks() == ["after"]
    assert case.progress.values == {"from_a": 1, "from_b": 2}


def _boundary(*, interrupting: bool) -> str:
    body = draw.start() + draw.user("wait") + draw.user("late") + draw.end() + draw.end("ended")
    due = draw.timer('at(date("2026-03-10"), "09:00")')
    body += draw.boundary("too_late", "wait", due, interrupting=interrupting)
    return body + draw.chain("begun", "wait", "finished") + draw.chain("too_late", "late", "ended")


def test_an_interrupting_timer_takes_the_task_away(walk: Walk) -> None:
    case = walk(_boundary(interrupting=True))
    assert case.timers() == {"too_late": datetime(2026, 3, 10, 7, 0, tzinfo=UTC)}  # 09:00 in Riga
    assert case.at(2026, 3, 10, 6, 59).tasks() == ["wait"]
    assert case.at(2026, 3, 10, 7, 0).tasks() == ["late"]
    assert case.timers() == {}
    assert case.complete("late").progress.completed


def test_a_non_interrupting_timer_leaves_the_task(walk: Walk) -> None:
    case = walk(_boundary(interrupting=False))
    assert case.at(2026, 3, 11, 0, 0).tasks() == ["late", "wait"]
    assert case.complete("wait").tasks() == ["late"]
    assert case.complete("late").progress.completed


def test_a_finished_task_takes_its_timer_away(walk: Walk) -> None:
    case = walk(_boundary(interrupting=True)).complete("wait")
    assert case.timers() == {}
    assert case.progress.completed


def _race() -> str:
    body = draw.start() + draw.gateway("first_wins", "eventBased") + draw.end()
    body += draw.catch("came", draw.message("documents_received"))
    body += draw.catch("soon", draw.timer('date("2026-03-05")'))
    body += draw.catch("later", draw.timer('date("2026-03-20")'))
    body += draw.user("look") + draw.user("refuse") + draw.user("archive")
    body += draw.flows("begun > first_wins", "first_wins > came", "first_wins > soon", "first_wins > later")
    body += draw.chain("came", "look", "finished") + draw.chain("soon", "refuse", "finished")
    return body + draw.chain("later", "archive", "finished")


def test_an_event_based_gateway_takes_the_message(walk: Walk) -> None:
    case = walk(_race(), roots=draw.root_message("documents_received"))
    assert case.messages() == ["documents_received"]
    assert case.receive("documents_received", count=3)
    assert case.tasks() == ["look"]
    assert case.progress.values == {"count": 3}
    assert case.messages() == []
    assert case.timers() == {}


def test_an_event_based_gateway_takes_only_the_earliest_of_two_late_timers(walk: Walk) -> None:
    case = walk(_race(), roots=draw.root_message("documents_received")).at(2026, 4, 1)
    assert case.tasks() == ["refuse"]
    assert not case.receive("documents_received")


def test_a_message_goes_only_to_its_key(walk: Walk) -> None:
    body = (
        draw.start() + draw.catch("came", draw.message("reply"), correlation_key="case_number") + draw.end()
    )
    case = walk(
        body + draw.chain("begun", "came", "finished"),
        roots=draw.root_message("reply"),
        values={"case_number": "2026-1"},
    )
    assert not case.receive("reply", "2026-2")
    assert case.receive("reply", "2026-1")
    assert case.progress.completed


def test_a_business_error_reaches_its_boundary_event(walk: Walk) -> None:
    body = draw.start() + draw.service("pay") + draw.user("mend") + draw.end() + draw.end("other")
    body += draw.boundary("no_account", "pay", draw.error("no_bank_account"))
    body += draw.chain("begun", "pay", "finished") + draw.chain("no_account", "mend", "other")

    def _refuse(values: object) -> dict[str, object]:
        raise BusinessError("no_bank_account", msg("No account."))

    case = walk(body, roots=draw.root_error("no_bank_account"), services={"pay": _refuse})
    assert case.tasks() == ["mend"]
    assert case.called == ["pay"]
    assert "pay" not in case.passed  # the history does not claim that it was paid
    assert case.complete("mend").progress.completed


def test_a_business_error_without_its_event_is_a_failure(walk: Walk) -> None:
    def _refuse(values: object) -> dict[str, object]:
        raise BusinessError("nobody_listens", msg("No."))

    body = draw.start() + draw.service("pay") + draw.end() + draw.chain("begun", "pay", "finished")
    with pytest.raises(BusinessError):
        walk(body, services={"pay": _refuse})


def test_a_called_process_gives_its_values_back(walk: Walk) -> None:
    inner = draw.start("inner_begun") + draw.user("assess") + draw.end("inner_done")
    more = {"q.bpmn": draw.diagram("q", inner + draw.chain("inner_begun", "assess", "inner_done"))}
    body = draw.start() + draw.call("assessment", "q") + draw.user("decide") + draw.end()
    case = walk(body + draw.chain("begun", "assessment", "decide", "finished"), more=more, values={"a": 1})
    assert case.tasks() == ["assess"]
    assert case.complete("assess", score=20).tasks() == ["decide"]
    assert case.progress.values == {"a": 1, "score": 20}


def test_a_terminate_end_in_a_sub_process_ends_that_sub_process_only(walk: Walk) -> None:
    inner = draw.start("s") + draw.gateway("fork", "parallel") + draw.user("sign") + draw.user("fallback")
    inner += draw.end("signed", draw.TERMINATE) + draw.end("recorded", draw.TERMINATE)
    inner += draw.flows("s > fork", "fork > sign", "fork > fallback", "sign > signed", "fallback > recorded")
    body = draw.start() + draw.sub("signing", inner) + draw.user("check") + draw.end()
    case = walk(body + draw.chain("begun", "signing", "check", "finished"))
    assert case.tasks() == ["fallback", "sign"]
    assert case.complete("fallback", by=3, channel="paper").tasks() == ["check"]
    assert case.progress.values == {"channel": "paper"}
    assert case.complete("check").progress.completed


def _contest() -> str:
    inner = draw.message_start("contest", draw.message("contestation_received")) + draw.user("review")
    inner += draw.end("reviewed") + draw.chain("contest", "review", "reviewed")
    body = draw.start() + draw.user("before") + draw.user("after") + draw.end()
    return (
        body
        + draw.sub("contested", inner, by_event=True)
        + draw.chain("begun", "before", "after", "finished")
    )


def test_an_event_sub_process_runs_beside_the_case_and_knows_its_values(walk: Walk) -> None:
    case = walk(_contest(), roots=draw.root_message("contestation_received")).complete("before", hours=40)
    assert case.messages() == ["contestation_received"]
    assert case.receive("contestation_received", grounds="too little")
    assert case.tasks() == ["after", "review"]
    review = next(t for t in case.progress.waits.tasks.values() if t.element.element_id == "review")
    assert review.values == {"hours": 40, "grounds": "too little"}
    assert case.complete("after").tasks() == ["review"]
    assert case.complete("review").progress.completed


def test_an_event_sub_process_does_not_start_by_itself_in_the_next_case(walk: Walk) -> None:
    """SpiffWorkflow changes the shared diagram when the first event arrives; ours must not notice."""
    roots = draw.root_message("contestation_received")
    first = walk(_contest(), roots=roots)
    first.receive("contestation_received")
    again = Walker({"p.bpmn": draw.diagram("p", _contest(), roots=roots)}, "p")
    again.definition = first.definition
    fresh = Walker.__new__(Walker)
    fresh.__dict__.update(again.__dict__)
    fresh._live = type(first._live).start(first.definition, {}, fresh._world())
    fresh.progress = fresh._run(fresh._live)
    assert fresh.tasks() == ["before"]


def test_a_duration_counts_from_when_it_was_reached(walk: Walk) -> None:
    body = (
        draw.start()
        + draw.catch("pause", draw.timer('"P10D"', "timeDuration"))
        + draw.user("go")
        + draw.end()
    )
    case = walk(body + draw.chain("begun", "pause", "go", "finished"))
    assert case.timers() == {"pause": datetime(2026, 3, 12, 8, 0, tzinfo=UTC)}
    assert case.at(2026, 3, 12, 7, 59).tasks() == []
    assert case.at(2026, 3, 12, 8, 0).tasks() == ["go"]


def test_a_timer_start_opens_at_once_when_its_day_has_come(walk: Walk) -> None:
    body = draw.timer_start("month_opens", "first_day(period)") + draw.user("enter") + draw.end()
    case = walk(body + draw.chain("month_opens", "enter", "finished"), values={"period": "2026-03"})
    assert case.tasks() == ["enter"]


def test_who_did_one_task_may_not_do_the_other(walk: Walk) -> None:
    body = draw.start() + draw.user("assess", role="caseworker")
    body += draw.user("approve", role="head_of_service", not_same_person_as="assess") + draw.end()
    case = walk(body + draw.chain("begun", "assess", "approve", "finished")).complete("assess", by=41)
    (task,) = case.progress.waits.tasks.values()
    assert (task.element.role, task.excluded_user_ids) == ("head_of_service", (41,))


def test_a_task_names_its_person_and_its_day(walk: Walk) -> None:
    body = draw.start() + draw.user("sign", role="recipient", person="recipient_id", due='date("2026-03-20")')
    case = walk(body + draw.end() + draw.chain("begun", "sign", "finished"), values={"recipient_id": 5})
    (task,) = case.progress.waits.tasks.values()
    assert task.person_ids == (5,)
    assert task.due_at == datetime(2026, 3, 20, 22, 0, tzinfo=UTC)  # until the day ends in Riga


def test_a_script_sets_values_by_our_interpreter(walk: Walk) -> None:
    body = (
        draw.start()
        + draw.script("note", 'end_reason = "moved"\nhours = hours * 2')
        + draw.user("t")
        + draw.end()
    )
    case = walk(body + draw.chain("begun", "note", "t", "finished"), values={"hours": 3})
    assert case.progress.values == {"end_reason": "moved", "hours": 6}


def test_a_loop_of_people_returns_to_the_same_task(walk: Walk) -> None:
    body = (
        draw.start()
        + draw.gateway("again", default="again_check")
        + draw.user("check")
        + draw.gateway("complete")
    )
    body += draw.user("next") + draw.end()
    body += draw.flows("begun > again", "again > check", "check > complete")
    body += draw.flows("complete > again if not ok", "complete > next if ok", "next > finished")
    case = walk(body)
    for _ in range(4):
        assert case.complete("check", ok=False).tasks() == ["check"]
    assert case.complete("check", ok=True).tasks() == ["next"]


@pytest.mark.parametrize("kind", ["spin", "deep"])
def test_a_process_that_never_rests_is_stopped(
    walk: Walk, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execution, "MAX_DEPTH", 90)  # as many rounds as it takes
    body = (
        draw.start() + draw.gateway("again", default="again_spin") + draw.script("spin", "n = 1") + draw.end()
    )
    body += draw.flows("begun > again", "again > spin", "spin > again", "again > finished if False")
    if kind == "deep":
        body = body.replace(draw.script("spin", "n = 1"), draw.user("spin"))
    with pytest.raises(RunawayInstance):
        _go_round(walk(body))


def _go_round(case: Walker) -> None:
    for _ in range(100):
        case.complete("spin")


def test_a_repeating_timer_is_refused() -> None:
    body = draw.start() + draw.catch("tick", draw.timer('"R/P1M"', "timeCycle")) + draw.end()
    with pytest.raises(Refused) as refused:
        Walker({"p.bpmn": draw.diagram("p", body + draw.chain("begun", "tick", "finished"))}, "p")
    (finding,) = refused.value.findings
    assert (finding.file, "repeating timer" in str(finding.message)) == ("p.bpmn", True)
