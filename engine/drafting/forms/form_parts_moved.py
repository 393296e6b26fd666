"""Components of a form added, moved and taken out; each gives the place where the component stands then."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from engine.drafting.forms.form_documents import HOLDERS, INSIDE, Part, at, key_of, keys, siblings
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.task_forms.fields import Wording
from engine.task_forms.form_checks import ENGINE_KEYS, RESERVED_KEYS, WORDS

_NO_KEY = frozenset({"text", "separator", "group", "table"})
_LONGEST_KEY = 40
_YES_NO = [{"label": "Jā", "value": "true"}, {"label": "Nē", "value": "false"}]
_CHOICES = [{"label": "Pirmā atbilde", "value": "first"}, {"label": "Otrā atbilde", "value": "second"}]
_CHOICES_EN = {"first": "The first answer", "second": "The second answer"}
_ROW: Mapping[str, Any] = {
    "type": "textfield",
    "key": "row_text",
    "label": "Ieraksts",
    "i18n": {"en": {"label": "Entry"}},
}
KINDS: Mapping[str, Mapping[str, Any]] = {
    "textfield": {},
    "textarea": {},
    "number": {},
    "checkbox": {},
    "yes_no": {
        "type": "radio",
        "values": _YES_NO,
        "i18n": {"en": {"values": {"true": "Yes", "false": "No"}}},
    },
    "radio": {"values": _CHOICES, "i18n": {"en": {"values": _CHOICES_EN}}},
    "select": {"values": _CHOICES, "i18n": {"en": {"values": _CHOICES_EN}}},
    "checklist": {"values": _CHOICES, "i18n": {"en": {"values": _CHOICES_EN}}},
    "datetime": {"subtype": "date"},
    "filepicker": {},
    "dynamiclist": {INSIDE: [_ROW]},
    "expression": {"expression": "=0"},
    "text": {},
    "group": {INSIDE: []},
    "separator": {},
    "table": {
        "dataSource": "=[]",
        "columns": [{"key": "text", "label": "Teksts"}],
        "i18n": {"en": {"columns": {"text": "Text"}}},
    },
    "questionnaire": {},
    "month_entries": {},
}
"""What can be added, each with what it needs beside its words; exactly the kinds that a form may hold."""


def add(form: Part, kind: str, label: Wording, after: str = "", *, inside: bool = False) -> str:
    """A new component after the one at `after`, or as the last inside it; "" = at the end of the form."""
    if kind not in KINDS:
        raise EngineError(msg("Choose what to add."))
    if not label.lv and kind != "separator":
        raise EngineError(msg("Write what the question or the text says, in Latvian."))
    part = _new(form, kind, label)
    if after and inside:
        holder = at(form, after)
        if holder.get("type") not in HOLDERS:
            raise EngineError(msg("Only a part of the form and a list of rows can hold fields."))
        holder.setdefault(INSIDE, []).append(part)
        return f"{after}.{len(holder[INSIDE])}"
    if not after:
        form.setdefault(INSIDE, []).append(part)
        return str(len(form[INSIDE]))
    around, index = siblings(form, after)
    around.insert(index + 1, part)
    return _beside(after, index + 2)


def move(form: Part, place: str, way: str) -> str:
    """The component one step up or down, into the group just above it, or out of its group, behind it."""
    around, index = siblings(form, place)
    part = around[index]
    if way in ("up", "down"):
        to = index + (1 if way == "down" else -1)
        if 0 <= to < len(around):
            around.insert(to, around.pop(index))
            return _beside(place, to + 1)
        return place
    if way == "into" and can_go_in(form, place):
        holder = around[index - 1]
        holder[INSIDE].append(around.pop(index))
        return f"{_beside(place, index)}.{len(holder[INSIDE])}"
    if way == "out" and "." in place:
        above = place.rpartition(".")[0]
        outer, at_index = siblings(form, above)
        outer.insert(at_index + 1, part)
        around.pop(index)
        return _beside(above, at_index + 2)
    return place


def remove(form: Part, place: str) -> str:
    """Take the component out; the place of what is chosen next, "" where nothing is left beside it."""
    around, index = siblings(form, place)
    around.pop(index)
    if around:
        return _beside(place, min(index, len(around) - 1) + 1)
    return place.rpartition(".")[0]


def can_go_in(form: Part, place: str) -> bool:
    """Whether a group or a list of rows stands just above the component."""
    around, index = siblings(form, place)
    above = around[index - 1] if index else {}
    return above.get("type") in HOLDERS and isinstance(above.get(INSIDE), list)


def key_for(words: str, taken: set[str]) -> str:
    """A key made of a label: small letters, digits and `_`, not taken and not reserved."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_KEY].strip("_")
    stem = stem if stem[:1].isalpha() else f"field_{stem}".strip("_")
    refused = taken | RESERVED_KEYS | ENGINE_KEYS | WORDS
    found, number = stem, 2
    while found in refused:
        found, number = f"{stem}_{number}", number + 1
    return found


def _new(form: Part, kind: str, label: Wording) -> Part:
    base = KINDS[kind]
    part: Part = {"type": str(base.get("type", kind))}
    if kind not in _NO_KEY:
        named = "path" if kind == "dynamiclist" else "key"
        part[named] = key_for(label.en or label.lv, keys(form))
    words = "text" if kind == "text" else "label"
    english: Part = {words: label.en} if label.en and kind != "separator" else {}
    if kind != "separator":
        part[words] = label.lv
    part |= {name: _copy(value) for name, value in base.items() if name not in ("type", "i18n")}
    english |= _copy(base.get("i18n", {}).get("en", {}))
    if english:
        part["i18n"] = {"en": english}
    if kind == "dynamiclist":
        part[INSIDE][0]["key"] = key_for("row_text", keys(form) | {key_of(part)})
    return part


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(inner) for name, inner in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list) else value


def _beside(place: str, number: int) -> str:
    above, dot, _ = place.rpartition(".")
    return f"{above}{dot}{number}"
