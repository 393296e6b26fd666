"""SpiffWorkflow's parser with our kinds of task and event in place of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import full_tag
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import (
    ErrorEventDefinition,
    EscalationEventDefinition,
    SignalEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import (
    CycleTimerEventDefinition,
    DurationTimerEventDefinition,
    TimerEventDefinition,
)
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.parser.task_spec import BusinessRuleTaskParser as SpiffBusinessRuleTaskParser
from SpiffWorkflow.spiff.parser.task_spec import CallActivityParser
from SpiffWorkflow.spiff.parser.task_spec import ServiceTaskParser as SpiffServiceTaskParser

from engine.bpmn.called import CallActivity
from engine.bpmn.elements import NAMESPACES
from engine.bpmn.rounds import Loop, ParallelRounds, RoundsInTurn, keep_rounds_together
from engine.bpmn.specs import BusinessRuleTask, DueTimer, FirstEvent, Message, ServiceTask
from engine.bpmn.thrown_events import Condition, Error, Escalation, Signal
from engine.expressions.decision_tables import DecisionTable

OPERATOR = "bpmn:extensionElements/spiffworkflow:serviceTaskOperator"
HIDDEN = "extension:"


class RepeatingTimer(Exception):
    """A cycle timer: SpiffWorkflow counts a month as 31 days, so none is let in."""

    def __str__(self) -> str:
        return (
            f"{self.args[0]} is a repeating timer, which is not allowed; "
            "state the next date with the words of the calendar"
        )


class ServiceTaskParser(SpiffServiceTaskParser):  # type: ignore[misc]
    """Gives each service task the name of its operation."""

    def create_task(self) -> ServiceTask:
        operator = self.node.find(OPERATOR, NAMESPACES)
        if operator is None or not operator.get("id"):
            self.raise_validation_exception("a service task names no operation")
        return ServiceTask(
            self.spec,
            self.bpmn_id,
            operation_name=operator.get("id").removeprefix(HIDDEN),
            operation_params={},
            result_variable=None,
            **self.bpmn_attributes,
        )


class BusinessRuleTaskParser(SpiffBusinessRuleTaskParser):  # type: ignore[misc]
    """Gives each business rule task its table."""

    def create_task(self) -> BusinessRuleTask:
        tables: Mapping[str, DecisionTable] = self.process_parser.parser.tables
        name = self.get_decision_ref(self.node)
        if name not in tables:
            self.raise_validation_exception(f"no decision table {name!r}")
        task = BusinessRuleTask(self.spec, self.bpmn_id, dmnEngine=None, **self.bpmn_attributes)
        task.table = tables[name]
        return task


def _data_object(parser: Any, reference: Any) -> Any:
    """The data object of a reference: of the scope of the step, or of one around it.

    SpiffWorkflow's own search never ends when the object stands two scopes further out.
    """
    around = parser.process_parser
    while reference is not None and around is not None:
        found = around.spec.data_objects.get(reference.get("dataObjectRef"))
        if found is not None:
            return found
        around = around.parent
    return None


def _with_our_rounds(parser: type[TaskParser]) -> type[TaskParser]:
    """The same parser; what it reads is repeated, and finds its data objects, our way."""
    ours: dict[str, object] = {
        "_resolve_data_object_ref": _data_object,
        "STANDARD_LOOP_CLASS": Loop,
        "PARALLEL_MI_CLASS": ParallelRounds,
        "SEQUENTIAL_MI_CLASS": RoundsInTurn,
    }
    return type(parser.__name__, (parser,), ours)


class Parser(SpiffBpmnParser):  # type: ignore[misc]
    """SpiffWorkflow's parser with our kinds of task."""

    OVERRIDE_PARSER_CLASSES = {  # noqa: RUF012 -- SpiffWorkflow's own class attribute
        tag: (_with_our_rounds(parser), spec)
        for tag, (parser, spec) in {
            **SpiffBpmnParser.OVERRIDE_PARSER_CLASSES,
            full_tag("serviceTask"): (ServiceTaskParser, ServiceTask),
            full_tag("businessRuleTask"): (BusinessRuleTaskParser, BusinessRuleTask),
            full_tag("callActivity"): (CallActivityParser, CallActivity),
        }.items()
    }

    def __init__(self, tables: Mapping[str, DecisionTable]) -> None:
        super().__init__()
        self.tables = tables

    def _find_dependencies(self, process: Any) -> None:
        """Called processes are all in the release; nothing is looked up by name in the file system."""


def adopt(spec: Any) -> None:
    """Put our events in place of SpiffWorkflow's, and let repeated activities hear of their rounds."""
    for task_spec in spec.task_specs.values():
        definition = getattr(task_spec, "event_definition", None)
        if isinstance(definition, MultipleEventDefinition):
            outputs = [output.bpmn_id for output in task_spec.outputs]
            members = list(zip(outputs, definition.event_definitions, strict=True))
            task_spec.event_definition = FirstEvent([_our_event(name, event) for name, event in members])
        elif definition is not None:
            task_spec.event_definition = _our_event(task_spec.bpmn_id, definition)
    keep_rounds_together(spec.task_specs)


CODED = ((ErrorEventDefinition, Error), (EscalationEventDefinition, Escalation))


def _our_event(element_id: str, definition: Any) -> Any:
    if isinstance(definition, CycleTimerEventDefinition):
        raise RepeatingTimer(element_id)
    if isinstance(definition, MessageEventDefinition):
        return Message(definition.name)
    for theirs, ours in CODED:
        if isinstance(definition, theirs):
            return ours(definition.name, code=definition.code)
    if isinstance(definition, SignalEventDefinition):
        return Signal(definition.name)
    if isinstance(definition, ConditionalEventDefinition):
        return Condition((definition.expression or "").strip())
    if not isinstance(definition, TimerEventDefinition) or isinstance(definition, DueTimer):
        return definition
    return DueTimer(
        element_id,
        (definition.expression or "").strip(),
        is_duration=isinstance(definition, DurationTimerEventDefinition),
    )


def prepare_event_subprocesses(spec: Any, subprocesses: Mapping[str, Any]) -> None:
    """Connect event sub-processes once, here.

    SpiffWorkflow connects them to the start of the *shared* spec when the first event arrives, after which
    every new instance would begin with the event sub-process running.
    """
    for name in spec.start.trigger_specs:
        if name in subprocesses:
            task_spec = spec.task_specs[name]
            task_spec._inputs.append(spec.start.name)
            task_spec.connect(spec.end)
