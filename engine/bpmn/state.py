"""The state of one instance as bytes: tasks and data only, the diagram stays with the release.

A task is one row – id, parent's position, element, state, triggered, internal data, changed keys,
removed keys – in tree order, so that children keep their order without being listed. A task's data is
kept as its difference from its parent's, that of a sub-process from the task that holds it. Lists and tables
(a month's entries, say) stand once in `shared`, however many tasks hold them. The whole is packed; a state
that an earlier version stored unpacked is read as it is.
"""

from __future__ import annotations

import zlib
from copy import deepcopy
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
FORMAT = 1
PACKING = 3  # zlib's level: a paid month of 7.2 kB becomes 2.5 kB in less than a tenth of a millisecond
TRANSIENT = frozenset({"seen_events"})  # means something only while a step is running


class ForeignState(Exception):
    """The state does not belong to this definition; it is never guessed at."""


def save(definition: Definition, workflow: BpmnWorkflow) -> bytes:
    """The instance as bytes; raises NotAValue where a value may not travel."""
    shared = _Shared()
    top = _save_workflow(workflow, {}, shared)
    sub = [
        [str(key), _save_workflow(sub, workflow.get_task_from_id(key).data, shared)]
        for key, sub in workflow.subprocesses.items()
    ]
    kept = {"format": FORMAT, "definition": definition.fingerprint, "top": top, "sub": sub}
    return zlib.compress(values_json.dumps({**kept, "shared": shared.values}).encode(), PACKING)


def restore(definition: Definition, state: bytes, script_engine: object) -> BpmnWorkflow:
    """The instance as it was saved, ready for its next step."""
    kept = cast(dict[str, Any], values_json.loads(unpacked(state)))
    if kept.get("format") != FORMAT or kept.get("definition") != definition.fingerprint:
        raise ForeignState(definition.process_id)
    workflow = BpmnWorkflow(
        definition.spec, definition.subprocess_specs, script_engine=script_engine, deserializing=True
    )
    shared: list[object] = kept["shared"]
    _restore_workflow(workflow, kept["top"], {}, shared)
    waiting = {UUID(key): rows for key, rows in kept["sub"]}
    order = list(waiting)
    _restore_subprocesses(workflow, waiting, shared)
    workflow.subprocesses = {
        key: workflow.subprocesses[key] for key in order
    }  # steps are taken in this order
    return workflow


def unpacked(state: bytes) -> bytes:
    """The text of a state."""
    return state if state.startswith(b"{") else zlib.decompress(state)


class _Shared:
    """The lists and tables of an instance, each written once."""

    def __init__(self) -> None:
        self.values: list[object] = []
        self._by_text: dict[str, int] = {}
        self._by_id: dict[int, int] = {}  # the same object again costs nothing

    def place(self, value: object) -> int:
        """Where it stands."""
        place = self._by_id.get(id(value))
        if place is None:
            place = self._by_text.setdefault(values_json.dumps(value), len(self.values))
            if place == len(self.values):
                self.values.append(value)
            self._by_id[id(value)] = place
        return place


def _save_workflow(workflow: Any, around: Data, shared: _Shared) -> dict[str, object]:
    rows: list[object] = []
    position: dict[UUID, int] = {}
    stack = [workflow.task_tree]
    while stack:
        task = stack.pop()
        position[task.id] = len(rows)
        above = task.parent.data if task._parent in position else around
        rows.append(_row(task, position.get(task._parent, -1), above, shared))
        stack.extend(reversed(task.children))
    last = workflow.last_task
    return {
        "rows": rows,
        "data": _written(workflow.data, shared),
        "done": workflow.completed,
        "success": workflow.success,
        "last": position.get(last.id, -1) if last is not None else -1,
    }


def _row(task: Task, parent: int, above: Data, shared: _Shared) -> list[object]:
    internal = {name: value for name, value in task.internal_data.items() if name not in TRANSIENT}
    changed, removed = _difference(above, task.data)
    return [
        task.id.hex, parent, task.task_spec.name, task.state, int(task.triggered), internal,
        _written(changed, shared), removed,
    ]  # fmt: skip


def _written(data: Data, shared: _Shared) -> list[object]:
    """[plain values by name, places of lists and tables by name], without the second where there are none."""
    places = {name: shared.place(value) for name, value in data.items() if type(value) in (list, dict)}
    if not places:
        return [data] if data else []
    return [{name: value for name, value in data.items() if name not in places}, places]


def _read(written: list[Data], shared: list[object]) -> Data:
    plain = written[0] if written else {}
    if len(written) < 2:
        return plain
    return {**plain, **{name: shared[place] for name, place in written[1].items()}}


def _difference(above: Data, data: Data) -> tuple[Data, list[str] | None]:
    """Changed keys and removed ones; None for the latter where nothing of what is above is left."""
    if not data:
        return {}, None if above else []
    changed = {
        name: value
        for name, value in data.items()
        if name not in above or not values_json.is_same(above[name], value)
    }
    return changed, sorted(above.keys() - data.keys())


def _applied(above: Data, changed: Data, removed: list[str] | None) -> Data:
    if removed is None:
        return dict(changed)
    data = {**above, **changed}
    for key in removed:
        del data[key]
    return data


def _restore_workflow(workflow: Any, kept: dict[str, Any], around: Data, shared: list[object]) -> None:
    tasks: list[Task] = []
    specs = workflow.spec.task_specs
    events = workflow.top_workflow.event_manager
    for uid, parent_at, name, state, triggered, internal, written, removed in kept["rows"]:
        task = Task(workflow, specs[name], state=state, id=UUID(hex=uid))
        task.triggered, task.internal_data = bool(triggered), internal
        above = around
        if parent_at >= 0:
            parent = tasks[parent_at]
            task._parent = parent.id
            parent._children.append(task.id)
            above = parent.data
        task.data = _applied(above, _read(written, shared), removed)
        tasks.append(task)
        if state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            events.add_task(task)
    workflow.task_tree = tasks[0]
    workflow.data = deepcopy(_read(kept["data"], shared))  # data objects are changed in place
    workflow.completed, workflow.success = kept["done"], kept["success"]
    workflow.last_task = tasks[kept["last"]] if kept["last"] >= 0 else None


def _restore_subprocesses(workflow: Any, waiting: dict[UUID, dict[str, Any]], shared: list[object]) -> None:
    """Parents before children: a sub-process hangs on a task of the one above it."""
    top = workflow.top_workflow
    for task in list(workflow.tasks.values()):
        kept = waiting.pop(task.id, None) if isinstance(task.task_spec, SubWorkflowTask) else None
        if kept is None:
            continue
        sub = BpmnSubWorkflow(top.subprocess_specs[task.task_spec.spec], task.id, top, deserializing=True)
        _restore_workflow(sub, kept, task.data, shared)
        top.subprocesses[task.id] = sub
        sub.completed_event.connect(task.task_spec._on_subworkflow_completed, task)
        _restore_subprocesses(sub, waiting, shared)
