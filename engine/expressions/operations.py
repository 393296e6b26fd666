"""Arithmetic, comparison and membership on allowed values; exact, and nothing grows without bound."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from engine.expressions.errors import ExpressionFailed
from engine.expressions.run import Run
from engine.expressions.values import (
    EXACT,
    NUMBERS,
    Value,
    bounded,
    bounded_list,
    bounded_text,
    kind_of,
)
from engine.messages_catalogue import msg

Operation = Callable[[Run, Value, Value], Value]

DAYS = frozenset({date, datetime})


def add(run: Run, left: Value, right: Value) -> Value:
    """Numbers, texts, lists, and a span of time to a date, moment or span."""
    kind, other = type(left), type(right)
    if kind in NUMBERS and other in NUMBERS:
        return bounded(left + right if kind is other is int else EXACT.add(left, right))
    if kind is other is str:
        run.charge(1 + (len(left) + len(right)) // 64)
        return bounded_text(left + right)
    if kind is other is list:
        run.charge(1 + (len(left) + len(right)) // 4)
        return bounded_list(left + right)
    if other is timedelta and (kind in DAYS or kind is timedelta):
        return left + right
    raise unfit("+", left, right)


def subtract(run: Run, left: Value, right: Value) -> Value:
    """Numbers; two dates or moments (gives a span); a span from a date, moment or span."""
    kind, other = type(left), type(right)
    if kind in NUMBERS and other in NUMBERS:
        return bounded(left - right if kind is other is int else EXACT.subtract(left, right))
    if kind is other and (kind in DAYS or kind is timedelta):
        return left - right
    if other is timedelta and kind in DAYS:
        return left - right
    raise unfit("-", left, right)


def multiply(run: Run, left: Value, right: Value) -> Value:
    """Numbers only: a text or a list is never repeated."""
    if type(left) not in NUMBERS or type(right) not in NUMBERS:
        raise unfit("*", left, right)
    return bounded(left * right if type(left) is type(right) is int else EXACT.multiply(left, right))


def divide(run: Run, left: Value, right: Value) -> Value:
    """Numbers; the result is always a Decimal, never a float."""
    _check_division("/", left, right)
    return bounded(EXACT.divide(Decimal(left), Decimal(right)))


def divide_whole(run: Run, left: Value, right: Value) -> Value:
    """Numbers, rounded down to a whole number, for negative numbers too."""
    _check_division("//", left, right)
    if type(left) is type(right) is int:
        return left // right
    quotient = EXACT.divide(Decimal(left), Decimal(right))
    return bounded(int(quotient.to_integral_value(rounding="ROUND_FLOOR", context=EXACT)))


def remainder(run: Run, left: Value, right: Value) -> Value:
    """What is left after `//`; has the sign of the divisor."""
    _check_division("%", left, right)
    if type(left) is type(right) is int:
        return left % right
    return subtract(run, left, multiply(run, divide_whole(run, left, right), right))


def _check_division(sign: str, left: Value, right: Value) -> None:
    if type(left) not in NUMBERS or type(right) not in NUMBERS:
        raise unfit(sign, left, right)
    if right == 0:
        raise ExpressionFailed(msg("Nothing can be divided by zero."))


def equal(run: Run, left: Value, right: Value) -> bool:
    """Whether both are the same; lists and tables are compared through and through."""
    if type(left) in {list, dict} and type(right) in {list, dict}:
        run.charge_for(left)
        run.charge_for(right)
    return bool(left == right)


def not_equal(run: Run, left: Value, right: Value) -> bool:
    """The contrary of `equal`."""
    return not equal(run, left, right)


def less(run: Run, left: Value, right: Value) -> bool:
    check_order("<", left, right)
    return bool(left < right)


def less_or_equal(run: Run, left: Value, right: Value) -> bool:
    check_order("<=", left, right)
    return bool(left <= right)


def greater(run: Run, left: Value, right: Value) -> bool:
    check_order(">", left, right)
    return bool(left > right)


def greater_or_equal(run: Run, left: Value, right: Value) -> bool:
    check_order(">=", left, right)
    return bool(left >= right)


ORDERED = frozenset({str, date, datetime, timedelta})


def check_order(sign: str, left: Value, right: Value) -> None:
    """Raises ExpressionFailed unless one of the two can come before the other."""
    kind, other = type(left), type(right)
    if not (kind in NUMBERS and other in NUMBERS) and not (kind is other and kind in ORDERED):
        raise unfit(sign, left, right)


def contained(run: Run, left: Value, right: Value) -> bool:
    """Whether an item is in a list, a name in a table, or a text in a text."""
    kind = type(right)
    if kind is str and type(left) is str:
        run.charge_for(right)
        return left in right
    if kind is dict and type(left) is str:
        return left in right
    if kind is list:
        run.charge_for(right)
        run.charge_for(left)
        return left in right
    raise unfit("in", left, right)


def not_contained(run: Run, left: Value, right: Value) -> bool:
    """The contrary of `contained`."""
    return not contained(run, left, right)


def unfit(sign: str, left: Value, right: Value) -> ExpressionFailed:
    """The refusal of a sign between two values that do not go together."""
    return ExpressionFailed(
        msg(
            "“{sign}” does not work between {left} and {right}.",
            sign=sign,
            left=kind_of(left),
            right=kind_of(right),
        )
    )


ARITHMETIC: dict[type[Any], Operation] = {
    ast.Add: add,
    ast.Sub: subtract,
    ast.Mult: multiply,
    ast.Div: divide,
    ast.FloorDiv: divide_whole,
    ast.Mod: remainder,
}

COMPARISONS: dict[type[Any], Operation] = {
    ast.Eq: equal,
    ast.NotEq: not_equal,
    ast.Lt: less,
    ast.LtE: less_or_equal,
    ast.Gt: greater,
    ast.GtE: greater_or_equal,
    ast.In: contained,
    ast.NotIn: not_contained,
}
