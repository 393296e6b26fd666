"""Values as JSON and back: text, whole numbers, yes/no, nothing, lists, tables by name, three scalars more.

Those are a day {"$date": "2026-10-01"}, an instant {"$instant": "…+00:00"} (always UTC) and a fraction
{"$decimal": "5.4200"}; a float is refused on the way in and out, so that no amount can blur. Equal values
give the same text every time, so that it can be signed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

DAY, INSTANT, DECIMAL = "$date", "$instant", "$decimal"
_READERS: Mapping[str, Callable[[str], object]] = {
    DAY: date.fromisoformat,
    INSTANT: datetime.fromisoformat,
    DECIMAL: Decimal,
}
_PLAIN = frozenset({str, int, bool, type(None)})
_SCALAR_SEQUENCES = (str, bytes, bytearray, memoryview)


class NotAValue(ValueError):
    """Something that would lose its meaning: a float, an object, a naive instant, a key that is not text."""


def dumps(values: object) -> str:
    """Compact JSON with sorted keys; raises NotAValue for anything but values."""
    try:
        return json.dumps(
            _checked(values), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
        )
    except RecursionError as trouble:
        raise NotAValue("the values are nested too deeply") from trouble


def loads(text: str | bytes) -> object:
    """The values `dumps` wrote; tuples come back as lists. Raises NotAValue for a float or NaN."""
    return json.loads(text, object_hook=_restored, parse_float=_no_float, parse_constant=_no_float)


def _checked(value: object) -> object:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:  # what nearly every value is comes first: this runs with every step
        return _checked_list(value)  # type: ignore[arg-type]
    if kind is dict or isinstance(value, Mapping):
        return _checked_table(value)  # type: ignore[arg-type]
    if isinstance(value, Sequence) and not isinstance(value, _SCALAR_SEQUENCES):
        return _checked_list(value)
    return _scalar(value)


def _checked_list(items: Sequence[object]) -> list[object]:
    return [item if type(item) in _PLAIN else _checked(item) for item in items]


def _checked_table(table: Mapping[object, object]) -> dict[str, object]:
    checked: dict[str, object] = {}
    for key, value in table.items():
        if not isinstance(key, str) or key.startswith("$"):
            raise NotAValue(f"the key {key!r} is not a plain name")
        checked[str(key)] = value if type(value) in _PLAIN else _checked(value)
    return checked


def _scalar(value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise NotAValue("an instant needs its time zone")
        return {INSTANT: value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NotAValue("a number must be finite")
        return {DECIMAL: str(value)}
    if isinstance(value, str):  # a StrEnum travels as its text
        return str(value)
    raise NotAValue(f"a value of type {type(value).__name__} cannot be kept")


def _restored(table: dict[str, object]) -> object:
    if len(table) == 1:
        ((key, value),) = table.items()
        reader = _READERS.get(key)
        if reader is not None and isinstance(value, str):
            return reader(value)
    return table


def _no_float(text: str) -> object:
    raise NotAValue(f"{text} is not an exact number")
