"""Which task of the old diagram is which of the new one, and what a step is called when a move is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.task import Task

from engine.bpmn.definitions import Definition
from engine.errors import EngineError

_PARTS = re.compile(r"(?P<id>.*?)(?P<part>\.BoundaryEventSplit|\.BoundaryEventJoin|\.EndJoin| \[child\])?")


class CannotMove(EngineError):
    """An instance cannot be taken to another diagram; the sentence says why and names the element."""


class Names:
    """The plan's renamings, read both for elements and for what the parsed form makes of them."""

    def __init__(self, old: Definition, new: Definition, elements: Mapping[str, str]) -> None:
        self.old, self.new = old, new
        self._elements = elements

    def element(self, name: str) -> str:
        """The id in the new diagram of an element of the old one."""
        return self._elements.get(name, name)

    def target(self, spec_name: str) -> str:
        """The name in the new parsed form: that of the element, with whatever the parsed form adds to it."""
        element_id, part = split(spec_name)
        return self.element(element_id) + part

    def title(self, task: Task) -> str:
        """What the step of a task is called in the old diagram."""
        return titled(self.old, task.task_spec.name)


def split(spec_name: str) -> tuple[str, str]:
    """The element of a name in the parsed form, and what the parsed form added."""
    found = _PARTS.fullmatch(spec_name)
    return (found["id"], found["part"] or "") if found else (spec_name, "")


def titled(definition: Definition, spec_name: str) -> str:
    """The label of an element; its id where it has none."""
    element = definition.elements.get(split(spec_name)[0])
    return element.title("lv") if element else split(spec_name)[0]


def leave_out(scope: Any, task: Task) -> None:
    """Take one task out of the tree; what is behind it hangs on the task before it."""
    parent = task.parent
    place = parent._children.index(task.id)
    behind = list(task.children)
    for child in behind:
        child._parent = parent.id
    parent._children[place : place + 1] = [child.id for child in behind]
    scope.tasks.pop(task.id)
    if scope.last_task is task:
        # its values went on into the step behind it
        scope.last_task = behind[0] if behind else parent


def cut_off(scope: Any, task: Task) -> None:
    """Take a task and all behind it out of the tree."""
    parent = task.parent
    scope._remove_task(task.id)
    if scope.last_task is not None and scope.last_task.id not in scope.tasks:
        scope.last_task = parent
