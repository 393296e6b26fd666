"""Carries one instance from wait state to wait state, in memory.

Nothing is stored here and nothing is sent: the caller saves `Progress` in one transaction or throws the
execution away. After any exception the execution is spoilt and must not be used again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.specs import MultiChoice
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.definitions import Definition
from engine.bpmn.going_back import Judge, NoWayBack, WentBack, go_back
from engine.bpmn.scripting import Environment, ScriptEngine, Surroundings, Values
from engine.bpmn.specs import Message
from engine.bpmn.state import restore, save
from engine.bpmn.stepping import Watch, run_to_wait
from engine.bpmn.thrown_events import MUNICIPALITY, Signal, deliver
from engine.bpmn.waits import (
    PEOPLE,
    OpenTask,
    Scene,
    Waits,
    all_tasks,
    deed_of,
    is_repeated,
    signal_wait,
    values_of,
    waits_of,
)
from engine.errors import EngineError
from engine.messages_catalogue import msg

MAX_STEPS, MAX_TASKS, MAX_DEPTH = 500, 5_000, 800
AHEAD = TaskState.PREDICTED_MASK | TaskState.FUTURE  # drawn out by SpiffWorkflow, not reached yet


class RunawayInstance(EngineError):
    """A guard stopped an instance that would not come to rest."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a step led: the state to save and what to write into the tables beside it."""

    state: bytes
    waits: Waits
    before: Waits
    passed: Sequence[str]  # ids of the elements completed in this step, in order
    answered: frozenset[str]  # the user tasks that a person completed in this step
    completed: bool
    values: Values
    signals: frozenset[str] = frozenset()  # names of those that other instances of the municipality hear
    ways: Sequence[tuple[str, str]] = ()  # which way each choice went: gateway, the element behind it


class Execution:
    """One instance in memory."""

    def __init__(self, definition: Definition, workflow: BpmnWorkflow, world: Surroundings) -> None:
        self._definition = definition
        self._workflow = workflow
        self._world = world
        self._scene = Scene(definition, workflow, world)
        self._answered: set[str] = set()
        self._signals: set[str] = set()
        self._before = waits_of(self._scene)

    @classmethod
    def start(cls, definition: Definition, values: Values, world: Surroundings) -> Execution:
        """A new instance with its first values; one that begins with a message begins because it came."""
        workflow = BpmnWorkflow(
            definition.spec, definition.subprocess_specs, script_engine=ScriptEngine(Environment(world))
        )
        workflow.task_tree.data.update(values)
        begun = cls(definition, workflow, world)
        begun._before = Waits({}, {}, {})  # nothing of it is stored yet
        _hear_first_message(begun, workflow)
        return begun

    @classmethod
    def resume(cls, definition: Definition, state: bytes, world: Surroundings) -> Execution:
        """The instance as it was saved."""
        return cls(definition, restore(definition, state, ScriptEngine(Environment(world))), world)

    def task(self, uid: str) -> OpenTask | None:
        """The open user task with this id, if it is still open."""
        return self._before.tasks.get(uid)

    def complete(self, uid: str, answers: Values, *, user_id: int) -> None:
        """Take a person's answers into the instance; raises KeyError when the task is not open."""
        if uid not in self._before.tasks:
            raise KeyError(uid)
        task = cast(Task, self._workflow.get_task_from_id(UUID(uid)))
        task.data.update(answers)
        self._workflow.data.setdefault(PEOPLE, {})[deed_of(task)] = user_id
        self._answered.add(uid)
        task.run()
        self._note(task)

    def go_back(self, uid: str, done_by: Mapping[str, int], judge: Judge) -> WentBack:
        """Open a completed user task again and take out all that was done behind it.

        `done_by`: user task → who completed it; `judge` may refuse what would be undone. Raises NoWayBack,
        also where the task is no longer there.
        """
        step = next((one for one in all_tasks(self._workflow) if one.id.hex == uid), None)
        if step is None or not step.has_state(TaskState.COMPLETED) or self._workflow.is_completed():
            raise NoWayBack(msg("This step cannot be reopened any more."))
        went = go_back(self._definition, self._workflow, step, done_by, judge)
        engine = ScriptEngine(Environment(self._world))
        self._workflow = restore(self._definition, save(self._definition, self._workflow), engine)
        self._scene = Scene(self._definition, self._workflow, self._world)
        return went

    def receive(self, name: str, correlation_key: str, values: Values) -> bool:
        """Hand in a message; False when nothing here waits for it."""
        listening = [
            wait
            for wait in self._before.messages.values()
            if wait.name == name and wait.correlation_key == correlation_key
        ]
        for wait in listening[:1]:
            event = BpmnEvent(Message(name), payload=dict(values))
            if wait.uid:
                task = self._workflow.get_task_from_id(UUID(wait.uid))
                task.task_spec.catch(task, event)
                task.task_spec._update(task)
            else:  # the start of an event sub-process, which exists only once the message came
                event.payload = {**self.values(), **values}
                self._workflow.catch(event)
        return bool(listening)

    def hear(self, signal: str, uid: str) -> bool:
        """Let one wait hear a signal of another instance; False when it waits no more."""
        if not any(
            wait.name == signal_wait(signal) and wait.uid == uid for wait in self._before.messages.values()
        ):
            return False
        event = BpmnEvent(Signal(signal))
        if uid:
            deliver(self._workflow.get_task_from_id(UUID(uid)), event)
        else:
            event.payload = dict(self.values())
            self._workflow.catch(event)
        return True

    def run(self) -> Progress:
        """Step until the instance waits for somebody, for a time or a message, or has ended."""
        self._signals.clear()
        self._workflow.refresh_timers()
        run_to_wait(self._workflow, _counting(self._world), self._note)
        _guard(self._workflow)
        return Progress(
            state=save(self._definition, self._workflow),
            waits=waits_of(self._scene),
            before=self._before,
            passed=tuple(self._world.passed),
            answered=frozenset(self._answered),
            completed=self._workflow.is_completed(),
            values=self.values(),
            signals=frozenset(self._signals),
            ways=tuple(self._world.ways),
        )

    def values(self) -> Values:
        """The values as the last completed step left them."""
        return values_of(self._workflow)

    def visited(self) -> dict[str, str]:
        """Element id → "completed" | "current" | "cancelled", for the picture of the case."""
        seen: dict[str, str] = {}
        for task in all_tasks(self._workflow):
            element_id = str(getattr(task.task_spec, "bpmn_id", None) or "")
            if element_id in self._definition.elements and not task.has_state(AHEAD):
                if not task.has_state(TaskState.FINISHED_MASK):
                    seen[element_id] = "current"
                elif seen.get(element_id) != "current":
                    seen[element_id] = "completed" if task.has_state(TaskState.COMPLETED) else "cancelled"
        return seen

    def _note(self, task: Task) -> None:
        element_id = str(getattr(task.task_spec, "bpmn_id", None) or "")
        if is_repeated(task):
            return  # each of its rounds was told
        if element_id in self._definition.elements and task.has_state(TaskState.COMPLETED):
            self._world.passed.append(element_id)
            if isinstance(task.task_spec, MultiChoice) and len(task.task_spec.outputs) > 1:
                self._world.ways += [(element_id, _place(child)) for child in task.children]
            if self._definition.elements[element_id].properties.get("reach") == MUNICIPALITY:
                self._signals.add(task.task_spec.event_definition.name)


def _place(task: Task) -> str:
    """The element of a task; what SpiffWorkflow puts round an activity goes by the activity's name."""
    spec = task.task_spec
    return str(spec.bpmn_id or spec.name.partition(".")[0])


def _hear_first_message(begun: Execution, workflow: BpmnWorkflow) -> None:
    starts = {
        start.name: start.event_definition.name
        for start in workflow.spec.bpmn_start_events
        if isinstance(start.event_definition, Message)
    }
    if starts:
        run_to_wait(workflow, _counting(begun._world), begun._note)
    for task in list(workflow.event_manager.tasks.values()):
        if task.task_spec.name in starts:
            deliver(task, BpmnEvent(Message(starts[task.task_spec.name]), payload={}))


def _counting(world: Surroundings) -> Watch:
    """Counts the steps of a run; refuses to go on where it does not come to rest."""

    def _count(_task: Task) -> None:
        world.steps += 1
        if world.steps > MAX_STEPS:
            raise RunawayInstance(
                msg("The process took {count} steps without waiting for anybody.", count=MAX_STEPS)
            )

    return _count


def _guard(workflow: BpmnWorkflow) -> None:
    """Refuse to go on with an instance that has grown out of hand."""
    tasks = list(all_tasks(workflow))
    if len(tasks) > MAX_TASKS:
        raise RunawayInstance(
            msg("The case has grown beyond {count} steps; start a new one.", count=MAX_TASKS)
        )
    depths: dict[UUID | None, int] = {}
    for task in tasks:
        # a sub-process hangs on its task
        above = task._parent or getattr(task.workflow, "parent_task_id", None)
        depths[task.id] = depths.get(above, 0) + 1
    if max(depths.values()) > MAX_DEPTH:
        raise RunawayInstance(
            msg("The case has gone round its loop too often ({count} steps deep).", count=MAX_DEPTH)
        )
