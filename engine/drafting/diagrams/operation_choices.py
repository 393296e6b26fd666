"""The operations of the registry as a process owner knows them: by what diagrams call them, with values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.drafting.diagrams.value_choices import ValueChoice, described
from engine.gate.operation_needs import NEEDED_BY
from engine.gate.room import Room
from engine.gate.sample_values import RAISED_BY, SET_BY
from engine.service_tasks.registry import OPERATIONS
from engine.task_forms.fields import Field, Wording

UNNAMED: Mapping[str, Wording] = {
    "remind_of_tasks": Wording("Atgādināt tiem, kurus process gaida", "Remind whoever the process waits for"),
}
"""What operations are called that no diagram may name yet."""


@dataclass(frozen=True, slots=True)
class OperationChoice:
    """One operation: what diagrams call it, the values it needs and gives, the errors it may end with."""

    name: str
    title: Wording
    needs: Sequence[ValueChoice]
    gives: Sequence[ValueChoice]
    errors: Sequence[str]  # codes


def operations(room: Room, asked: Mapping[str, Field]) -> list[OperationChoice]:
    """Every operation, by its title; `asked` as `questions` gives it."""
    titles = _titles(room)
    samples: dict[str, object] = {}
    for given in SET_BY.values():
        samples |= given
    found = [
        OperationChoice(
            name=name,
            title=titles.get(name, Wording(name, name)),
            needs=[described(one, samples.get(one), asked) for one in sorted(NEEDED_BY.get(name, ()))],
            gives=[described(one, sample, asked) for one, sample in sorted(SET_BY.get(name, {}).items())],
            errors=sorted(RAISED_BY.get(name, ())),
        )
        for name in OPERATIONS
    ]
    return sorted(found, key=lambda one: one.title.lv)


def _titles(room: Room) -> Mapping[str, Wording]:
    """What the service tasks with an operation are called; the first in the order of the files."""
    found: dict[str, Wording] = {}
    for diagram in room.diagrams.values():
        for element in diagram.elements.values():
            if element.operation and element.label:
                found.setdefault(element.operation, Wording(element.label, element.label_en))
    return {**UNNAMED, **found}
