"""The yardstick: SpiffWorkflow as it comes walks our month, with nothing of ours in between."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimeDateEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.bare import BareProcess
from tests.bpmn import drawing as draw

PAST, FUTURE = datetime(2020, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)


def process(due: datetime) -> tuple[BareProcess, list[str]]:
    called: list[str] = []
    body = draw.start() + draw.user("enter") + draw.service("pay") + draw.service("remind")
    body += draw.end() + draw.end("told")
    body += draw.boundary("time_to_remind", "enter", draw.timer("the_time(period)"), interrupting=False)
    body += draw.chain("begun", "enter", "pay", "finished") + draw.chain("time_to_remind", "remind", "told")

    def _service(name: str) -> object:
        def _run(context: dict[str, object]) -> None:
            called.append(name)
            context["paid_by"] = name

        return _run

    services = {name: _service(name) for name in ("pay", "remind")}
    words = {"the_time": lambda _period: due}
    return BareProcess(draw.diagram("p", body), "p", words, services), called  # type: ignore[arg-type]


def test_an_instance_is_started_woken_completed_and_ended() -> None:
    bare, called = process(PAST)
    running = bare.start({"period": "2026-03"})
    assert not bare.ended(running)
    bare.wake(running)
    assert called == ["remind"]
    bare.complete(running, "enter", {"minutes": 60})
    assert called == ["remind", "pay"]
    assert bare.ended(running)
    assert running.last_task.data["minutes"] == 60


def test_a_timer_of_the_future_does_not_fire() -> None:
    bare, called = process(FUTURE)
    running = bare.start({"period": "2026-03"})
    bare.wake(running)
    bare.complete(running, "enter", {})
    assert called == ["pay"]


def test_many_instances_share_one_parsed_diagram() -> None:
    bare, _ = process(FUTURE)
    first, second = bare.start({"period": "2026-03"}), bare.start({"period": "2026-04"})
    assert first.spec is second.spec
    bare.complete(first, "enter", {})
    assert (bare.ended(first), bare.ended(second)) == (True, False)


def test_nothing_of_ours_is_inside() -> None:
    """Otherwise the ratio of `bench` would compare us with ourselves."""
    bare, _ = process(FUTURE)
    running = bare.start({"period": "2026-03"})
    assert type(running.script_engine) is PythonScriptEngine
    assert isinstance(running.script_engine.environment, TaskDataEnvironment)
    kinds = {type(spec).__module__.partition(".")[0] for spec in running.spec.task_specs.values()}
    assert kinds == {"SpiffWorkflow"}
    timers = [
        task.task_spec.event_definition
        for task in running.get_tasks(state=TaskState.WAITING)
        if hasattr(task.task_spec, "event_definition")
    ]
    assert [type(timer) for timer in timers] == [TimeDateEventDefinition]


def test_words_take_and_give_days_and_instants_as_texts() -> None:
    body = (
        draw.start()
        + draw.script("work", "later = shift(day)")
        + draw.end()
        + draw.chain("begun", "work", "finished")
    )

    def shift(day: date) -> date:
        assert type(day) is date
        return day + timedelta(days=1)

    bare = BareProcess(draw.diagram("p", body), "p", {"shift": shift}, {})
    assert bare.start({"day": "2026-03-31"}).last_task.data["later"] == "2026-04-01"
