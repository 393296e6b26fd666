"""Values as JSON and back: text, whole numbers, yes/no, nothing, lists, tables by name, three scalars more.

Those are a day {"$date": "2026-10-01"}, an instant {"$instant": "…+00:00"} (always UTC) and a fraction
{"$decimal": "5.4200"}; a float is refused on the way in and out, so that no amount can blur. Equal values
give the same text every time, so that it can be signed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from json.encoder import encode_basestring as _quoted
from typing import cast

DAY, INSTANT, DECIMAL = "$date", "$instant", "$decimal"
_READERS: Mapping[str, Callable[[str], object]] = {
    DAY: date.fromisoformat,
    INSTANT: datetime.fromisoformat,
    DECIMAL: Decimal,
}
_PLAIN = frozenset({str, int, bool, type(None)})
_TEXT = frozenset({str})
_SCALAR_SEQUENCES = (str, bytes, bytearray, memoryview)


class NotAValue(ValueError):
    """Something that would lose its meaning: a float, an object, a naive instant, a key that is not text."""


def dumps(values: object) -> str:
    """Compact JSON with sorted keys; raises NotAValue for anything but values."""
    try:
        _check(values)
        return _ENCODER.encode(values)
    except RecursionError as trouble:
        raise NotAValue("the values are nested too deeply") from trouble


def dumps_plain(value: object) -> str:
    """What `dumps` gives for one value; where it is plain, at a fraction of the cost."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _quoted(value)
    if type(value) is int:
        return str(value)
    if isinstance(value, datetime) and value.tzinfo is UTC:
        return f'{{"{INSTANT}":"{value.isoformat()}"}}'
    return dumps(value)


def loads(text: str | bytes) -> object:
    """The values `dumps` wrote; tuples come back as lists. Raises NotAValue for a float or NaN."""
    return _DECODER.decode(text if isinstance(text, str) else text.decode())


def is_same(one: object, other: object) -> bool:
    """Written alike: 1 is not yes, 5.42 is not 5.4200, however equal they are."""
    kind = type(one)
    if one is other:
        return True
    if kind is not type(other) or one != other:
        return False
    if kind in _PLAIN or kind is date:  # equal ones are written alike
        return True
    if kind is list:
        return all(map(is_same, cast("list[object]", one), cast("list[object]", other)))
    if kind is dict:
        table = cast("dict[str, object]", other)
        return all(is_same(value, table[name]) for name, value in cast("dict[str, object]", one).items())
    return dumps(one) == dumps(other)


def _check(value: object) -> None:
    """Refuse what the encoder would let through with another meaning; it runs with every step."""
    kind = type(value)
    if kind in _PLAIN:
        return
    if kind is dict or isinstance(value, Mapping):
        _check_names(value)  # type: ignore[arg-type]
        _check_items(value.values())  # type: ignore[attr-defined]
    elif kind is list or (isinstance(value, Sequence) and not isinstance(value, _SCALAR_SEQUENCES)):
        _check_items(value)  # type: ignore[arg-type]
    else:
        _scalar(value)


def _check_items(items: Collection[object]) -> None:
    if not _PLAIN.issuperset(map(type, items)):
        for item in items:
            _check(item)


def _check_names(table: Mapping[object, object]) -> None:
    if _TEXT.issuperset(map(type, table)) and "$" not in "".join(cast("Iterable[str]", table)):
        return
    for key in table:
        if not isinstance(key, str) or key.startswith("$"):
            raise NotAValue(f"the key {key!r} is not a plain name")


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


def _plain(value: object) -> object:
    """What JSON has no word for; the encoder asks."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence) and not isinstance(value, _SCALAR_SEQUENCES):
        return list(value)
    return _scalar(value)


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_plain
)


def _restored(table: dict[str, object]) -> object:
    if len(table) == 1:
        ((key, value),) = table.items()
        reader = _READERS.get(key)
        if reader is not None and isinstance(value, str):
            return reader(value)
    return table


def _no_float(text: str) -> object:
    raise NotAValue(f"{text} is not an exact number")


_DECODER = json.JSONDecoder(object_hook=_restored, parse_float=_no_float, parse_constant=_no_float)
