"""Takes an instance back to a user task that was completed: everything behind it is taken out of the tree.

SpiffWorkflow's own `reset_from_task_id` keeps the task's id, starts the boundary events of a running scope
anew and leaves waits of deleted scopes behind; here the task comes back as a new one, scopes that still run
keep their timers, and whatever cannot be undone in the tree is refused before anything is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, cast

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.inclusive_gateway import InclusiveGateway
from SpiffWorkflow.bpmn.specs.mixins.parallel_gateway import ParallelGateway
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.definitions import Definition
from engine.bpmn.elements import Element
from engine.bpmn.rounds import is_of_a_round
from engine.bpmn.waits import PEOPLE, all_tasks, deed_of
from engine.errors import EngineError
from engine.messages_catalogue import msg

MEETING = (ParallelGateway, InclusiveGateway)


class NoWayBack(EngineError):
    """The tree of the instance cannot be taken back to this step."""


@dataclass(frozen=True, slots=True)
class Undone:
    """An element that had been completed behind the step, the step itself first."""

    uid: str
    element: Element
    values: Mapping[str, object]


Judge = Callable[[Sequence[Undone]], None]


@dataclass(frozen=True, slots=True)
class WentBack:
    """What was taken out, and what still stands before the step."""

    undone: Sequence[Undone]
    standing: Sequence[str]  # ids of the elements on the way to the step, the nearest first


def go_back(
    definition: Definition, workflow: BpmnWorkflow, step: Task, done_by: Mapping[str, int], judge: Judge
) -> WentBack:
    """Take `workflow` back to `step`; the caller must save and restore it before it goes on.

    `done_by`: who completed which user task, for the rules about two people. `judge` is asked about what
    would be undone, and may refuse. Raises NoWayBack.
    """
    if is_of_a_round(step):
        raise NoWayBack(msg("One round of a step that is done several times cannot be reopened by itself."))
    root = step.parent if isinstance(step.parent.task_spec, BoundaryEventSplit) else step
    over = list(_scopes_over(root))
    taken = [step, *(one for one in _branch(workflow, root) if one is not step)]
    for holder in over:
        taken += [one for one in _branch(workflow, holder, inside=False) if one is not holder]
    done = [one for one in taken if one.has_state(TaskState.COMPLETED)]
    elements = definition.elements
    undone = [
        Undone(one.id.hex, elements[_element_id(one)], dict(one.data))
        for one in done
        if _element_id(one) in elements
    ]
    judge(undone)
    if any(isinstance(holder.parent.task_spec, BoundaryEventSplit) for holder in over):
        raise NoWayBack(
            msg("The part of the work in which this step lies is over; it cannot be reopened any more.")
        )
    deeds = {deed_of(one) for one in done if one.task_spec.manual}
    standing = list(_elements_before(definition, root))
    for task in (root, *over):
        _take_out(workflow, task, root)
    _forget_deeds(workflow, deeds, done_by)
    return WentBack(undone, standing)


def _scopes_over(task: Task) -> Iterator[Task]:
    """The tasks of the scopes around a task that are over, the nearest first."""
    holder = _holder(task)
    while holder is not None and holder.has_state(TaskState.FINISHED_MASK):
        yield holder
        holder = _holder(holder)


def _take_out(workflow: BpmnWorkflow, task: Task, root: Task) -> None:
    """Drop what is behind the task; the step itself comes back as a new task, a scope goes on."""
    own = task.workflow
    dropped = [one for one in _branch(workflow, task, inside=task is root) if task is root or one is not task]
    _refuse_torn(own, task, dropped)
    for one in dropped:
        workflow.subprocesses.pop(one.id, None)
    parent, spec = task.parent, task.task_spec
    if task is root:
        place = parent._children.index(task.id)
        own._remove_task(task.id)
        fresh = parent._add_child(spec, TaskState.FUTURE)
        parent._children.insert(place, parent._children.pop())
        own.last_task = parent
        spec._predict(fresh, mask=TaskState.PREDICTED_MASK | TaskState.FUTURE)
        spec._update(fresh)
        return
    workflow.subprocesses[task.id].completed = False
    task._drop_children(force=True)
    task.data = deepcopy(parent.data)
    task._set_state(TaskState.STARTED)
    spec._predict(task, mask=TaskState.PREDICTED_MASK | TaskState.STARTED)
    if own.last_task is None or own.last_task.id not in own.tasks or own.last_task is task:
        own.last_task = parent


def _refuse_torn(own: Any, task: Task, dropped: Sequence[Task]) -> None:
    """What was done side by side, or in a store of the whole scope, cannot be taken back from one road."""
    if own.data.get("data_objects"):
        raise NoWayBack(
            msg("This diagram keeps data for all of its steps at once; a step of it cannot be reopened.")
        )
    gone = {one.id for one in dropped}
    specs = {one.task_spec.name for one in dropped if isinstance(one.task_spec, MEETING)}
    for other in own.tasks.values():
        met = other.task_spec.name in specs and other.has_state(TaskState.COMPLETED)
        if met and other.id not in gone and not task.is_descendant_of(other):
            raise NoWayBack(
                msg("Steps that were done side by side have met since; one alone cannot be reopened.")
            )


def _forget_deeds(workflow: BpmnWorkflow, deeds: set[str], done_by: Mapping[str, int]) -> None:
    """Who did a step that was taken out did not do it; whoever did it in an earlier round did."""
    people = workflow.data.get(PEOPLE, {})
    for deed in deeds:
        people.pop(deed, None)
    for task in all_tasks(workflow):
        if task.id.hex in done_by and task.has_state(TaskState.COMPLETED) and deed_of(task) in deeds:
            people[deed_of(task)] = done_by[task.id.hex]


def _branch(workflow: BpmnWorkflow, task: Task, *, inside: bool = True) -> Iterator[Task]:
    """The task and all behind it, with the insides of the scopes there (of its own only where `inside`)."""
    stack = [task]
    while stack:
        one = stack.pop()
        yield one
        stack.extend(reversed(one.children))
        if one.id in workflow.subprocesses and (inside or one is not task):
            stack.append(workflow.subprocesses[one.id].task_tree)


def _elements_before(definition: Definition, task: Task) -> Iterator[str]:
    """Ids of the elements on the way to the task, the nearest first, with what was done in scopes there."""
    current: Task | None = task
    while current is not None:
        current = current.parent if current._parent is not None else _holder(current)
        if current is None:
            return
        if isinstance(current.task_spec, SubWorkflowTask) and current.has_state(TaskState.COMPLETED):
            scope = current.workflow.top_workflow.subprocesses.get(current.id)
            for one in reversed(list(scope.tasks.values())) if scope is not None else ():
                if one.has_state(TaskState.COMPLETED) and _element_id(one) in definition.elements:
                    yield _element_id(one)
        if _element_id(current) in definition.elements:
            yield _element_id(current)


def _holder(task: Task) -> Task | None:
    """The task of the scope around a task; None at the top."""
    holder = task.workflow.parent_task_id
    return None if holder is None else cast(Task, task.workflow.top_workflow.get_task_from_id(holder))


def _element_id(task: Task) -> str:
    return str(getattr(task.task_spec, "bpmn_id", None) or "")
