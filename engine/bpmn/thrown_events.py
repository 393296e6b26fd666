"""Events that one step throws and another catches: errors, escalations, signals; and watched conditions.

SpiffWorkflow hands an escalation, and an error that nobody around catches, to whoever in the whole instance
listens. Ours climb from the step that throws, and the first activity around it whose border listens has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.spiff.specs.event_definitions import ErrorEventDefinition as SpiffError
from SpiffWorkflow.spiff.specs.event_definitions import EscalationEventDefinition as SpiffEscalation
from SpiffWorkflow.spiff.specs.event_definitions import SignalEventDefinition as SpiffSignal
from SpiffWorkflow.util.task import TaskState

MUNICIPALITY = "municipality"  # value of the property `reach`: other instances hear the signal too


def listeners(task: Any, event: BpmnEvent) -> list[Any]:
    """The waiting border events nearest around a task that catch this event; empty where nobody does."""
    for activity, split in _around(task):
        found = [
            one
            for one in split.children
            if one is not activity
            and isinstance(one.task_spec, BoundaryEvent)
            and one.task_spec.catches(one, event)
        ]
        if found:
            return found
    return []


def _begun_by(top: Any, event: BpmnEvent) -> list[Any]:
    """The starts of the event sub-processes that this event begins."""
    top.event_manager.update_collaboration(event)
    starts = [one for one in top.event_manager.tasks.values() if isinstance(one.task_spec, StartEvent)]
    return [one for one in starts if one.task_spec.catches(one, event)]


def deliver(task: Any, event: BpmnEvent) -> None:
    """Let a waiting task catch an event."""
    task.task_spec.catch(task, event)
    task.task_spec._update(task)


def _around(task: Any) -> Iterator[tuple[Any, Any]]:
    """The activities that a task is part of, each with the node that holds its border; innermost first."""
    current = task
    while current is not None:
        above = current.parent
        if (
            above is not None
            and isinstance(above.task_spec, BoundaryEventSplit)
            and not isinstance(current.task_spec, BoundaryEvent)
            and not current.has_state(TaskState.FINISHED_MASK)
        ):
            yield current, above
        if above is None and current.workflow.parent_task_id is not None:
            above = current.workflow.top_workflow.get_task_from_id(current.workflow.parent_task_id)
        current = above


class Error(SpiffError):  # type: ignore[misc]
    """An error that an end event throws: it goes to the nearest border around that catches its code."""

    def throw(self, my_task: Any) -> None:
        event = BpmnEvent(self)
        for one in listeners(my_task, event):
            deliver(one, event)


class Escalation(SpiffEscalation):  # type: ignore[misc]
    """Something that whoever is around should know: to the nearest border, else to the event sub-process.

    Nobody needs to listen: then the step goes on as if nothing had been said.
    """

    def throw(self, my_task: Any) -> None:
        event = BpmnEvent(self, payload=dict(my_task.data))
        for one in listeners(my_task, event) or _begun_by(my_task.workflow.top_workflow, event):
            deliver(one, event)

    def update_task_data(self, my_task: Any) -> None:
        brought = my_task.internal_data.pop(self.name, None)
        my_task.data.update(brought or {})


class Signal(SpiffSignal):  # type: ignore[misc]
    """Heard by all who wait for it now in this instance; with `reach` in those of the municipality too."""

    def update_task_data(self, my_task: Any) -> None:
        my_task.data.update(my_task.internal_data.pop(self.name, None) or {})


class Condition(ConditionalEventDefinition):  # type: ignore[misc]
    """A condition over the values as the last step of the instance left them, asked after every step."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and self.expression == other.expression

    def __hash__(self) -> int:
        return hash(self.expression)

    def has_fired(self, my_task: Any) -> bool:
        workflow = my_task.workflow
        newest = workflow.last_task.data if workflow.last_task is not None else {}
        values = {**workflow.data_objects, **my_task.data, **newest}
        return bool(workflow.script_engine.environment.evaluate(self.expression, values))
