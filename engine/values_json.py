"""Case values as JSON and back: text, whole numbers, yes/no, nothing, lists, tables by name,
and three scalars JSON lacks – day, instant and exact decimal – each as a one-key object.

Fractions are Decimal; a float is refused on the way in and on the way out, so that no amount can blur.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

DAY, INSTANT, DECIMAL = "$date", "$instant", "$decimal"


class NotAValue(TypeError):
    """Something that may not travel in a case: a float, an object, a key that is not text."""


def dumps(values: object) -> str:
    """Compact JSON; raises NotAValue for anything but case values."""
    try:
        return json.dumps(_checked(values), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as trouble:
        raise NotAValue(str(trouble)) from trouble


def loads(text: str | bytes) -> object:
    """The values `dumps` wrote."""
    return json.loads(text, object_hook=_restored, parse_float=_no_float, parse_constant=_no_float)


def check(values: object) -> None:
    """Raises NotAValue where `dumps` would, without writing anything."""
    _checked(values)


def _checked(value: object) -> object:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is dict:
        return _checked_table(value)  # type: ignore[arg-type]
    if kind is list or kind is tuple:
        return [_checked(item) for item in value]  # type: ignore[attr-defined]
    return _scalar(value)


_PLAIN = frozenset({str, int, bool, type(None)})


def _checked_table(table: dict[object, object]) -> dict[str, object]:
    checked: dict[str, object] = {}
    for key, value in table.items():
        if type(key) is not str or key.startswith("$"):
            raise NotAValue(f"the key {key!r} is not a plain name")
        checked[key] = value if type(value) in _PLAIN else _checked(value)
    return checked


def _scalar(value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise NotAValue("an instant needs its time zone")
        return {INSTANT: value.isoformat()}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NotAValue("a number must be finite")
        return {DECIMAL: str(value)}
    if isinstance(value, str):  # a StrEnum travels as its text
        return str(value)
    raise NotAValue(f"{type(value).__name__} cannot travel in a case")


def _restored(table: dict[str, object]) -> object:
    if len(table) != 1:
        return table
    ((key, value),) = table.items()
    if key == DAY:
        return date.fromisoformat(str(value))
    if key == INSTANT:
        return datetime.fromisoformat(str(value))
    if key == DECIMAL:
        return Decimal(str(value))
    return table


def _no_float(text: str) -> object:
    raise NotAValue(f"{text} is not an exact number")
