"""Where an instance of a process can stand, and which step of another diagram could be the same one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.bpmn.definitions import Definition
from engine.bpmn.elements import Element

__all__ = ["STANDS_AT", "Element", "places", "unsound", "without_place"]

STANDS_AT = frozenset(
    {
        "userTask",
        "manualTask",
        "receiveTask",
        "callActivity",
        "subProcess",
        "transaction",
        "intermediateCatchEvent",
        "eventBasedGateway",
        "boundaryEvent",
    }
)


def places(definition: Definition) -> dict[str, Element]:
    """The elements of the process, and of all it calls, at which an instance may wait; by id."""
    names = {
        name for spec in (definition.spec, *definition.subprocess_specs.values()) for name in spec.task_specs
    }
    found = definition.elements
    return {name: found[name] for name in sorted(names) if name in found and found[name].kind in STANDS_AT}


def without_place(old: Definition, new: Definition) -> dict[str, Sequence[Element]]:
    """The elements of the old diagram that the new one does not have, each with what it could be there."""
    before, after = places(old), places(new)
    fresh = [one for name, one in after.items() if name not in before or before[name].kind != one.kind]
    return {
        name: [one for one in fresh if one.kind == element.kind]
        for name, element in before.items()
        if name not in after or after[name].kind != element.kind
    }


def unsound(old: Definition, new: Definition, elements: Mapping[str, str]) -> list[str]:
    """Ids of the old diagram whose named place in the new one is none, or is taken twice."""
    choices = {name: {one.element_id for one in found} for name, found in without_place(old, new).items()}
    named = list(elements.values())
    return [
        name
        for name, target in elements.items()
        if target not in choices.get(name, set()) or named.count(target) > 1
    ]
