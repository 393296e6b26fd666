"""Our own kinds of task and event: a service task whose BusinessError reaches its boundary event,
a business rule task on our tables, and a timer whose instant we compute ourselves.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent, PendingBpmnEvent
from SpiffWorkflow.spiff.specs.defaults import BusinessRuleTask as SpiffBusinessRuleTask
from SpiffWorkflow.spiff.specs.defaults import ServiceTask as SpiffServiceTask
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition as SpiffMessage

from engine.bpmn.scripting import Surroundings
from engine.bpmn.thrown_events import Condition, Error, deliver, listeners
from engine.errors import BusinessError
from engine.expressions.calendar_words import as_instant, duration
from engine.expressions.decision_tables import DecisionTable, decide
from engine.expressions.interpreter import evaluate, parse_expression
from engine.messages_catalogue import say


def surroundings_of(task: Any) -> Surroundings:
    """The world of the execution that a task belongs to."""
    found = task.workflow.top_workflow.script_engine.environment.surroundings
    assert isinstance(found, Surroundings)  # noqa: S101 -- narrows an untyped attribute
    return found


class ServiceTask(SpiffServiceTask):  # type: ignore[misc]
    """Calls a registered operation with all values; what it returns is merged in."""

    def _execute(self, task: Any) -> bool | None:
        try:
            outcome = surroundings_of(task).operate(self.operation_name, self.bpmn_id, dict(task.data))
        except BusinessError as refusal:
            self._throw(task, refusal)
            return None
        task.data.update(outcome)
        return True

    def _throw(self, task: Any, refusal: BusinessError) -> None:
        """Let the diagram's error event catch the refusal; without one it is a technical failure.

        What was refused goes on as `error_text` behind the event, in the language of the office.
        """
        event = BpmnEvent(Error(refusal.code, code=refusal.code))
        catching = listeners(task, event)
        if not catching:
            raise refusal
        for one in catching:
            deliver(one, event)
            one.data["error_text"] = say(refusal.message)


class BusinessRuleTask(SpiffBusinessRuleTask):  # type: ignore[misc]
    """Decides by one of our tables; keeps which rows fired as `<table>_rule`."""

    table: DecisionTable

    def _run_hook(self, my_task: Any) -> bool:
        decided = decide(self.table, my_task.data, surroundings_of(my_task).words)
        my_task.data.update(decided.outputs)
        my_task.data[f"{self.table.table_id}_rule"] = list(decided.matched)
        return True


class DueTimer(TimerEventDefinition):  # type: ignore[misc]
    """A timer whose instant is computed once, when it is reached, and kept; never early."""

    def __init__(self, element_id: str, expression: str, *, is_duration: bool) -> None:
        super().__init__(element_id, expression)
        self.is_duration = is_duration

    def due_at(self, task: Any) -> datetime:
        """The instant; computed from the words of the diagram on first asking."""
        kept = task.internal_data.get(self._slot)
        if kept is None:
            kept = self._compute(task).isoformat()
            task.internal_data[self._slot] = kept
        return datetime.fromisoformat(kept)

    def has_fired(self, my_task: Any) -> bool:
        return self.due_at(my_task) <= surroundings_of(my_task).now

    def reset(self, my_task: Any) -> None:
        my_task.internal_data.pop(self._slot, None)
        super().reset(my_task)

    def details(self, my_task: Any) -> PendingBpmnEvent:
        return PendingBpmnEvent(self.name, type(self).__name__, self.due_at(my_task))

    @property
    def _slot(self) -> str:
        return f"due:{self.name}"  # an event-based gateway keeps one for each of its timers

    def _compute(self, task: Any) -> datetime:
        world = surroundings_of(task)
        value = evaluate(parse_expression(self.expression), task.data, world.words)
        return world.now + duration(value) if self.is_duration else as_instant(value)


class Message(SpiffMessage):  # type: ignore[misc]
    """A message by its name; what it brings becomes values of the instance."""

    def update_task_data(self, my_task: Any) -> None:
        my_task.data.update(my_task.internal_data.pop(self.name, None) or {})

    def reset(self, my_task: Any) -> None:
        my_task.internal_data.pop(self.name, None)
        super().reset(my_task)


class FirstEvent(MultipleEventDefinition):  # type: ignore[misc]
    """What an event-based gateway waits for: exactly one event wins, among due timers the earliest.

    Conditions are asked after the timers, in the order drawn.
    """

    def has_fired(self, my_task: Any) -> bool:
        seen = my_task.internal_data.setdefault("seen_events", [])
        if not seen:
            timers = [(timer.due_at(my_task), at, timer) for at, timer in enumerate(self.timers())]
            due = [entry for entry in timers if entry[0] <= surroundings_of(my_task).now]
            holding = [one for one in self.conditions() if not due and one.has_fired(my_task)]
            seen.extend(BpmnEvent(event) for event in [*(entry[2] for entry in sorted(due)), *holding][:1])
        return bool(seen)

    def catch(self, my_task: Any, event: BpmnEvent | None = None) -> None:
        if not my_task.internal_data.get("seen_events"):
            super().catch(my_task, event)

    def timers(self) -> list[DueTimer]:
        """The timers among the events."""
        return [event for event in self.event_definitions if isinstance(event, DueTimer)]

    def conditions(self) -> list[Condition]:
        """The conditions among the events."""
        return [event for event in self.event_definitions if isinstance(event, Condition)]
