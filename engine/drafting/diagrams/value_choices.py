"""The values that may exist in a process, as people know them: by the question that asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from engine.gate.process_values import values_of
from engine.gate.room import Room
from engine.task_forms.fields import Choice, Field, Option, Wording

NUMBERS = (int, float, Decimal)


@dataclass(frozen=True, slots=True)
class ValueChoice:
    """One value: its name, the question it answers (empty: none), its kind, the answers it may have."""

    name: str
    title: Wording
    kind: str  # yes_no | number | day | text | list | "" where nobody can tell
    options: Sequence[Option] = ()


def questions(room: Room) -> Mapping[str, Field]:
    """Every field of every form by its key; where two forms ask for the same, the first counts."""
    return {field.key: field for form in reversed([*room.forms.values()]) for field in form.fields()}


def value_choices(room: Room, process_id: str, asked: Mapping[str, Field]) -> list[ValueChoice]:
    """Everything that a condition of this process may ask for, by name; `asked` as `questions` gives it."""
    if process_id not in room.diagrams:
        return []
    found = values_of(room, process_id)
    return [described(name, sample, asked) for name, sample in sorted(found.items()) if _is_plain(sample)]


def described(name: str, sample: object, asked: Mapping[str, Field]) -> ValueChoice:
    """A value with its question, its kind as the sample shows it, and its possible answers."""
    field = asked.get(name)
    options = field.options if isinstance(field, Choice) else ()
    title = Wording() if field is None else field.label
    return ValueChoice(name, title, _kind(sample), options)


def _is_plain(sample: object) -> bool:
    return not isinstance(sample, dict)


def _kind(sample: object) -> str:
    if isinstance(sample, bool):
        return "yes_no"
    if isinstance(sample, NUMBERS):
        return "number"
    if isinstance(sample, date | datetime):
        return "day"
    if isinstance(sample, list | dict):
        return "list"
    return "text" if isinstance(sample, str) else ""
