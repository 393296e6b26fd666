"""A form's file as the editor turns it over: components by their place, everything else left as it is.

A place is where a component stands, counted from one: "3", inside a group or a list of rows "3.1".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from engine.errors import NotFound
from engine.messages_catalogue import msg

Part = dict[str, Any]
INSIDE = "components"
HOLDERS = ("group", "dynamiclist")
_MOST_LEVELS = 8
_GONE = msg("This field is no longer there.")


def read(data: bytes | None) -> Part | None:
    """The form; None where the file is no object with a list of components, or could not be written again."""
    try:
        found = json.loads((data or b"").decode("utf-8-sig"))
        is_sound = isinstance(found, dict) and _is_sound(found, 0) and bool(written(found))
    except (ValueError, RecursionError):
        return None
    return found if is_sound else None


def written(form: Part) -> bytes:
    """The form as a file, as the shipped ones are written: unchanged ones give the same bytes."""
    return f"{json.dumps(form, ensure_ascii=False, indent=2)}\n".encode()


def walk(form: Part) -> Iterator[tuple[str, Part]]:
    """Place and component of everything, in reading order."""
    yield from _walk(form, "")


def at(form: Part, place: str) -> Part:
    """The component at this place; NotFound where nothing stands there."""
    found = dict(walk(form)).get(place)
    if found is None:
        raise NotFound(_GONE)
    return found


def siblings(form: Part, place: str) -> tuple[list[Part], int]:
    """The list in which the component stands, and at which index; NotFound where nothing stands there."""
    at(form, place)
    above, _, own = place.rpartition(".")
    holder = at(form, above) if above else form
    return holder[INSIDE], int(own) - 1


def place_of(form: Part, element: str) -> str:
    """Where the component stands that a finding calls by its key, its place or its kind; "" for none."""
    for names in (("key", "path", "id"), ("type",)):
        for place, part in walk(form):
            if element and element in (place, *(part.get(name) for name in names)):
                return place
    return ""


def key_of(part: Part) -> str:
    """The name of the value that the component answers; "" where it answers none."""
    key = part.get("key") or part.get("path") or ""
    return key if isinstance(key, str) else ""


def keys(form: Part) -> set[str]:
    """Every key that is taken."""
    return {key_of(part) for _, part in walk(form)} - {""}


def _walk(holder: Part, above: str) -> Iterator[tuple[str, Part]]:
    for number, part in enumerate(holder.get(INSIDE, []), start=1):
        place = f"{above}{number}"
        yield place, part
        yield from _walk(part, f"{place}.")


def _is_sound(holder: Part, level: int) -> bool:
    inside = holder.get(INSIDE, [] if level else None)
    if not isinstance(inside, list) or level > _MOST_LEVELS:
        return False
    return all(isinstance(part, dict) and _is_sound(part, level + 1) for part in inside)
