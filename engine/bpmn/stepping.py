"""Steps an instance until it waits, as SpiffWorkflow's `do_engine_steps` does, without searching the tree.

SpiffWorkflow walks the whole tree of tasks for every round; nearly always one task is ready, and the flat
table of tasks tells which. Where several are, its own search decides their order, so the outcome is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

Watch = Callable[[Task], None]


def run_to_wait(workflow: BpmnWorkflow, before: Watch, after: Watch) -> None:
    """Complete whatever needs nobody, sub-processes first; `before` and `after` see each task."""
    while _round(workflow, before, after):
        pass
    workflow.refresh_timers()


def _round(workflow: BpmnWorkflow, before: Watch, after: Watch) -> bool:
    active = workflow.get_active_subprocesses()
    for sub in sorted(active, key=lambda one: one.depth, reverse=True):
        while _complete_ready(sub, before, after):
            pass
        if sub.parent_task_id is not None:
            holder = workflow.get_task_from_id(sub.parent_task_id)
            holder.task_spec._update(holder)
    done = _complete_ready(workflow, before, after)
    return done or len(workflow.get_active_subprocesses()) > len(active)


def _complete_ready(workflow: Any, before: Watch, after: Watch) -> bool:
    ready = _ready(workflow)
    for task in ready:
        before(task)
        task.run()
        after(task)
    return bool(ready)


def _ready(workflow: Any) -> Sequence[Task]:
    found = [
        task
        for task in workflow.tasks.values()
        if task.state == TaskState.READY and not task.task_spec.manual
    ]
    if len(found) < 2:
        return found
    return [task for task in workflow.get_tasks(state=TaskState.READY) if not task.task_spec.manual]
