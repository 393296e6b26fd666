"""Steps an instance until it waits, as SpiffWorkflow's `do_engine_steps` does, without searching the tree.

SpiffWorkflow walks the whole tree of tasks for every round; nearly always one task is ready or none, and the
flat tables of tasks tell. In every other case its own search decides, so the outcome is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.specs import FirstEvent
from engine.bpmn.thrown_events import Condition
from engine.bpmn.waits import all_tasks
from engine.errors import came_at

Watch = Callable[[Task], None]


def run_to_wait(workflow: BpmnWorkflow, before: Watch, after: Watch) -> None:
    """Complete whatever needs nobody, sub-processes first; `before` and `after` see each task."""
    while _round(workflow, before, after) or _hold_now(workflow):
        pass
    workflow.refresh_timers()


def _hold_now(workflow: BpmnWorkflow) -> bool:
    """Let conditions that hold by now be heard; SpiffWorkflow asks them when they are reached only."""
    fired = [
        task
        for task in workflow.event_manager.tasks.values()
        if _watches(task.task_spec.event_definition) and task.task_spec.event_definition.has_fired(task)
    ]
    for task in fired:
        task.task_spec._update(task)
    return bool(fired)


def _watches(event: object) -> bool:
    return isinstance(event, Condition) or (isinstance(event, FirstEvent) and bool(event.conditions()))


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
        try:
            task.run()
        except Exception as trouble:  # whoever tells of it can name the element
            came_at(trouble, str(getattr(task.task_spec, "bpmn_id", None) or ""))
            raise
        after(task)
    return bool(ready)


def _ready(workflow: Any) -> Sequence[Task]:
    """What SpiffWorkflow's search would find from here: in this workflow and in those that hang on it."""
    found = [task for task in all_tasks(workflow.top_workflow) if _is_ready(task)]
    if not found or (len(found) == 1 and found[0].workflow is workflow):
        return found
    return [task for task in workflow.get_tasks(state=TaskState.READY) if not task.task_spec.manual]


def _is_ready(task: Task) -> bool:
    return bool(task.state == TaskState.READY and not task.task_spec.manual)
