"""Carries one instance from wait state to wait state, in memory.

Nothing is stored here and nothing is sent: the caller saves `Progress` in one transaction or throws the
execution away. After any exception the execution is spoilt and must not be used again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.definitions import Definition
from engine.bpmn.elements import Element
from engine.bpmn.scripting import Environment, ScriptEngine, Surroundings, Values
from engine.bpmn.specs import DueTimer, FirstEvent, Message
from engine.bpmn.state import restore, save
from engine.errors import EngineError
from engine.expressions.calendar_words import as_instant, end_of
from engine.expressions.interpreter import evaluate, parse_expression
from engine.messages_catalogue import msg

MAX_STEPS, MAX_TASKS, MAX_DEPTH = 500, 5_000, 800
PEOPLE = "people"  # workflow data: user task id → the account that completed it last


class RunawayInstance(EngineError):
    """A guard stopped an instance that would not come to rest."""


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A user task somebody must act on."""

    uid: str
    element: Element
    values: Values
    person_ids: tuple[int, ...]  # empty: anyone with the role
    excluded_user_ids: tuple[int, ...]  # who did the tasks of `not_same_person_as`
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaitingTimer:
    """An instant at which the instance must be woken."""

    uid: str
    element_id: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """A message the instance listens for."""

    uid: str
    element_id: str
    name: str
    correlation_key: str


@dataclass(frozen=True, slots=True)
class Waits:
    """Everything an instance waits for, by the ids of the engine's tasks."""

    tasks: Mapping[str, OpenTask]
    timers: Mapping[tuple[str, str], WaitingTimer]
    messages: Mapping[tuple[str, str], WaitingMessage]


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


class Execution:
    """One instance in memory."""

    def __init__(self, definition: Definition, workflow: BpmnWorkflow, world: Surroundings) -> None:
        self._definition = definition
        self._workflow = workflow
        self._world = world
        self._answered: set[str] = set()
        self._before = self._waits()

    @classmethod
    def start(cls, definition: Definition, values: Values, world: Surroundings) -> Execution:
        """A new instance with its first values; nothing has run yet."""
        workflow = BpmnWorkflow(
            definition.spec, definition.subprocess_specs, script_engine=ScriptEngine(Environment(world))
        )
        workflow.task_tree.data.update(values)
        return cls(definition, workflow, world)

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
        self._workflow.data.setdefault(PEOPLE, {})[task.task_spec.bpmn_id] = user_id
        self._answered.add(uid)
        task.run()
        self._note(task)

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

    def run(self) -> Progress:
        """Step until the instance waits for somebody, for a time or a message, or has ended."""
        self._workflow.refresh_timers()
        self._workflow.do_engine_steps(will_complete_task=self._count, did_complete_task=self._note)
        self._guard()
        return Progress(
            state=save(self._definition, self._workflow),
            waits=self._waits(),
            before=self._before,
            passed=tuple(self._world.passed),
            answered=frozenset(self._answered),
            completed=self._workflow.is_completed(),
            values=self.values(),
        )

    def values(self) -> Values:
        """The values as the last completed step left them."""
        last = self._workflow.last_task
        return dict(last.data if last is not None else self._workflow.task_tree.data)

    def visited(self) -> dict[str, str]:
        """Element id → "completed" | "current" | "cancelled", for the picture of the case."""
        seen: dict[str, str] = {}
        for task in self._all_tasks():
            element_id = getattr(task.task_spec, "bpmn_id", None)
            if element_id in self._definition.elements and not task.has_state(TaskState.PREDICTED_MASK):
                if not task.has_state(TaskState.FINISHED_MASK):
                    seen[element_id] = "current"
                elif seen.get(element_id) != "current":
                    seen[element_id] = "completed" if task.has_state(TaskState.COMPLETED) else "cancelled"
        return seen

    def _count(self, task: Task) -> None:
        self._world.steps += 1
        if self._world.steps > MAX_STEPS:
            raise RunawayInstance(
                msg("The process took {count} steps without waiting for anybody.", count=MAX_STEPS)
            )

    def _note(self, task: Task) -> None:
        element_id = getattr(task.task_spec, "bpmn_id", None)
        known = element_id is not None and element_id in self._definition.elements
        if known and task.has_state(TaskState.COMPLETED):
            self._world.passed.append(element_id)

    def _guard(self) -> None:
        tasks = list(self._all_tasks())
        if len(tasks) > MAX_TASKS:
            raise RunawayInstance(
                msg("The case has grown beyond {count} steps; start a new one.", count=MAX_TASKS)
            )
        depths: dict[UUID, int] = {}
        for task in tasks:
            depths[task.id] = depths.get(task._parent, 0) + 1
        if max(depths.values()) > MAX_DEPTH:
            raise RunawayInstance(
                msg("The case has gone round its loop too often ({count} steps deep).", count=MAX_DEPTH)
            )

    def _all_tasks(self) -> Iterator[Task]:
        yield from self._workflow.tasks.values()
        for sub in self._workflow.subprocesses.values():
            yield from sub.tasks.values()

    def _waits(self) -> Waits:
        tasks: dict[str, OpenTask] = {}
        for task in self._all_tasks():
            if task.has_state(TaskState.READY) and task.task_spec.manual:
                opened = self._open_task(task)
                tasks[opened.uid] = opened
        timers: dict[tuple[str, str], WaitingTimer] = {}
        messages: dict[tuple[str, str], WaitingMessage] = {}
        for task in self._workflow.event_manager.tasks.values():
            for element_id, event in self._events(task):
                if isinstance(event, DueTimer):
                    timers[task.id.hex, element_id] = WaitingTimer(
                        task.id.hex, element_id, event.due_at(task)
                    )
                elif isinstance(event, Message):
                    wait = self._message(task.id.hex, element_id, event.name, task.data)
                    messages[wait.uid, element_id] = wait
        if not self._workflow.completed:
            for element_id, name in self._event_subprocess_starts():
                messages["", element_id] = self._message("", element_id, name, self.values())
        return Waits(tasks, timers, messages)

    def _events(self, task: Task) -> list[tuple[str, Any]]:
        definition = task.task_spec.event_definition
        if isinstance(definition, FirstEvent):
            outputs = [output.bpmn_id for output in task.task_spec.outputs]
            return list(zip(outputs, definition.event_definitions, strict=True))
        return [(task.task_spec.bpmn_id, definition)]

    def _event_subprocess_starts(self) -> Iterator[tuple[str, str]]:
        for name in self._definition.spec.start.trigger_specs:
            for start in self._definition.subprocess_specs[name].bpmn_start_events:
                if isinstance(start.event_definition, Message):
                    yield start.bpmn_id, start.event_definition.name

    def _message(self, uid: str, element_id: str, name: str, values: Values) -> WaitingMessage:
        expression = self._definition.elements[element_id].correlation_key
        key = str(self._evaluate(expression, values)) if expression else self._world.business_key
        return WaitingMessage(uid, element_id, name, key)

    def _open_task(self, task: Task) -> OpenTask:
        element = self._definition.elements[task.task_spec.bpmn_id]
        persons = self._evaluate(element.person, task.data) if element.person else None
        due = self._evaluate(element.due, task.data) if element.due else None
        people = self._workflow.data.get(PEOPLE, {})
        return OpenTask(
            uid=task.id.hex,
            element=element,
            values=task.data,
            person_ids=_person_ids(persons),
            excluded_user_ids=tuple(
                sorted({people[other] for other in element.not_same_person_as if other in people})
            ),
            due_at=None if due is None else _due(due),
        )

    def _evaluate(self, expression: str, values: Values) -> object:
        return evaluate(parse_expression(expression), values, self._world.words)


def _due(value: object) -> datetime:
    """A task that is due on a day may be done until the day ends."""
    return end_of(value) if type(value) is date else as_instant(value)


def _person_ids(value: object) -> tuple[int, ...]:
    found = value if isinstance(value, list) else [value]
    return tuple(one for one in found if isinstance(one, int))
