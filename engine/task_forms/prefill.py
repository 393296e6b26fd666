"""What a form shows before anybody has answered it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.steps import message_from_values
from engine.task_forms.conditions import parsed, worked_out
from engine.task_forms.fields import Computed, Field, Form, MonthEntries, Table
from engine.task_forms.terms import NO_WORDS, Words


def prefill(form: Form, values: Mapping[str, object], words: Words = NO_WORDS) -> dict[str, object]:
    """Key → start value: what `properties.prefill` gives, else the process's value of the same name.

    Typed values, as `submission.fill_inputs` takes them. A field without a start value is left out.
    Month entries only ever start from the value of the same name, which is this month's own, or from
    what the month holds already (`entries_kept`).
    """
    start: dict[str, object] = {}
    for field in form.fields():
        value = _start_value(field, values, words)
        if value is not None:
            start[field.key] = value
        if isinstance(field, MonthEntries):
            times = values.get(f"{_source(field)}_times")
            start |= {f"{field.key}_times": times} if times else {}
    return start


def starts_from(field: Field, values: Mapping[str, object], start: object) -> list[str] | None:
    """The values that a question may have started from; None where it goes by a rule alone.

    Where a rule names several (“the draft that was returned, else the proposal”) it is the one that stands
    there.
    """
    if not field.prefill:
        return [field.key]
    names = sorted(parsed(field.prefill).names)
    if not names:
        return None
    return names if len(names) == 1 else [name for name in names if values.get(name) == start]


def _source(field: MonthEntries) -> str:
    """The value a month starts from; its from–to stand beside it under the same name."""
    return field.prefill.removeprefix("=").strip() or field.key


def _start_value(field: Field, values: Mapping[str, object], words: Words) -> object:
    if isinstance(field, Computed):
        return worked_out(field.expression, values, words)
    return worked_out(field.prefill, values, words) if field.prefill else values.get(field.key)


def table_rows(
    table: Table, values: Mapping[str, object], words: Words = NO_WORDS
) -> list[tuple[object, ...]]:
    """The cells of every row in the order of the columns; None where a row has no such cell.

    A sentence of the engine, which travels as {text, values}, comes back as a Message.
    """
    rows = worked_out(table.rows, values, words)
    found = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return [tuple(_cell(row, key) for key, _ in table.columns) for row in found]


def _cell(row: Mapping[str, object], key: str) -> object:
    """The row itself may be the sentence (a step, a finding), or one of its cells."""
    value = row if key == "text" and isinstance(row.get("values"), Mapping) else row.get(key)
    if not isinstance(value, Mapping) or not isinstance(value.get("values"), Mapping):
        return value
    return message_from_values(value) if isinstance(value.get("text"), str) else value
