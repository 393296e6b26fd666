"""Border events of the steps at which a moved instance stands: which are gone, and which are new."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.move_names import CannotMove, Names, cut_off
from engine.messages_catalogue import msg


def drop_gone(scope: Any, spec: Any, names: Names) -> None:
    """Take out border events that the new diagram does not have, and what only waits for their step.

    CannotMove where one has happened and what it began still goes on.
    """
    for task in list(scope.tasks.values()):
        if task.id not in scope.tasks or names.target(task.task_spec.name) in spec.task_specs:
            continue
        if (isinstance(task.task_spec, BoundaryEventJoin) and _is_live(task)) or (
            isinstance(task.task_spec, BoundaryEvent) and task.has_state(TaskState.NOT_FINISHED_MASK)
        ):
            cut_off(scope, task)
        elif isinstance(task.task_spec, BoundaryEvent) and task.parent.task_spec.name.endswith("Split"):
            if any(_is_live(one) and not isinstance(one.task_spec, BoundaryEventJoin) for one in task):
                raise CannotMove(
                    msg(
                        "What “{step}” began still goes on, and the new diagram has none.",
                        step=names.title(task),
                    )
                )
            if not _is_over(task.parent):
                cut_off(scope, task)


def put_new(scope: Any, spec: Any) -> None:
    """Let the steps at which the instance stands be watched by all the border events of the new diagram."""
    for task in [one for one in scope.tasks.values() if _is_live(one)]:
        split = spec.task_specs.get(f"{task.task_spec.name}.BoundaryEventSplit")
        if split is None:
            continue
        around = task.parent if task.parent.task_spec is split else _put_around(task, split)
        known = {one.task_spec.name for one in around.children}
        for event in split.outputs:
            if isinstance(event, BoundaryEvent) and event.name not in known:
                fresh = Task(scope, event, around, state=TaskState.WAITING)
                fresh.data = deepcopy(around.data)


def _put_around(task: Task, split: Any) -> Task:
    """The task that watches over a step, put between it and the one before."""
    before = task.parent
    around = Task(task.workflow, split, before, state=TaskState.COMPLETED)
    around.data = deepcopy(before.data)
    before._children.remove(around.id)
    before._children[before._children.index(task.id)] = around.id
    task._parent = around.id
    around._children.append(task.id)
    return around


def _is_over(around: Task) -> bool:
    """Whether the step that is watched over has ended."""
    main = [one for one in around.children if not isinstance(one.task_spec, BoundaryEvent)]
    return isinstance(around.task_spec, BoundaryEventSplit) and all(
        one.has_state(TaskState.FINISHED_MASK) for one in main
    )


def _is_live(task: Task) -> bool:
    return bool(task.has_state(TaskState.NOT_FINISHED_MASK & ~TaskState.PREDICTED_MASK & ~TaskState.FUTURE))
