"""JSON that keeps days, instants and decimals apart from text, and refuses what would lose meaning.

A day is written {"$date": "2026-10-01"}, an instant {"$instant": "2026-10-01T06:00:00+00:00"} (always UTC),
a decimal {"$decimal": "5.4200"}. Floats, NaN, naive instants and keys that begin with "$" raise.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

Plain = dict[str, "Plain"] | list["Plain"] | str | int | bool | None

_READERS: Mapping[str, Callable[[str], object]] = {
    "$date": date.fromisoformat,
    "$instant": datetime.fromisoformat,
    "$decimal": Decimal,
}


def write_json(value: object) -> str:
    """The value as compact JSON text with sorted keys, the same text for the same value every time.

    Raises TypeError for a float, a set, bytes or an unknown class, ValueError for NaN, a naive instant
    or a key that begins with "$".
    """
    return json.dumps(_tagged(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_json(text: str) -> object:
    """What `write_json` was given; tuples come back as lists."""
    return json.loads(text, object_hook=_untagged, parse_float=Decimal, parse_constant=_refuse_constant)


def _tagged(value: object) -> Plain:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {_key(key): _tagged(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
        return [_tagged(item) for item in value]
    return _tagged_scalar(value)


def _tagged_scalar(value: object) -> Plain:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an instant without its time zone cannot be stored")
        return {"$instant": value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("only finite numbers can be stored")
        return {"$decimal": str(value)}
    raise TypeError(f"a value of type {type(value).__name__} cannot be stored")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError("keys must be text")
    if key.startswith("$"):
        raise ValueError(f"the key {key!r} may not begin with $")
    return str(key)


def _untagged(found: dict[str, object]) -> object:
    if len(found) == 1:
        [(key, value)] = found.items()
        reader = _READERS.get(key)
        if reader is not None and isinstance(value, str):
            return reader(value)
    return found


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number")
