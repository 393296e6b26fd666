"""Every text that the parsed form of a process would evaluate, found by walking SpiffWorkflow's own objects.

The file is read by two readers, ours and SpiffWorkflow's. What the other one took for an expression is told
here too, so that nothing can be evaluated that the gate has not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpmn.definitions import Definition

SCRIPTS = frozenset({"script", "prescript", "postscript"})
EXPRESSIONS = frozenset(
    {"args", "condition", "expression", "cardinality", "completion_condition", "retrieval_expression"}
)
"""Attributes of SpiffWorkflow's specs that it hands to the script engine."""
OURS = ("SpiffWorkflow.", "engine.bpmn.")


@dataclass(frozen=True, slots=True)
class SpecText:
    """A text that would be evaluated."""

    element_id: str
    text: str
    is_script: bool


def spec_texts(definition: Definition) -> Iterator[SpecText]:
    """The texts of a process and its sub-processes; those of the processes it calls are theirs to tell."""
    own = {name: spec for name, spec in definition.subprocess_specs.items() if name in definition.elements}
    for spec in (definition.spec, *own.values()):
        for task_spec in spec.task_specs.values():
            element_id = str(getattr(task_spec, "bpmn_id", None) or task_spec.name)
            yield from _walked(task_spec, element_id, seen={id(spec)})
        yield from _walked(getattr(spec, "correlation_keys", None), spec.name, seen=set())


def _walked(thing: Any, element_id: str, seen: set[int]) -> Iterator[SpecText]:
    if id(thing) in seen or thing is None or isinstance(thing, str):
        return
    seen.add(id(thing))
    if isinstance(thing, Mapping | list | tuple | set | frozenset):
        for inner in thing.values() if isinstance(thing, Mapping) else thing:
            yield from _walked(inner, element_id, seen)
    elif type(thing).__module__.startswith(OURS):
        for name, value in _attributes(thing):
            if name in SCRIPTS | EXPRESSIONS and isinstance(value, str):
                yield SpecText(element_id, value, is_script=name in SCRIPTS)
            else:
                yield from _walked(value, element_id, seen)


def _attributes(thing: Any) -> list[tuple[str, Any]]:
    """A condition keeps its text as the first of its arguments; the graph around a task is not its own."""
    found = [
        (name, value)
        for name, value in vars(thing).items()
        if name not in {"_wf_spec", "inputs", "outputs", "_inputs", "_outputs", "extensions", "table"}
    ]
    return [
        (name, value[0] if name == "args" and isinstance(value, list | tuple) and value else value)
        for name, value in found
    ]
