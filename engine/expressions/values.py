"""What may be a value: text, numbers, yes/no, nothing, days, instants, spans, lists, tables by name.

Every value that enters an evaluation, and every result that leaves it, passes here. A float never does.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from engine.expressions.errors import ExpressionFailed
from engine.messages_catalogue import Message, msg

Value = Any
"""str, int, bool, Decimal, date, datetime, timedelta, list, dict with text keys, or None."""

NUMBERS = frozenset({int, Decimal})
PLAIN = frozenset({str, int, bool, type(None), date, timedelta, list, dict})
"""Kinds that need no second look; Decimal and datetime do."""

MAX_NUMBER = 10**30
MAX_DECIMALS = 40
MAX_ZEROS = 60  # before or behind the point of a Decimal that comes in
MAX_TEXT = 100_000
MAX_ITEMS = 5_000
MAX_NODES = 20_000  # of a value counted as a tree, as JSON will write it
MAX_DEPTH = 20
RESERVED_KEYS = frozenset({"typename", "data_objects"})
"""Keys that would make a saved instance unloadable."""

EXACT = Context(
    prec=70, rounding=ROUND_HALF_UP, Emax=999, Emin=-999, traps=[InvalidOperation, DivisionByZero, Overflow]
)
"""Exact for numbers up to 10**30 with 40 decimals."""


def admitted(value: Value, name: str) -> Value:
    """The value itself where it is of an allowed kind; a StrEnum becomes its text, a tuple a list.

    Raises ExpressionFailed for anything else: a float, an object, a module, an instant without its zone.
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is Decimal and value.is_finite() and -MAX_ZEROS <= value.adjusted() <= MAX_ZEROS:
        return value
    if kind is datetime and value.tzinfo is not None:
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if kind is tuple:
        return list(value)
    raise _foreign(value, name)


def _foreign(value: Value, name: str) -> ExpressionFailed:
    kind = type(value).__name__
    return ExpressionFailed(
        msg("The value “{name}” is of a kind that cannot be used here ({kind}).", name=name, kind=kind)
    )


def bounded(number: Value) -> Value:
    """The number, unless it is beyond 10**30; fractions keep at most 40 decimals, rounded half up."""
    if not -MAX_NUMBER <= number <= MAX_NUMBER:
        raise ExpressionFailed(msg("The number becomes too large."))
    if type(number) is Decimal and number.as_tuple().exponent < -MAX_DECIMALS:  # type: ignore[operator]
        return number.quantize(Decimal(1).scaleb(-MAX_DECIMALS), context=EXACT)
    return number


def bounded_text(text: str) -> str:
    """The text, unless it is longer than 100,000 characters."""
    if len(text) > MAX_TEXT:
        raise ExpressionFailed(msg("The text becomes too long."))
    return text


def bounded_list(items: list[Value]) -> list[Value]:
    """The list, unless it has more than 5,000 items."""
    if len(items) > MAX_ITEMS:
        raise ExpressionFailed(msg("The list becomes too long."))
    return items


def tree_size(value: Value, *, nodes: int = MAX_NODES, depth: int = MAX_DEPTH) -> int:
    """How many nodes the value has when it is counted as a tree, shared parts as often as they occur.

    Raises ExpressionFailed for a value of more than `nodes`, deeper than `depth`, of a foreign kind,
    or with a key that could not be stored.
    """
    return nodes - _left_after(value, nodes, depth)


def _left_after(value: Value, left: int, depth: int) -> int:
    left -= 1
    if left < 0 or depth < 0:
        raise ExpressionFailed(msg("The value becomes too big to be kept."))
    if type(value) is list:
        for item in value:
            left = _left_after(item, left, depth - 1)
    elif type(value) is dict:
        for key, item in value.items():
            _check_key(key)
            left = _left_after(item, left, depth - 1)
    elif admitted(value, "…") is not value:
        raise _foreign(value, "…")
    return left


def _check_key(key: Value) -> None:
    if type(key) is not str or key in RESERVED_KEYS or key[:1] in {"_", "$"}:
        raise ExpressionFailed(
            msg("“{key}” cannot be a name inside a value; choose another.", key=str(key)[:60])
        )


def copied(value: Value) -> Value:
    """A copy that shares no list or table with the original; raises ExpressionFailed where it is too big."""
    if type(value) not in {list, dict}:
        return value
    tree_size(value)
    return _copy(value)


def _copy(value: Value) -> Value:
    if type(value) is list:
        return [_copy(item) for item in value]
    if type(value) is dict:
        return {key: _copy(item) for key, item in value.items()}
    return value


KINDS = {
    str: msg("text"),
    int: msg("a number"),
    Decimal: msg("a number"),
    bool: msg("yes or no"),
    type(None): msg("nothing"),
    date: msg("a date"),
    datetime: msg("a moment"),
    timedelta: msg("a span of time"),
    list: msg("a list"),
    dict: msg("a table"),
}


def kind_of(value: Value) -> Message:
    """What sort of value this is, in plain words."""
    return KINDS.get(type(value), msg("something else"))
