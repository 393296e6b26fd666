"""From one component of a form's file to its typed value; what the subset does not know is a finding.

To add a type: its dataclass in `fields`, a function in `field_reader` and a line in `READERS` here, a line
in `conversion.READERS` and in `schema.SCHEMAS`, its macro in web.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.messages_catalogue import msg
from engine.task_forms.field_reader import (
    asked,
    checkbox,
    choice,
    computed,
    date_field,
    expression,
    file_picker,
    month_entries,
    number,
    questionnaire,
    shown,
    text_area,
    text_field,
)
from engine.task_forms.fields import (
    Checklist,
    Component,
    DynamicList,
    Group,
    Radio,
    Select,
    Separator,
    StaticText,
    Table,
)
from engine.task_forms.part import Part, unknown_name

MAX_COMPONENTS = 120
EDITOR_KEYS = frozenset({"type", "id", "layout"})  # the form editor writes them, we do not need them
SHOWN_KEYS = EDITOR_KEYS | {"label", "description", "conditional", "properties", "i18n"}
FIELD_KEYS = SHOWN_KEYS | {"key", "validate", "disabled"}


def read_components(parts: Part, name: str, *, inside: str = "") -> tuple[Component, ...]:
    """The components of a form, group or list of rows, without those that cannot be read."""
    found = []
    for place, data in enumerate(parts.objects(name, MAX_COMPONENTS), start=1):
        component = _read_component(data, f"{inside}{place}", parts)
        if component is not None:
            found.append(component)
    return tuple(found)


def _read_component(data: Mapping[str, object], place: str, parts: Part) -> Component | None:
    key = data.get("key") or data.get("path") or data.get("id")
    part = Part(data, key[:60] if isinstance(key, str) else place, parts.notebook)
    kind = part.text("type")
    if kind not in READERS:
        part.error("unknown_component", unknown_name(kind, READERS))
        return None
    english = part.inner("i18n")
    english.only({"en"})
    part.english = english.inner("en").data
    read, allowed = READERS[kind]
    part.only(allowed)
    return read(part, place)


def _static_text(part: Part, _place: str) -> StaticText:
    text = part.wording("text", needed=True)
    if "{{" in text.lv + text.en:
        part.error(
            "text_with_value", msg("A text of a form cannot show values; use a field with “disabled”.")
        )
    return StaticText(**shown(part), label=text)


def _separator(part: Part, _place: str) -> Separator:
    return Separator(**shown(part))


def _table(part: Part, _place: str) -> Table:
    english = part.english.get("columns")
    columns = []
    for data in part.objects("columns", 12):
        column = Part(data, part.element, part.notebook)
        column.only({"key", "label"})
        column.english = {"label": english.get(column.text("key"), "")} if isinstance(english, dict) else {}
        columns.append((column.text("key"), column.wording("label", needed=True)))
    rows = expression(part, "dataSource")
    if not rows or not columns:
        part.error("empty_table", msg("A table needs “dataSource” and at least one column."))
    return Table(**shown(part), label=part.wording("label", needed=True), rows=rows, columns=tuple(columns))


def _group(part: Part, place: str) -> Group:
    components = read_components(part, "components", inside=f"{place}.")
    return Group(**shown(part), label=part.wording("label"), components=components)


def _rows(part: Part, place: str) -> DynamicList:
    if "key" in part.data:
        part.error("unknown_key", msg("A list of rows has “path” instead of “key”."))
    part.data = {**part.data, "key": part.data.get("path", "")}
    return DynamicList(
        **asked(part, "max_rows"),
        components=read_components(part, "components", inside=f"{place}."),
        max_rows=part.inner("properties").whole("max_rows", 20, 100),
    )


NUMBER_KEYS = FIELD_KEYS | {"decimalDigits", "increment", "appearance"}
CHOICE_KEYS = FIELD_KEYS | {"values", "valuesKey", "searchable"}
DATE_KEYS = FIELD_KEYS | {"subtype", "dateLabel"}
ROWS_KEYS = FIELD_KEYS | {"path", "components", "defaultRepetitions", "allowAddRemove", "showOutline"}

READERS: dict[str, tuple[Callable[[Part, str], Component], frozenset[str]]] = {
    "text": (_static_text, EDITOR_KEYS | {"text", "conditional", "properties", "i18n"}),
    "textfield": (text_field, FIELD_KEYS),
    "textarea": (text_area, FIELD_KEYS),
    "number": (number, NUMBER_KEYS),
    "checkbox": (checkbox, FIELD_KEYS),
    "checklist": (choice(Checklist), CHOICE_KEYS),
    "radio": (choice(Radio), CHOICE_KEYS),
    "select": (choice(Select), CHOICE_KEYS),
    "datetime": (date_field, DATE_KEYS),
    "group": (_group, SHOWN_KEYS | {"components", "showOutline"}),
    "dynamiclist": (_rows, ROWS_KEYS),
    "filepicker": (file_picker, FIELD_KEYS | {"multiple", "accept"}),
    "separator": (_separator, EDITOR_KEYS | {"conditional", "properties"}),
    "expression": (computed, FIELD_KEYS | {"expression", "computeOn"}),
    "table": (_table, SHOWN_KEYS | {"dataSource", "columns", "rowCount"}),
    "questionnaire": (questionnaire, FIELD_KEYS),
    "month_entries": (month_entries, FIELD_KEYS),
}
