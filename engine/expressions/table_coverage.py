"""Finds, exactly and with an example, what a set of rules leaves open, covers twice, or never reaches.

Each column's values fall into finitely many parts inside which no rule can tell values apart: every
written value and the stretches between. One representative stands for each part;
the rules that hold for it are a bit mask.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from engine.expressions.unary_tests import Kind, UnaryTest, fits, matches, mentioned
from engine.expressions.values import EXACT, Value

MAX_COLUMN_WORK = 500_000  # representatives × rules of one column
MAX_SEARCH = 200_000  # steps of one search for a gap
MOST_PER_PART = 3

Parts = dict[int, list[Value]]
"""Mask of the rules that hold → representatives of at most MOST_PER_PART stretches."""


class TooWide(Exception):
    """The table has too many values or columns to be looked through; never seen outside this room."""


@dataclass(frozen=True, slots=True)
class Column:
    """One input of a table: its kind, what it may hold, and each rule's cell from top to bottom."""

    kind: Kind
    allowed: UnaryTest
    tests: tuple[UnaryTest, ...]


def parts_of(column: Column) -> Parts:
    """The column's values as parts; empty where nothing is allowed. Raises TooWide."""
    values = representatives(column)
    if len(values) * max(len(column.tests), 1) > MAX_COLUMN_WORK:
        raise TooWide
    parts: Parts = {}
    before = None
    for value in values:
        mask = _mask(column, value)
        if mask is not None:
            examples = parts.setdefault(mask, [])
            if mask != before and len(examples) < MOST_PER_PART:
                examples.append(value)
        before = mask
    return parts


def _mask(column: Column, value: Value) -> int | None:
    """The rules that hold for the value as bits; None where it is not allowed."""
    if not matches(column.allowed, value):
        return None
    return sum(1 << at for at, test in enumerate(column.tests) if matches(test, value))


def representatives(column: Column) -> list[Value]:
    """One value of every part, also of parts that are not allowed; None where some cell speaks of null."""
    written = [value for test in (column.allowed, *column.tests) for value in mentioned(test)]
    found = list(_representatives(column.kind, written))
    return [*found, None] if None in written else found


def gaps(columns: Sequence[Parts], *, among: int, most: int) -> list[tuple[Value, ...]]:
    """At most `most` examples that none of the rules in the mask `among` covers; empty when there is none.

    Raises TooWide after a bounded amount of work.
    """
    search = _Search(columns)
    first = [next(iter(parts.values()))[0] for parts in columns]
    return [(*path, *first[len(path) :]) for path in islice(search.uncovered(0, among), most)]


def overlaps(columns: Sequence[Parts], rules: int) -> Iterator[tuple[int, int, tuple[Value, ...]]]:
    """Every pair of rules (counted from 0) that hold together somewhere, with an example."""
    together = [_together(columns, at) for at in range(rules)]
    for left in range(rules):
        for right in range(left + 1, rules):
            if together[left] >> right & 1:
                both = 1 << left | 1 << right
                yield left, right, tuple(_first(parts, both) for parts in columns)


def reached_alone(columns: Sequence[Parts], rule: int) -> bool:
    """Whether the rule holds somewhere that no rule above it covers. Raises TooWide."""
    bit = 1 << rule
    own = [{mask: values for mask, values in parts.items() if mask & bit} for parts in columns]
    return all(own) and bool(gaps(own, among=bit - 1, most=1))


def can_hold(columns: Sequence[Parts], rule: int) -> bool:
    """Whether any allowed value at all fits the rule."""
    return all(any(mask >> rule & 1 for mask in parts) for parts in columns)


class _Search:
    """Goes through the columns from left to right; rules that fall away stay away."""

    def __init__(self, columns: Sequence[Parts]) -> None:
        self.columns = columns
        self.visited: set[tuple[int, int]] = set()  # column, rules still alive
        self.work = MAX_SEARCH

    def uncovered(self, at: int, live: int) -> Iterator[tuple[Value, ...]]:
        if not live:
            yield ()
            return
        if at == len(self.columns) or (at, live) in self.visited:
            return
        self.visited.add((at, live))
        for mask, values in self.columns[at].items():
            self.work -= 1
            if self.work < 0:
                raise TooWide
            for rest in self.uncovered(at + 1, live & mask):
                yield from ((value, *rest) for value in values)


def _together(columns: Sequence[Parts], rule: int) -> int:
    """Mask of the rules that share a part with this one in every column."""
    shared = -1
    for parts in columns:
        in_column = 0
        for mask in parts:
            if mask >> rule & 1:
                in_column |= mask
        shared &= in_column
    return shared


def _first(parts: Parts, both: int) -> Value:
    return next(values[0] for mask, values in parts.items() if mask & both == both)


def _representatives(kind: Kind, written: Iterable[Value]) -> Iterator[Value]:
    points = sorted({value for value in written if value is not None and _orderable(value, kind)})
    match kind:
        case Kind.BOOLEAN:
            yield from (True, False)
        case Kind.STRING:
            yield from points
            yield next(word for word in _other_words() if word not in points)
        case Kind.NUMBER | Kind.INTEGER:
            yield from _of_numbers(points, whole=kind is Kind.INTEGER)
        case Kind.DATE:
            yield from _of_days(points)


def _orderable(value: Value, kind: Kind) -> bool:
    return fits(value, Kind.NUMBER if kind is Kind.INTEGER else kind)


def _other_words() -> Iterator[str]:
    yield "cits"
    yield from (f"cits{number}" for number in range(2, 10**6))


def _of_numbers(points: list[Value], *, whole: bool) -> Iterator[Value]:
    if not points:
        yield 0
        return
    yield math.ceil(points[0]) - 1
    for at, point in enumerate(points):
        if not whole or point == int(point):
            yield point
        following = points[at + 1] if at + 1 < len(points) else None
        between = math.floor(point) + 1
        if following is None or between < following:
            yield between
        elif not whole:
            yield EXACT.divide(EXACT.add(Decimal(point), Decimal(following)), Decimal(2))


def _of_days(points: list[date]) -> Iterator[date]:
    if not points:
        yield date(2026, 1, 1)
        return
    day = timedelta(days=1)
    if points[0] > date.min:
        yield points[0] - day
    for at, point in enumerate(points):
        yield point
        last = at + 1 == len(points)
        if point < date.max and (last or point + day < points[at + 1]):
            yield point + day
