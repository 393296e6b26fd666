"""SpiffWorkflow as it comes, without any of ours: the yardstick that `bench` measures against.

Stock parser, stock environment (which evaluates with eval), stock tasks, everything in memory. It is used on
the diagrams of this repository only, never on anything an owner sends.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.definitions import hide_extension_ids
from engine.bpmn.xml_safety import read_xml

Words = Mapping[str, Callable[..., object]]
Service = Callable[[dict[str, object]], None]


class BareProcess:
    """One diagram, parsed once; runs as many instances in memory as are asked for."""

    def __init__(
        self, diagram: bytes, process_id: str, words: Words, services: Mapping[str, Service]
    ) -> None:
        root = read_xml(diagram, process_id)
        hide_extension_ids(root)
        parser = SpiffBpmnParser()
        parser.add_bpmn_xml(root, filename=process_id)
        self._spec = parser.get_spec(process_id)
        self._subprocesses = parser.get_subprocess_specs(process_id)
        self._engine = PythonScriptEngine(_environment(words, services))

    def start(self, values: Mapping[str, object]) -> BpmnWorkflow:
        """A new instance, run to its first wait."""
        workflow = BpmnWorkflow(self._spec, self._subprocesses, script_engine=self._engine)
        workflow.task_tree.data.update(values)
        workflow.do_engine_steps()
        return workflow

    @staticmethod
    def wake(workflow: BpmnWorkflow) -> None:
        """Let due timers fire."""
        workflow.refresh_timers()
        workflow.do_engine_steps()

    @staticmethod
    def complete(workflow: BpmnWorkflow, element_id: str, answers: Mapping[str, object]) -> None:
        """Complete a waiting user task and run on."""
        task = next(iter(workflow.get_tasks(state=TaskState.READY, spec_name=element_id)))
        task.data.update(answers)
        task.run()
        workflow.do_engine_steps()

    @staticmethod
    def ended(workflow: BpmnWorkflow) -> bool:
        """Whether nothing waits any more."""
        return bool(workflow.is_completed())


def _environment(words: Words, services: Mapping[str, Service]) -> TaskDataEnvironment:
    class _Environment(TaskDataEnvironment):  # type: ignore[misc]
        def call_service(self, context: dict[str, object], **named: Any) -> str:
            services[named["operation_name"].removeprefix("extension:")](context)
            return json.dumps(None)

    return _Environment({name: _in_iso(word) for name, word in words.items()})


def _in_iso(word: Callable[..., object]) -> Callable[..., object]:
    """Stock timers take texts; a word of the calendar that gives an instant is asked for its text there."""

    def _said(*given: object) -> object:
        return word(*(_from_iso(one) for one in given))

    def _text(*given: object) -> object:
        value = _said(*given)
        return value.isoformat() if isinstance(value, date | datetime) else value

    return _text


def _from_iso(value: object) -> object:
    if isinstance(value, str) and len(value) == 10 and value[4] == "-":
        return date.fromisoformat(value)
    if isinstance(value, str) and "T" in value:
        return datetime.fromisoformat(value)
    return value
