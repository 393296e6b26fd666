"""A form by the keys of its fields, as plain text values, so that two of them can be compared."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from engine.bpmn.file_parts import Part
from engine.errors import Finding, Refused, Severity
from engine.messages_catalogue import msg

_INSIDE = "components"
_MOST_LEVELS = 30


def read_form_parts(data: bytes, file: str) -> dict[str, Part]:
    """Key of a field → part; "" is the form itself. Raises Refused where it cannot be read."""
    try:
        form = json.loads(data)
    except (ValueError, RecursionError):
        form = None
    if not isinstance(form, dict):
        raise Refused([Finding(file, "", "not_json", Severity.ERROR, msg("The form cannot be read."))])
    found: dict[str, Part] = {"": Part("form", _text(form.get("title")), dict(_values(form, "", 0)), "")}
    for key, place, component in _components(form, "", 0):
        name = _text(component.get("label"))
        found[key] = Part(_text(component.get("type")), name, dict(_values(component, "", 0)), place)
    return found


def _components(
    parent: Mapping[str, Any], place: str, level: int
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Key, the group it stands in, and the component; what has no key is counted by its type."""
    inside = parent.get(_INSIDE)
    if not isinstance(inside, list) or level > _MOST_LEVELS:
        return
    counted: Counter[str] = Counter()
    for component in inside:
        if isinstance(component, dict):
            kind = _text(component.get("type"))
            counted[kind] += 1
            own = component.get("key") or component.get("id") or f"{place}{kind} {counted[kind]}"
            yield str(own), place, component
            yield from _components(component, f"{own}/", level + 1)


def _values(value: Mapping[str, Any], above: str, level: int) -> Iterator[tuple[str, str]]:
    for name, inner in value.items():
        if name == _INSIDE or level > _MOST_LEVELS:
            continue
        if isinstance(inner, dict):
            yield from _values(inner, f"{above}{name}.", level + 1)
        elif isinstance(inner, list):
            yield f"{above}{name}", "; ".join(_in_list(one) for one in inner)
        else:
            yield f"{above}{name}", _text(inner)


def _in_list(one: object) -> str:
    return ": ".join(_text(part) for part in one.values()) if isinstance(one, dict) else _text(one)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)
