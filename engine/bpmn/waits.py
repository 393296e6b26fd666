"""Everything an instance waits for: people, times, messages; read off its tasks, never stored by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.definitions import Definition
from engine.bpmn.elements import Element
from engine.bpmn.rounds import ROUNDS, is_of_a_round
from engine.bpmn.scripting import Surroundings, Values
from engine.bpmn.specs import DueTimer, FirstEvent, Message
from engine.bpmn.thrown_events import Signal
from engine.expressions.calendar_words import as_instant, end_of
from engine.expressions.interpreter import evaluate, parse_expression

PEOPLE = "people"  # workflow data: user task id, or task id/round → the account that completed it last


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
    """A message the instance listens for; a signal is one under `signal_wait` and without a key."""

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
class Scene:
    """An instance in its world, to be looked at."""

    definition: Definition
    workflow: BpmnWorkflow
    world: Surroundings

    def evaluate(self, expression: str, values: Values) -> object:
        """What an expression of the diagram comes to."""
        return evaluate(parse_expression(expression), values, self.world.words)


def waits_of(scene: Scene) -> Waits:
    """What the instance waits for now."""
    open_tasks = [_open_task(scene, task) for task in all_tasks(scene.workflow) if _waits_for_person(task)]
    timers: dict[tuple[str, str], WaitingTimer] = {}
    messages: dict[tuple[str, str], WaitingMessage] = {}
    for task in scene.workflow.event_manager.tasks.values():
        for element_id, event in _events(task):
            if isinstance(event, DueTimer):
                timer = WaitingTimer(task.id.hex, element_id, event.due_at(task))
                timers[timer.uid, element_id] = timer
            elif isinstance(event, Message):
                wait = _message(scene, (task.id.hex, element_id), event.name, task.data)
                messages[wait.uid, element_id] = wait
            elif isinstance(event, Signal):
                wait = WaitingMessage(task.id.hex, element_id, signal_wait(event.name), "")
                messages[wait.uid, element_id] = wait
    for element_id, event in _event_subprocess_starts(scene):
        if isinstance(event, Signal):
            messages["", element_id] = WaitingMessage("", element_id, signal_wait(event.name), "")
        else:
            place = ("", element_id)
            messages["", element_id] = _message(scene, place, event.name, values_of(scene.workflow))
    return Waits({task.uid: task for task in open_tasks}, timers, messages)


def all_tasks(workflow: BpmnWorkflow) -> Iterator[Task]:
    """The tasks of the instance and of all its sub-processes, parents before children."""
    yield from workflow.tasks.values()
    for sub in workflow.subprocesses.values():
        yield from sub.tasks.values()


def values_of(workflow: BpmnWorkflow) -> Values:
    """The values as the last completed step left them."""
    last = workflow.last_task
    return dict(last.data if last is not None else workflow.task_tree.data)


def signal_wait(name: str) -> str:
    """What a signal is called among the messages: no message's name has a space."""
    return f"signal {name}"


def deed_of(task: Task) -> str:
    """Under which name it is kept who did a task: of the rounds of one element each keeps its own."""
    element_id = str(task.task_spec.bpmn_id)
    return f"{element_id}/{task.id.hex}" if is_of_a_round(task) else element_id


def is_repeated(task: Task) -> bool:
    """Whether it stands for all rounds of an activity that is done several times."""
    return isinstance(task.task_spec, ROUNDS)


def _waits_for_person(task: Task) -> bool:
    return bool(task.task_spec.manual) and bool(task.has_state(TaskState.READY))


def _events(task: Task) -> list[tuple[str, Any]]:
    definition = task.task_spec.event_definition
    if isinstance(definition, FirstEvent):
        outputs = [output.bpmn_id for output in task.task_spec.outputs]
        return list(zip(outputs, definition.event_definitions, strict=True))
    return [(task.task_spec.bpmn_id, definition)]


def _event_subprocess_starts(scene: Scene) -> Iterator[tuple[str, Message | Signal]]:
    if scene.workflow.completed:
        return
    for name in scene.definition.spec.start.trigger_specs:
        for start in scene.definition.subprocess_specs[name].bpmn_start_events:
            if isinstance(start.event_definition, Message | Signal):
                yield start.bpmn_id, start.event_definition


def _message(scene: Scene, place: tuple[str, str], name: str, values: Values) -> WaitingMessage:
    uid, element_id = place
    expression = scene.definition.elements[element_id].correlation_key
    key = str(scene.evaluate(expression, values)) if expression else scene.world.business_key
    return WaitingMessage(uid, element_id, name, key)


def _open_task(scene: Scene, task: Task) -> OpenTask:
    element = scene.definition.elements[task.task_spec.bpmn_id]
    persons = scene.evaluate(element.person, task.data) if element.person else None
    due = scene.evaluate(element.due, task.data) if element.due else None
    people = scene.workflow.data.get(PEOPLE, {})
    others = {people[deed] for deed in people if deed.partition("/")[0] in element.not_same_person_as}
    return OpenTask(
        uid=task.id.hex,
        element=element,
        values=task.data,
        person_ids=_person_ids(persons),
        excluded_user_ids=tuple(sorted(others)),
        due_at=None if due is None else _due(due),
    )


def _due(value: object) -> datetime:
    """A task that is due on a day may be done until the day ends."""
    return end_of(value) if type(value) is date else as_instant(value)


def _person_ids(value: object) -> tuple[int, ...]:
    found = value if isinstance(value, list) else [value]
    return tuple(one for one in found if isinstance(one, int))
