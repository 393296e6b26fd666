"""The fixed yardstick of `bench`: a month in bare SpiffWorkflow, written straight down and never tuned.

It shares nothing with `engine/bpmn/bare.py` but the library, so that neither can be slowed to flatter us.
"""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.util.task import TaskState

from engine.clock import SystemClock

DIAGRAM = Path(__file__).parents[2] / "processes" / "monthly_confirmation" / "monthly_confirmation.bpmn"
SETS = {
    "record_assistant_signature": {"both_signed": False},
    "record_recipient_signature": {"both_signed": True},
    "check_month": {"has_findings": False, "findings": [], "payable_minutes": 1440},
    "calculate_remuneration": {"pay_cents": 13008, "rate": "5.4200"},
    "post_to_ledger": {"entry_id": "month-1"},
}


class Environment(TaskDataEnvironment):  # type: ignore[misc]
    def call_service(self, context, **named):  # type: ignore[no-untyped-def]
        context.update(SETS.get(named["operation_name"].split(":")[-1], {}))
        return json.dumps(None)


def processes() -> tuple[Any, Any, PythonScriptEngine]:
    """The diagram as SpiffWorkflow reads it, its sub-processes, an engine that knows the calendar words."""
    now = SystemClock().now()  # the library's own timers read the machine's clock
    soon, late = now.isoformat(), (now + timedelta(days=5)).isoformat()
    words = {
        "latest": lambda *_: soon,
        "end_of": lambda *_: late,
        "at": lambda *_: soon,
        "before": lambda *_: soon,
        "working_day": lambda *_: soon,
        "months_after": lambda *_: soon,
        "last_day": lambda *_: soon,
        "first_day": lambda *_: soon,
    }
    root = etree.fromstring(DIAGRAM.read_bytes())
    for node in root.iter("{http://spiffworkflow.org/bpmn/schema/1.0/core}*"):
        if node.get("id"):
            node.set("id", f"op:{node.get('id')}")
    parser = SpiffBpmnParser()
    parser.add_bpmn_xml(root, filename="monthly_confirmation")
    spec = parser.get_spec("monthly_confirmation")
    subprocesses = parser.get_subprocess_specs("monthly_confirmation")
    return spec, subprocesses, PythonScriptEngine(Environment(words))


def run(months: int) -> float:
    """Seconds for the months: opened, reminded, signed twice, checked, paid, posted."""
    spec, subprocesses, engine = processes()
    begun = time.perf_counter()
    running = []
    for number in range(months):
        workflow = BpmnWorkflow(spec, subprocesses, script_engine=engine)
        workflow.task_tree.data.update(
            {"month_id": number, "period": "2026-10", "recipient_signer_kind": "recipient"}
        )
        workflow.do_engine_steps()
        running.append(workflow)
    for workflow in running:
        workflow.refresh_timers()
        workflow.do_engine_steps()
    answers = {"entries": {f"2026-10-{day:02d}": 120 for day in range(5, 17)}, "signed": True}
    for element, given in (("enter_month", answers), ("confirm_month", {"verdict": "confirmed"})):
        for workflow in running:
            task = next(iter(workflow.get_tasks(state=TaskState.READY, spec_name=element)))
            task.data.update(given)
            task.run()
            workflow.do_engine_steps()
    seconds = time.perf_counter() - begun
    assert all(workflow.is_completed() for workflow in running)
    return seconds
