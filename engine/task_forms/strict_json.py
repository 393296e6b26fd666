"""JSON from outside, read so that nothing in it can surprise later."""

from __future__ import annotations

import json
from decimal import Decimal

from engine.messages_catalogue import Message, msg

MAX_BYTES = 256 * 1024
MAX_DEPTH = 14
MAX_MAGNITUDE = 15  # digits before the point, zeros after it


class Unreadable(Exception):
    """The bytes are no acceptable JSON; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def read_json(data: bytes) -> object:
    """The JSON value with fractions as Decimal; raises Unreadable.

    Refused: more than 256 kB, other encodings than UTF-8, a name twice in one object, NaN and Infinity,
    numbers past 15 digits, more than 14 levels.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(too_large(data))
    try:
        value = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_decimal,
            parse_int=_whole,
        )
    except UnicodeDecodeError as error:
        raise Unreadable(msg("The file is not UTF-8 text.")) from error
    except json.JSONDecodeError as error:
        raise Unreadable(
            msg("The JSON breaks off at line {line}, column {column}.", line=error.lineno, column=error.colno)
        ) from error
    except RecursionError as error:
        raise Unreadable(_too_deep()) from error
    if depth_exceeds(value, MAX_DEPTH):
        raise Unreadable(_too_deep())
    return value


def too_large(data: bytes) -> Message:
    """The sentence for a file past the limit."""
    return msg(
        "The file is too large: {size} kB, at most {most} kB.", size=len(data) // 1024, most=MAX_BYTES // 1024
    )


def depth_exceeds(value: object, most: int) -> bool:
    """Whether lists and objects stand more than `most` levels inside each other."""
    level: list[object] = [value]
    for _ in range(most + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read: dict[str, object] = {}
    for name, value in pairs:
        if name in read:
            raise Unreadable(msg("The name “{name}” stands twice in one object.", name=name[:60]))
        read[name] = value
    return read


def _refuse_constant(text: str) -> object:
    raise Unreadable(msg("“{text}” is not a number.", text=text))


def _decimal(text: str) -> Decimal:
    number = Decimal(text) if len(text) <= 40 else None
    if number is None or not -MAX_MAGNITUDE <= number.adjusted() < MAX_MAGNITUDE:
        raise Unreadable(msg("The number {text} is too long.", text=text[:20]))
    return number


def _whole(text: str) -> int:
    if len(text) > MAX_MAGNITUDE + 1:
        raise Unreadable(msg("The number {text} is too long.", text=text[:20]))
    return int(text)


def _too_deep() -> Message:
    return msg("The file is nested too deeply: at most {most} levels.", most=MAX_DEPTH)
