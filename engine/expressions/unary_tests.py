"""Conditions of one table cell as small values: they can be matched against a value, and analysed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from engine.expressions.values import NUMBERS, Value


class Kind(StrEnum):
    """What a column of a table holds."""

    NUMBER = "number"
    INTEGER = "integer"  # whole numbers: 18 and 19 are neighbours
    STRING = "string"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Anything:
    """`-` or an empty cell: holds for every value, also for none."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """`"adult"`, `1, 2, 3`, `null`: holds for exactly these values."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """`[19..29]`, `< 5`: numbers or days between two ends; an end that is None is open without bound."""

    low: Value
    high: Value
    low_closed: bool = True
    high_closed: bool = True


@dataclass(frozen=True, slots=True)
class Either:
    """A comma list with a range in it: holds when one of them does."""

    tests: tuple[OneOf | Interval, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not(…)`: holds when none of the inner ones does, also for no value."""

    test: OneOf | Interval | Either


UnaryTest = Anything | OneOf | Interval | Either | Not


def matches(test: UnaryTest, value: Value) -> bool:
    """Whether the cell holds for the value; a value of another kind never fits a literal or a range."""
    match test:
        case Anything():
            return True
        case OneOf(values):
            return any(same(value, one) for one in values)
        case Interval():
            return _inside(test, value)
        case Either(tests):
            return any(matches(one, value) for one in tests)
        case Not(inner):
            return not matches(inner, value)


def same(left: Value, right: Value) -> bool:
    """Equal and of one kind: the number 1 is not the same as yes."""
    kinds = {type(left), type(right)}
    return (len(kinds) == 1 or kinds <= NUMBERS) and bool(left == right)


def mentioned(test: UnaryTest) -> Iterator[Value]:
    """Every value written in the cell: literals and the ends of ranges."""
    match test:
        case OneOf(values):
            yield from values
        case Interval(low, high):
            yield from (end for end in (low, high) if end is not None)
        case Either(tests):
            for one in tests:
                yield from mentioned(one)
        case Not(inner):
            yield from mentioned(inner)


def fits(value: Value, kind: Kind) -> bool:
    """Whether the value belongs to a column of this kind."""
    match kind:
        case Kind.NUMBER:
            return type(value) in NUMBERS
        case Kind.INTEGER:
            return type(value) is int or (type(value) is Decimal and value == value.to_integral_value())
        case Kind.STRING:
            return type(value) is str
        case Kind.BOOLEAN:
            return type(value) is bool
        case Kind.DATE:
            return type(value) is date


def shown(value: Value) -> str:
    """The value as one would write it in a cell."""
    if type(value) is str:
        return f'"{value}"'
    if type(value) is bool:
        return "true" if value else "false"
    if value is None:
        return "null"
    if type(value) is date:
        return f'date("{value.isoformat()}")'
    return f"{value:f}" if type(value) is Decimal else str(value)


def _inside(interval: Interval, value: Value) -> bool:
    if not _comparable(value, interval.high if interval.low is None else interval.low):
        return False
    low, high = interval.low, interval.high
    above = low is None or (value >= low if interval.low_closed else value > low)
    below = high is None or (value <= high if interval.high_closed else value < high)
    return bool(above and below)


def _comparable(value: Value, end: Value) -> bool:
    return (type(value) in NUMBERS and type(end) in NUMBERS) or type(value) is type(end) is date
