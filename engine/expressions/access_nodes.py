"""Reaching into values and calling listed functions: keys by dot or bracket, never `getattr`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from engine.clock import RIGA
from engine.errors import BusinessError, EngineError
from engine.expressions.errors import ExpressionFailed
from engine.expressions.functions import BUILT_IN
from engine.expressions.reading import Builder, Reading
from engine.expressions.run import Node, Run
from engine.expressions.values import Value, admitted, copied, kind_of
from engine.messages_catalogue import msg

HANDED_IN_COST = 50  # steps; a word of the calendar may count hundreds of days
CALL_TROUBLES = (
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RecursionError,
    MemoryError,
)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(RIGA)


PARTS_OF: dict[type[Any], dict[str, Callable[[Any], int]]] = {
    date: {"year": lambda day: day.year, "month": lambda day: day.month, "day": lambda day: day.day},
    datetime: {
        "year": lambda moment: _local(moment).year,
        "month": lambda moment: _local(moment).month,
        "day": lambda moment: _local(moment).day,
        "hour": lambda moment: _local(moment).hour,
        "minute": lambda moment: _local(moment).minute,
    },
    timedelta: {"days": lambda span: span.days},
}
"""What a dot reaches in a date, a moment (read in Latvian time) and a span."""


def attribute(reading: Reading, node: ast.Attribute) -> Node:
    """`table.name`, and the parts of dates."""
    key = reading.checked_name(node, node.attr)
    owner: Node = reading.build(node.value)

    def read_attribute(run: Run) -> Value:
        value = owner(run)
        if type(value) is dict:
            return _item_of_table(value, key)
        parts = PARTS_OF.get(type(value), {})
        if key not in parts:
            raise ExpressionFailed(msg("There is no “.{name}” in {kind}.", name=key, kind=kind_of(value)))
        return parts[key](value)

    return read_attribute


def subscript(reading: Reading, node: ast.Subscript) -> Node:
    """`table["name"]`, `items[0]`; a negative number counts from the end."""
    owner: Node = reading.build(node.value)
    key: Node = reading.build(node.slice)
    return lambda run: item_of(owner(run), key(run))


def item_of(owner: Value, key: Value) -> Value:
    """One item of a list or a table; raises ExpressionFailed where there is none."""
    if type(owner) is dict and type(key) is str:
        return _item_of_table(owner, key)
    if type(owner) is list and type(key) is int:
        if -len(owner) <= key < len(owner):
            return admitted(owner[key], str(key))
        raise ExpressionFailed(
            msg("The list has no item {number}; it has {count}.", number=key, count=len(owner))
        )
    raise ExpressionFailed(
        msg("In brackets after {owner} cannot stand {key}.", owner=kind_of(owner), key=kind_of(key))
    )


def _item_of_table(table: dict[str, Value], key: str) -> Value:
    if key not in table:
        raise ExpressionFailed(msg("There is no value called “{name}” here.", name=key[:60]))
    return admitted(table[key], key)


def call(reading: Reading, node: ast.Call) -> Node:
    """A listed function by its plain name; long arguments cost the work of looking through them."""
    if not isinstance(node.func, ast.Name):
        raise reading.refusal(node, msg("Functions are called by their plain name, as in lower(name)."))
    if node.keywords:
        raise reading.refusal(node, msg("Give the values of a function in their order, without names."))
    wanted = reading.checked_name(node, node.func.id)
    reading.functions.add(wanted)
    built_in = BUILT_IN.get(wanted)
    arguments: list[Node] = [reading.build(argument) for argument in node.args]

    def invoke(run: Run) -> Value:
        function = run.functions.get(wanted, built_in)
        if function is None:
            raise ExpressionFailed(msg("There is no function called “{name}”.", name=wanted))
        values = [argument(run) for argument in arguments]
        run.charge(1 if function is built_in else HANDED_IN_COST)
        for value in values:
            run.charge_for(value)
        return _result_of(wanted, function, values)

    return invoke


def _result_of(name: str, function: Callable[..., object], values: list[Value]) -> Value:
    try:
        result = function(*values)
    except BusinessError:
        raise
    except EngineError as refusal:
        raise ExpressionFailed(refusal.message) from refusal
    except CALL_TROUBLES as trouble:
        raise ExpressionFailed(
            msg("“{name}” cannot do anything with these values. Look at their number and kinds.", name=name)
        ) from trouble
    return copied(admitted(result, name))


ACCESS: dict[type[Any], Builder] = {
    ast.Attribute: attribute,
    ast.Subscript: subscript,
    ast.Call: call,
}
