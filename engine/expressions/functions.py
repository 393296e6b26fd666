"""The functions every expression may call; a diagram gets the words of the calendar besides.

Each takes and gives allowed values only. The work of looking through long arguments is charged by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from engine.clock import local_day
from engine.expressions.errors import ExpressionFailed
from engine.expressions.values import EXACT, NUMBERS, Value, bounded, bounded_text, kind_of
from engine.messages_catalogue import Message, msg

MAX_ROUNDING = 10
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,31}", re.ASCII)


def length(value: Value) -> int:
    """Number of characters, items or names."""
    if type(value) not in {str, list, dict}:
        raise _wrong("len", msg("a text, a list or a table"), value)
    return len(value)


def smallest(*values: Value) -> Value:
    """The least of several values, or of one list."""
    return min(_comparable("min", values))


def largest(*values: Value) -> Value:
    """The greatest of several values, or of one list."""
    return max(_comparable("max", values))


def in_order(items: Value) -> list[Value]:
    """The items from least to greatest."""
    return sorted(_comparable("sorted", (_list("sorted", items),), may_be_empty=True))


def total(items: Value) -> Value:
    """The sum of a list of numbers; 0 for an empty list."""
    result: Value = 0
    for item in _list("sum", items):
        number = _number("sum", item)
        result = bounded(
            result + number if type(result) is type(number) is int else EXACT.add(result, number)
        )
    return result


def absolute(number: Value) -> Value:
    """The number without its sign."""
    return EXACT.abs(number) if type(_number("abs", number)) is Decimal else abs(number)


def rounded(number: Value, decimals: Value = 0) -> Value:
    """Half up (2.675 → 2.68, -2.5 → -3); a whole number where `decimals` is 0 or less."""
    if type(decimals) is not int or not -MAX_ROUNDING <= decimals <= MAX_ROUNDING:
        raise ExpressionFailed(msg("round takes from -10 to 10 decimals."))
    if type(_number("round", number)) is int and decimals >= 0:
        return number
    result = EXACT.quantize(Decimal(number), Decimal(1).scaleb(-decimals))
    return result if decimals > 0 else int(result)


def whole(value: Value) -> int:
    """The whole part of a number, or the whole number that a text shows."""
    if type(value) is str and _WHOLE.fullmatch(value.strip()):
        return int(bounded(int(value)))
    if type(value) is str:
        raise ExpressionFailed(msg("“{text}” is not a whole number.", text=value[:60]))
    return int(_number("int", value))


def as_text(value: Value) -> str:
    """Text, number, date or moment as text; dates and moments as ISO 8601 writes them."""
    if type(value) is Decimal:
        return f"{value:f}"
    if type(value) in {date, datetime}:
        return str(value.isoformat())
    if type(value) in {str, int, bool}:
        return str(value)
    raise _wrong("str", msg("a text, a number or a date"), value)


def any_of(items: Value) -> bool:
    """Whether at least one item holds."""
    return any(_list("any", items))


def all_of(items: Value) -> bool:
    """Whether every item holds; true for an empty list."""
    return all(_list("all", items))


def contains(text: Value, part: Value) -> bool:
    """Whether the part occurs in the text."""
    return _text("contains", part) in _text("contains", text)


def starts_with(text: Value, part: Value) -> bool:
    """Whether the text begins with the part."""
    return _text("starts_with", text).startswith(_text("starts_with", part))


def lower(text: Value) -> str:
    """The text in small letters."""
    return bounded_text(_text("lower", text).lower())


def upper(text: Value) -> str:
    """The text in capitals."""
    return bounded_text(_text("upper", text).upper())


def as_day(value: Value) -> date:
    """The day a text "YYYY-MM-DD" names, or the day in Latvia at a moment."""
    if type(value) is datetime:
        return local_day(value)
    if type(value) is date:
        return value
    text = _text("date", value)
    if not _DAY.fullmatch(text):
        raise ExpressionFailed(msg("“{text}” is not a date; write it like 2026-10-31.", text=text[:60]))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ExpressionFailed(msg("There is no day {text} in the calendar.", text=text)) from None


BUILT_IN: dict[str, Callable[..., Value]] = {
    "len": length,
    "min": smallest,
    "max": largest,
    "sum": total,
    "abs": absolute,
    "round": rounded,
    "int": whole,
    "str": as_text,
    "sorted": in_order,
    "any": any_of,
    "all": all_of,
    "contains": contains,
    "starts_with": starts_with,
    "lower": lower,
    "upper": upper,
    "date": as_day,
}


def _comparable(name: str, values: tuple[Value, ...], *, may_be_empty: bool = False) -> list[Value]:
    """The items, all of one kind that has an order."""
    items = values[0] if len(values) == 1 and type(values[0]) is list else list(values)
    kinds = {type(item) for item in items}
    one_order = kinds <= NUMBERS or (len(kinds) == 1 and kinds <= {str, date, datetime, timedelta})
    if not one_order:
        raise ExpressionFailed(
            msg("{name} needs values of one kind: all numbers, all texts or all dates.", name=name)
        )
    if not items and not may_be_empty:
        raise ExpressionFailed(msg("{name} of an empty list does not exist.", name=name))
    return list(items)


def _list(name: str, value: Value) -> list[Value]:
    if type(value) is not list:
        raise _wrong(name, msg("a list"), value)
    return value


def _number(name: str, value: Value) -> Value:
    if type(value) not in NUMBERS:
        raise _wrong(name, msg("a number"), value)
    return value


def _text(name: str, value: Value) -> str:
    if type(value) is not str:
        raise _wrong(name, msg("text"), value)
    return value


def _wrong(name: str, wanted: Message, found: Value) -> ExpressionFailed:
    return ExpressionFailed(
        msg("{name} needs {wanted}, but got {found}.", name=name, wanted=wanted, found=kind_of(found))
    )
