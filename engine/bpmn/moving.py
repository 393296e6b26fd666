"""Takes an instance from one release's diagram to another's, at the wait state where it stands.

Nothing is stepped: what waits goes on waiting, under the new diagram. What was done stays in the tree where
the new diagram still has the element, and is left out of it otherwise; what lies ahead is drawn out anew.
Whatever would make the instance stand still or do something twice is refused, with the element named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.definitions import Definition
from engine.bpmn.move_borders import drop_gone, put_new
from engine.bpmn.move_checks import refuse_other_kind, refuse_standing_still
from engine.bpmn.move_names import CannotMove, Names, leave_out, split
from engine.bpmn.scripting import Environment, ScriptEngine, Surroundings
from engine.bpmn.state import restore, save
from engine.bpmn.waits import PEOPLE, Scene, Waits, waits_of
from engine.messages_catalogue import msg

__all__ = ["CannotMove", "How", "Moved", "Waits", "move", "waits_at"]

AHEAD = TaskState.PREDICTED_MASK | TaskState.FUTURE
DUE = "due:"  # where a timer keeps its instant


@dataclass(frozen=True, slots=True)
class How:
    """What a plan says: elements that are called otherwise now, and what becomes of timers."""

    elements: Mapping[str, str]  # old id → new id; ids that are in both diagrams go without saying
    keeps_times: bool  # timers that wait keep their instant; else it is computed anew, as of now


@dataclass(frozen=True, slots=True)
class Moved:
    """An instance under its new diagram."""

    state: bytes
    before: Waits  # what it waited for under the old diagram
    after: Waits  # the same tasks, by the same ids


def move(old: Definition, new: Definition, state: bytes, how: How, world: Surroundings) -> Moved:
    """The instance under the new definition; raises CannotMove, or what an expression of it raises."""
    engine = ScriptEngine(Environment(world))
    workflow = restore(old, state, engine)
    before = waits_of(Scene(old, workflow, world))
    moving = _Moving(workflow, new, Names(old, new, how.elements), keeps_times=how.keeps_times)
    moving.carry_over(workflow, new.spec)
    workflow.subprocesses = {
        key: scope for key, scope in workflow.subprocesses.items() if key in moving.carried
    }
    _rename_deeds(workflow.data, how.elements)
    fresh = restore(new, save(new, workflow), engine)
    after = waits_of(Scene(new, fresh, world))
    if before.tasks.keys() != after.tasks.keys():
        raise CannotMove(msg("After the move the case would not wait for the same people as before."))
    return Moved(save(new, fresh), before, after)


def waits_at(definition: Definition, state: bytes, world: Surroundings) -> Waits:
    """What an instance waits for, as its state says."""
    return waits_of(Scene(definition, restore(definition, state, ScriptEngine(Environment(world))), world))


class _Moving:
    """One instance on its way; its scopes are carried over from the outermost inwards."""

    def __init__(self, workflow: Any, new: Definition, names: Names, *, keeps_times: bool) -> None:
        self.workflow, self.new, self.names, self.keeps_times = workflow, new, names, keeps_times
        self.carried: set[Any] = set()  # holders of scopes that are still there

    def carry_over(self, scope: Any, spec: Any) -> None:
        """Put the tasks of a scope, and of the scopes in it, under the new specification."""
        if scope.data.get("data_objects"):
            raise CannotMove(
                msg("This diagram keeps data for all of its steps at once; its cases are not moved.")
            )
        _drop_ahead(scope)
        live = [one for one in scope.tasks.values() if one.has_state(TaskState.NOT_FINISHED_MASK)]
        for task in live:
            self._refuse_without_place(task, spec)
        drop_gone(scope, spec, self.names)
        live = [one for one in live if one.id in scope.tasks]
        refuse_standing_still(scope, spec, self.names, live)
        for task in list(scope.tasks.values()):
            self._put_under(scope, task, spec)
        scope.spec = spec
        put_new(scope, spec)
        for task in list(scope.tasks.values()):
            if task.has_state(TaskState.NOT_FINISHED_MASK) and not task.has_state(AHEAD):
                _draw_ahead(task)
            inside = self.workflow.subprocesses.get(task.id)
            if inside is not None:
                self.carried.add(task.id)
                self.carry_over(inside, self.new.subprocess_specs[task.task_spec.spec])

    def _refuse_without_place(self, task: Task, spec: Any) -> None:
        found = spec.task_specs.get(self.names.target(task.task_spec.name))
        if found is not None:
            refuse_other_kind(self.names, task, found)
        elif not isinstance(task.task_spec, BoundaryEvent | BoundaryEventJoin):
            step = self.names.title(task)
            raise CannotMove(msg("The new diagram has no “{step}”, at which the case stands.", step=step))

    def _put_under(self, scope: Any, task: Task, spec: Any) -> None:
        found = spec.task_specs.get(self.names.target(task.task_spec.name))
        if found is None or type(found) is not type(task.task_spec):
            leave_out(scope, task)
            return
        times = {name: task.internal_data.pop(name) for name in list(task.internal_data) if _is_time(name)}
        if self.keeps_times or task.has_state(TaskState.FINISHED_MASK):
            for name, instant in times.items():
                task.internal_data[DUE + self.names.element(name.removeprefix(DUE))] = instant
        task.task_spec = found


def _is_time(name: str) -> bool:
    return name.startswith(DUE)


def _drop_ahead(scope: Any) -> None:
    for task in list(scope.tasks.values()):
        if task.id in scope.tasks and task.has_state(AHEAD):
            scope._remove_task(task.id)


def _draw_ahead(task: Task) -> None:
    """What may come after a task; after a border event only perhaps, for its step may end first."""
    state = task.state
    if isinstance(task.task_spec, BoundaryEvent):
        task._set_state(TaskState.MAYBE)
    task.task_spec._predict(task, mask=AHEAD | task.state)
    task._set_state(state)


def _rename_deeds(data: dict[str, Any], elements: Mapping[str, str]) -> None:
    """Who did a step did it under its new name too, for the rules about two people."""
    people = data.get(PEOPLE, {})
    for deed, user_id in list(people.items()):
        element_id, slash, which = deed.partition("/")
        if split(element_id)[0] in elements:
            people[elements[element_id] + slash + which] = user_id
