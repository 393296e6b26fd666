"""Our stepping goes the way of SpiffWorkflow's own, whatever is ready at once."""

from __future__ import annotations

import pytest
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.definitions import read_definitions
from engine.bpmn.stepping import run_to_wait
from tests.bpmn import drawing as draw

CHAIN = draw.chain("begun", "one", "two", "ask", "finished")
FORK = draw.flows("begun > fork", "fork > one", "fork > two", "fork > ask", "one > join", "two > join")
INNER = draw.start("i") + draw.script("one", "a = 1") + draw.end("ie") + draw.chain("i", "one", "ie")
CALLED = draw.start("c") + draw.gateway("way", default="way_no") + draw.script("yes", "d = 1")
CALLED += draw.script("no", "d = 0") + draw.gateway("merge") + draw.end("ce")
CALLED += draw.flows("c > way", "way > yes if 1 == 2", "way > no", "yes > merge", "no > merge", "merge > ce")
BODIES = {
    "chain": draw.start() + draw.script("one", "a = 1") + draw.script("two", "b = 2") + draw.user("ask")
    + draw.end() + CHAIN,
    "fork": draw.start() + draw.gateway("fork", "parallel") + draw.script("one", "a = 1")
    + draw.script("two", "b = 2") + draw.user("ask") + draw.gateway("join", "parallel")
    + draw.script("last", "c = a + b")
    + draw.end() + FORK + draw.flows("ask > join", "join > last", "last > finished"),
    "nested": draw.start()
    + draw.gateway("fork", "parallel")
    + draw.sub("left", draw.start("l") + draw.sub("inner", INNER) + draw.script("two", "b = 2")
               + draw.end("le") + draw.chain("l", "inner", "two", "le"))
    + draw.call("right", "q")
    + draw.gateway("join", "parallel") + draw.user("ask") + draw.script("last", "c = 3") + draw.end()
    + draw.flows("begun > fork", "fork > left", "fork > right", "left > join", "right > join")
    + draw.chain("join", "ask", "last", "finished"),
    "inclusive": draw.start() + draw.gateway("fork", "inclusive") + draw.script("one", "a = 1")
    + draw.script("two", "b = 2") + draw.gateway("join", "inclusive") + draw.user("ask") + draw.end()
    + draw.flows("begun > fork", "fork > one if 1 == 1", "fork > two if 1 == 1", "one > join", "two > join",
                 "join > ask", "ask > finished"),
}  # fmt: skip


def told(name: str, *, ours: bool) -> list[tuple[str, str]]:
    """(element, "before" or "after") of every step until the user task, then until the end."""
    files = {"p.bpmn": draw.diagram("p", BODIES[name]), "q.bpmn": draw.diagram("q", CALLED)}
    definition = read_definitions(files)["p"]
    workflow = BpmnWorkflow(definition.spec, definition.subprocess_specs, script_engine=PythonScriptEngine())
    seen: list[tuple[str, str]] = []

    def before(task: Task) -> None:
        seen.append((task.task_spec.name, "before"))

    def after(task: Task) -> None:
        seen.append((task.task_spec.name, "after"))

    def go_on() -> None:
        if ours:
            run_to_wait(workflow, before, after)
        else:
            workflow.do_engine_steps(before, after)

    go_on()
    (waiting,) = [
        task for task in workflow.get_tasks() if task.task_spec.manual and task.state == TaskState.READY
    ]
    waiting.run()
    go_on()
    assert workflow.is_completed()
    return seen


@pytest.mark.parametrize("name", BODIES)
def test_the_same_steps_in_the_same_order(name: str) -> None:
    ours = told(name, ours=True)
    assert ours == told(name, ours=False)
    assert len(ours) > 6
