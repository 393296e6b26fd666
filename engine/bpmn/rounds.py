"""Activities done several times: for each thing of a list, a number of times, or while a condition holds.

Rounds at once begin with the values as they were before the first one; rounds in turn as the last left them.
What a round answers is gathered in the order of the list, whoever is first; without a list for the answers,
what a round changed becomes values of the instance, but never the thing of its round.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.spiff.specs.defaults import ParallelMultiInstanceTask, SequentialMultiInstanceTask
from SpiffWorkflow.spiff.specs.defaults import StandardLoopTask as SpiffLoop
from SpiffWorkflow.spiff.specs.spiff_task import SpiffBpmnTask
from SpiffWorkflow.util.task import TaskState

from engine.errors import EngineError
from engine.messages_catalogue import msg

MOST_ROUNDS = 500
GATHERED = "gathered"  # internal data: [[place in the list, answer], …]
ROUNDS = (ParallelMultiInstanceTask, SequentialMultiInstanceTask, SpiffLoop)


class NoRounds(EngineError):
    """What should be a list or a number of rounds is something else, or far too much."""


def keep_rounds_together(task_specs: dict[str, Any]) -> None:
    """Tell every repeated activity when one of its rounds is over.

    SpiffWorkflow tells it when the first round begins, in the memory of that process: an instance that is
    restored in another one would never hear of its rounds again.
    """
    for spec in task_specs.values():
        if isinstance(spec, ROUNDS):
            task_specs[spec.task_spec].completed_event.connect(spec.merge_child)


def is_of_a_round(task: Any) -> bool:
    """Whether a task is one round of a repeated activity, or stands within one."""
    current = task
    while current is not None:
        parent = current.parent
        if (
            parent is not None
            and isinstance(parent.task_spec, ROUNDS)
            and parent.task_spec.task_spec == current.task_spec.name
        ):
            return True
        holder = current.workflow.parent_task_id
        current = None if holder is None else task.workflow.top_workflow.get_task_from_id(holder)
    return False


def _check(spec: Any, task: Any) -> None:
    """Rounds that cannot be counted are a failure of the step, told in words."""
    if spec.data_input is not None:
        found = spec.data_input.get(task) if spec.data_input.exists(task) else None
        if not isinstance(found, list | dict):
            name = str(spec.data_input.bpmn_id)
            raise NoRounds(msg("“{name}” is no list, so nobody can go through it.", name=name))
        count: object = len(found)
    else:
        count = task.workflow.script_engine.evaluate(task, spec.cardinality)
    if type(count) is not int or not 0 <= count <= MOST_ROUNDS:
        raise NoRounds(msg("At most {most} rounds can be run.", most=MOST_ROUNDS))
    for item in (spec.input_item, spec.output_item):
        if item is not None:
            task.data.pop(item.bpmn_id, None)  # left by somebody else; within a round it means the round's


def _gather(spec: Any, child: Any) -> None:
    """Take over what a round brought."""
    task = child.parent
    inner = {item.bpmn_id for item in (spec.input_item, spec.output_item) if item is not None}
    if spec.data_output is None or spec.output_item is None:
        _take_over(task, _changed(spec, child), inner)
    else:
        place = child.internal_data.get("key_or_index", len(task.internal_data["merged"]))
        gathered = task.internal_data.setdefault(GATHERED, [])
        gathered.append([place, child.data.get(spec.output_item.bpmn_id)])
        answers = [answer for _, answer in sorted(gathered, key=lambda one: str(one[0]).zfill(9))]
        spec.data_output.set(task, answers)
    task.internal_data["merged"].append(str(child.id))


def _changed(spec: Any, child: Any) -> dict[str, object]:
    """What a round set; what it merely began with may have been changed by another at once with it."""
    if not isinstance(spec, ParallelMultiInstanceTask):
        return dict(child.data)
    before = child.parent.parent.data
    return {name: value for name, value in child.data.items() if name not in before or before[name] != value}


def _take_over(task: Any, values: dict[str, object], inner: set[str]) -> None:
    task.data.update({name: value for name, value in values.items() if name not in inner})


class _Counted(SpiffBpmnTask):  # type: ignore[misc]
    """Counts the rounds once the values have come to the activity and before the first one begins."""

    def _update_hook(self, my_task: Any) -> bool:
        super()._update_hook(my_task)
        _check(self, my_task)
        return True


class _Answers:
    """Answers are a fresh list, whatever the rounds are counted by."""

    data_output: Any

    def init_data_output_with_input_data(self, my_task: Any, _input_data: object) -> None:
        self.data_output.set(my_task, [])

    def init_data_output_with_cardinality(self, my_task: Any) -> None:
        self.data_output.set(my_task, [])


class ParallelRounds(_Answers, ParallelMultiInstanceTask, _Counted):  # type: ignore[misc]
    """All rounds at once; over when all are, or when the condition to stop holds."""

    def merge_child(self, workflow: Any, child: Any) -> None:
        task = child.parent
        _gather(self, child)
        if self.check_completion_condition(task):
            for one in self._instances(task):
                if not one.has_state(TaskState.FINISHED_MASK):
                    one.cancel()
            task._set_state(TaskState.READY)
        elif self.children_complete(task):
            task._set_state(TaskState.READY)


class RoundsInTurn(_Answers, SequentialMultiInstanceTask, _Counted):  # type: ignore[misc]
    """One round after the other."""

    def add_next_child(self, task: Any) -> None:
        """The next round, of an empty place in the list too: SpiffWorkflow would wait for ever there."""
        next_one = self.get_next_input_item if self.data_input is not None else self.get_next_index
        place, item = next_one(task)
        self.create_child(task, item, place)

    def merge_child(self, workflow: Any, child: Any) -> None:
        task = child.parent
        _gather(self, child)
        if self.children_complete(task) or self.check_completion_condition(task):
            task._set_state(TaskState.READY)
        else:
            self.add_next_child(task)


class Loop(SpiffLoop):  # type: ignore[misc]
    """Again while the condition holds, and at most so often as the guard allows."""

    def merge_child(self, workflow: Any, child: Any) -> None:
        task = child.parent
        _take_over(task, child.data, set())
        task.internal_data["merged"].append(str(child.id))
        if self.loop_complete(task):
            task._set_state(TaskState.READY)
        else:
            self.create_child(task)
