"""From the names and values of an HTML form to the raw answers of a form, and back.

**The names of HTML fields** (the page draws exactly these; nothing else is read):

=====================  ==========================================================================
component              names and values
=====================  ==========================================================================
textfield, textarea    ``key``
number                 ``key`` (``12``, ``12,5`` or ``12.5``; with ``unit: euro_cents`` euros: ``12,50``)
checkbox               ``key`` = ``true`` when ticked, absent when not
checklist              ``key`` once for every ticked option
radio, select          ``key`` = the value of the option
datetime (date)        ``key-day``, ``key-month``, ``key-year``; or one ``key`` = ``2026-10-05``
dynamiclist            ``path[0].sub``, ``path[1].sub`` … ``sub`` named as above (``path[0].born-day``)
filepicker             ``key`` once for every stored file: the id the upload was given
questionnaire          ``key.q01`` = ``0`` … ``3``, one for every item of the instrument
month_entries          ``key[2026-10-05].hours``, ``key[2026-10-05].minutes``; on the days that
                       need them also ``key[2026-10-05].from`` and ``.to`` (``09:30``)
text, separator,       none: they are shown, never sent
table, expression
=====================  ==========================================================================

A field inside a group has its own plain name: groups add nothing to names.
``csrf_token`` and every name that begins with ``_`` belong to the page itself (``_action``,
``_version``, ``_add``, ``_remove``) and never reach a form; keys of fields may not begin with ``_``.

**Raw answers** (`parse_submission`) are plain JSON values keyed by field: text stays text, a date is
``{"day": "5", "month": "10", "year": "2026"}``, a day of a month ``{"hours": "3", "minutes": "15"}``.
That is also the shape of a draft; it may hold anything a person typed. `fill_inputs` is the way back:
it takes raw answers or typed values and returns what stands in every input of the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from engine.task_forms.fields import (
    Checkbox,
    Checklist,
    Component,
    Computed,
    DateField,
    DynamicList,
    Field,
    FilePicker,
    Form,
    MonthEntries,
    NumberField,
    NumberUnit,
    QuestionnaireField,
    walk,
)

Input = tuple[str, list[str]]
Inputs = dict[str, list[str]]

DATE_PARTS = ("day", "month", "year")
PAGE_NAMES = frozenset({"csrf_token"})
MOST_NAMES = 5_000  # a month with from–to has 124; more is no page of ours
ROW = re.compile(r"\[([0-9]{1,3})\]\.(.{1,100})", re.DOTALL)
MONTH_DAY = re.compile(r"\[([0-9-]{1,10})\]\.(hours|minutes|from|to)")
ITEM = re.compile(r"\.([A-Za-z0-9_]{1,40})")
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@dataclass(slots=True)
class Sent:
    """What a browser sent, or one row of it; remembers which names a field asked for."""

    names: Mapping[str, Sequence[str]]
    asked_for: set[str] = field(default_factory=set)

    def all(self, name: str) -> list[str]:
        """Every value of this name."""
        self.asked_for.add(name)
        return list(self.names.get(name, ()))

    def last(self, name: str) -> str | None:
        """The last value of this name, as `<select>` means it; None where nothing was sent."""
        values = self.all(name)
        return values[-1] if values else None

    def inside(self, name: str, shape: re.Pattern[str]) -> Iterator[tuple[re.Match[str], str]]:
        """The full names that go on after `name` in this shape."""
        for full in self.names:
            found = shape.fullmatch(full, len(name)) if full.startswith(name) else None
            if found:
                yield found, full

    def rest(self) -> dict[str, object]:
        """What no field asked for."""
        return {name: list(values) for name, values in self.names.items() if name not in self.asked_for}


def parse_submission(form: Form, flat: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """Raw answers keyed by field; unknown names come along under their own name, so that they can be told.

    `flat` is what the browser sent: name → values. Nothing is judged here and nothing can fail.
    """
    names = {name: flat[name] for name in list(flat)[:MOST_NAMES] if not _is_the_page_s(name)}
    return _raw_answers(form.fields(), Sent(names))


def _is_the_page_s(name: str) -> bool:
    return name.startswith("_") or name in PAGE_NAMES


def _raw_answers(fields: Sequence[Field], sent: Sent) -> dict[str, object]:
    raw: dict[str, object] = {}
    for part in fields:
        if part.disabled or isinstance(part, Computed):
            continue
        value = PARSERS.get(type(part), _single)(part, sent)
        if value is not None:
            raw[part.key] = value
    return {name: value for name, value in sent.rest().items() if name not in raw} | raw


def _single(part: Field, sent: Sent) -> object:
    return sent.last(part.key)


def _box(part: Field, sent: Sent) -> object:
    return "true" in sent.all(part.key)


def _several(part: Field, sent: Sent) -> object:
    return sent.all(part.key)


def _date(part: Field, sent: Sent) -> object:
    whole = sent.last(part.key)
    parts = {name: sent.last(f"{part.key}-{name}") for name in DATE_PARTS}
    if any(value is not None for value in parts.values()):
        return {name: value or "" for name, value in parts.items()}
    return whole


def _rows(part: Field, sent: Sent) -> object:
    rows: dict[int, dict[str, list[str]]] = {}
    for found, full in sent.inside(part.key, ROW):
        rows.setdefault(int(found.group(1)), {})[found.group(2)] = sent.all(full)
    components = part.components if isinstance(part, DynamicList) else ()
    fields = [inner for inner in walk(components) if isinstance(inner, Field)]
    return [_raw_answers(fields, Sent(row)) for _, row in sorted(rows.items())]


def _questionnaire(part: Field, sent: Sent) -> object:
    return {found.group(1): sent.last(full) for found, full in sent.inside(part.key, ITEM)}


def _month(part: Field, sent: Sent) -> object:
    days: dict[str, dict[str, str]] = {}
    for found, full in sent.inside(part.key, MONTH_DAY):
        written = (sent.last(full) or "").strip()
        if written:
            days.setdefault(found.group(1), {})[found.group(2)] = written
    return days


PARSERS: dict[type[Field], Callable[[Field, Sent], object]] = {
    Checkbox: _box,
    Checklist: _several,
    FilePicker: _several,
    DateField: _date,
    DynamicList: _rows,
    QuestionnaireField: _questionnaire,
    MonthEntries: _month,
}


def fill_inputs(form: Form, values: Mapping[str, object]) -> Inputs:
    """Name → values for every input of the page; takes raw answers, typed values, or some of each."""
    return dict(_filled(form.components, "", values))


def _filled(components: tuple[Component, ...], before: str, values: Mapping[str, object]) -> Iterator[Input]:
    for part in walk(components):
        value = values.get(part.key) if isinstance(part, Field) else None
        if isinstance(part, Field) and value is not None:
            yield from FILLERS.get(type(part), _fill_single)(part, before + part.key, value)
            if isinstance(part, MonthEntries):
                yield from _fill_times(before + part.key, values.get(f"{part.key}_times"))


def _fill_single(part: Field, name: str, value: object) -> Iterator[Input]:
    yield name, [_written(part, value)]


def _written(part: Field, value: object) -> str:
    """The value as people write it; a text stays as it was sent."""
    if isinstance(value, str):
        return value
    if isinstance(part, NumberField) and part.unit is NumberUnit.EURO_CENTS and isinstance(value, int):
        value = Decimal(value) / 100
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _fill_box(_part: Field, name: str, value: object) -> Iterator[Input]:
    yield name, ["true"] if value in (True, "true") else []


def _fill_several(_part: Field, name: str, value: object) -> Iterator[Input]:
    yield name, [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _fill_date(_part: Field, name: str, value: object) -> Iterator[Input]:
    if isinstance(value, date):
        value = {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    elif isinstance(value, str):
        found = ISO_DAY.fullmatch(value)
        value = dict(zip(("year", "month", "day"), found.groups(), strict=True)) if found else {"day": value}
    if isinstance(value, Mapping):
        for part in DATE_PARTS:
            yield f"{name}-{part}", [str(value.get(part, ""))]


def _fill_rows(part: Field, name: str, value: object) -> Iterator[Input]:
    components = part.components if isinstance(part, DynamicList) else ()
    for number, row in enumerate(value if isinstance(value, list) else []):
        if isinstance(row, Mapping):
            yield from _filled(components, f"{name}[{number}].", row)


def _fill_questionnaire(_part: Field, name: str, value: object) -> Iterator[Input]:
    for item, points in value.items() if isinstance(value, Mapping) else ():
        yield f"{name}.{item}", [str(points)]


def _fill_month(_part: Field, name: str, value: object) -> Iterator[Input]:
    for day, entry in value.items() if isinstance(value, Mapping) else ():
        written = {"hours": entry // 60, "minutes": entry % 60} if isinstance(entry, int) else entry
        for part, amount in written.items() if isinstance(written, Mapping) else ():
            yield f"{name}[{day}].{part}", [str(amount)]


def _fill_times(name: str, times: object) -> Iterator[Input]:
    for day, span in times.items() if isinstance(times, Mapping) else ():
        for part, clock in span.items() if isinstance(span, Mapping) else ():
            yield f"{name}[{day}].{part}", [str(clock)]


FILLERS: dict[type[Field], Callable[[Field, str, object], Iterator[Input]]] = {
    Checkbox: _fill_box,
    Checklist: _fill_several,
    FilePicker: _fill_several,
    DateField: _fill_date,
    DynamicList: _fill_rows,
    QuestionnaireField: _fill_questionnaire,
    MonthEntries: _fill_month,
}
