"""The state of one instance as bytes: tasks and data only, the diagram stays with the release.

A task is one row – id, parent's position, element, state, triggered, internal data, changed keys,
removed keys – in tree order, so that children keep their order without being listed. A task's data is
kept as its difference from its parent's, that of a sub-process from the task that holds it; most of the
saving comes from there.
"""

from __future__ import annotations

from datetime import date
from typing import Any, cast
from uuid import UUID

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine import values_json
from engine.bpmn.definitions import Definition

Data = dict[str, Any]
_PLAIN = frozenset({str, int, bool, type(None), date})  # equal ones are written alike
FORMAT = 1
TRANSIENT = frozenset({"seen_events"})  # means something only while a step is running


class ForeignState(Exception):
    """The state does not belong to this definition; it is never guessed at."""


def save(definition: Definition, workflow: BpmnWorkflow) -> bytes:
    """The instance as bytes; raises NotAValue where a value may not travel."""
    return values_json.dumps(
        {
            "format": FORMAT,
            "definition": definition.fingerprint,
            "top": _save_workflow(workflow, {}),
            "sub": [
                [str(key), _save_workflow(sub, workflow.get_task_from_id(key).data)]
                for key, sub in workflow.subprocesses.items()
            ],
        }
    ).encode()


def restore(definition: Definition, state: bytes, script_engine: object) -> BpmnWorkflow:
    """The instance as it was saved, ready for its next step."""
    kept = cast(dict[str, Any], values_json.loads(state))
    if kept.get("format") != FORMAT or kept.get("definition") != definition.fingerprint:
        raise ForeignState(definition.process_id)
    workflow = BpmnWorkflow(
        definition.spec, definition.subprocess_specs, script_engine=script_engine, deserializing=True
    )
    _restore_workflow(workflow, kept["top"], {})
    waiting = {UUID(key): rows for key, rows in kept["sub"]}
    order = list(waiting)
    _restore_subprocesses(workflow, workflow, waiting)
    workflow.subprocesses = {key: workflow.subprocesses[key] for key in order}  # steps are taken in this order
    return workflow


def _save_workflow(workflow: Any, around: Data) -> dict[str, object]:
    rows: list[object] = []
    position: dict[UUID, int] = {}
    stack = [workflow.task_tree]
    while stack:
        task = stack.pop()
        position[task.id] = len(rows)
        above = task.parent.data if task._parent in position else around
        rows.append(_row(task, position.get(task._parent, -1), above))
        stack.extend(reversed(task.children))
    last = workflow.last_task
    return {
        "rows": rows,
        "data": workflow.data,
        "done": workflow.completed,
        "success": workflow.success,
        "last": position.get(last.id, -1) if last is not None else -1,
    }


def _row(task: Task, parent: int, above: Data) -> list[object]:
    internal = {name: value for name, value in task.internal_data.items() if name not in TRANSIENT}
    changed, removed = _difference(above, task.data)
    return [
        task.id.hex, parent, task.task_spec.name, task.state, int(task.triggered), internal, changed, removed,
    ]  # fmt: skip


def _difference(above: Data, data: Data) -> tuple[Data, list[str] | None]:
    """Changed keys and removed ones; None for the latter where nothing of what is above is left."""
    if not data:
        return {}, None if above else []
    changed = {
        name: value for name, value in data.items() if name not in above or not _is_same(above[name], value)
    }
    return changed, sorted(above.keys() - data.keys())


def _is_same(one: object, other: object) -> bool:
    """Alike in kind and writing too: 1 is not yes, 5.42 is not 5.4200, however equal they are."""
    if one is other:
        return True
    if type(one) is not type(other) or one != other:
        return False
    return type(one) in _PLAIN or values_json.dumps(one) == values_json.dumps(other)


def _applied(above: Data, changed: Data, removed: list[str] | None) -> Data:
    if removed is None:
        return dict(changed)
    data = {**above, **changed}
    for key in removed:
        del data[key]
    return data


def _restore_workflow(workflow: Any, kept: dict[str, Any], around: Data) -> None:
    tasks: list[Task] = []
    specs = workflow.spec.task_specs
    events = workflow.top_workflow.event_manager
    for uid, parent_at, name, state, triggered, internal, changed, removed in kept["rows"]:
        task = Task(workflow, specs[name], state=state, id=UUID(hex=uid))
        task.triggered, task.internal_data = bool(triggered), internal
        above = around
        if parent_at >= 0:
            parent = tasks[parent_at]
            task._parent = parent.id
            parent._children.append(task.id)
            above = parent.data
        task.data = _applied(above, changed, removed)
        tasks.append(task)
        if state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            events.add_task(task)
    workflow.task_tree = tasks[0]
    workflow.data, workflow.completed, workflow.success = kept["data"], kept["done"], kept["success"]
    workflow.last_task = tasks[kept["last"]] if kept["last"] >= 0 else None


def _restore_subprocesses(top: BpmnWorkflow, workflow: Any, waiting: dict[UUID, dict[str, Any]]) -> None:
    """Parents before children: a sub-process hangs on a task of the one above it."""
    for task in list(workflow.tasks.values()):
        kept = waiting.pop(task.id, None) if isinstance(task.task_spec, SubWorkflowTask) else None
        if kept is None:
            continue
        sub = BpmnSubWorkflow(top.subprocess_specs[task.task_spec.spec], task.id, top, deserializing=True)
        _restore_workflow(sub, kept, task.data)
        top.subprocesses[task.id] = sub
        sub.completed_event.connect(task.task_spec._on_subworkflow_completed, task)
        _restore_subprocesses(top, sub, waiting)
