"""Sound expressions made at random together with what they come to, reckoned beside them by plain Python."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.expressions.values import EXACT

Reckoned = tuple[str, Any]
"""What is written, and what it must come to."""
VALUES: dict[str, Any] = {
    "score": 19,
    "hours": Decimal("7.25"),
    "city": "Rīga",
    "flag": True,
    "lines": [3, 1, 2],
    "person": {"age": 40, "name": "Anna"},
}


class Reckoner:
    """Writes expressions of a kind that is asked for; fractions are Decimal, nothing is divided by zero."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- not for secrets

    def anything(self) -> Reckoned:
        return self.random.choice([self.number, self.text, self.yes_or_no, self.numbers])(0)

    def number(self, depth: int) -> Reckoned:
        if depth > 3 or self.random.random() < 0.3:
            return self._plain_number()
        (left, one), (right, other) = self.number(depth + 1), self.number(depth + 1)
        sign = self.random.choice("+-*/")
        if sign == "/" and other == 0:
            sign = "-"
        exact = {
            "+": lambda: EXACT.add(Decimal(one), Decimal(other)),
            "-": lambda: EXACT.subtract(Decimal(one), Decimal(other)),
            "*": lambda: EXACT.multiply(Decimal(one), Decimal(other)),
            "/": lambda: EXACT.divide(Decimal(one), Decimal(other)),
        }[sign]()
        if abs(exact) > 10**15 or len(exact.as_tuple().digits) > 30:
            return self._plain_number()
        return f"({left} {sign} {right})", exact

    def _plain_number(self) -> Reckoned:
        whole = self.random.randint(0, 50)
        plain: list[Reckoned] = [
            (str(whole), whole),
            (f"{whole}.25", Decimal(f"{whole}.25")),
            ("score", 19),
            ("hours", Decimal("7.25")),
            ("person.age", 40),
            ("len(city)", 4),
            ("sum(lines)", 6),
            ("lines[0]", 3),
            (f"max(score, {whole})", max(19, whole)),
            (f"abs(-{whole})", whole),
        ]
        return self.random.choice(plain)

    def text(self, depth: int) -> Reckoned:
        word = self.random.choice(["a", "ba", "Ķekava", ""])
        plain: list[Reckoned] = [
            (f'"{word}"', word),
            ("city", "Rīga"),
            ("person.name", "Anna"),
            ("lower(city)", "rīga"),
            ("upper(person.name)", "ANNA"),
        ]
        if depth > 2 or self.random.random() < 0.5:
            return self.random.choice(plain)
        (left, one), (right, other) = self.text(depth + 1), self.text(depth + 1)
        return f"({left} + {right})", one + other

    def numbers(self, depth: int) -> Reckoned:
        found = [self.number(depth + 2) for _ in range(self.random.randint(0, 4))]
        written, values = f"[{', '.join(one for one, _ in found)}]", [value for _, value in found]
        more = self.random.randint(0, 9)
        shapes: list[Callable[[], Reckoned]] = [
            lambda: (written, values),
            lambda: (f"sorted({written})", sorted(values)),
            lambda: (f"[x + {more} for x in {written}]", [EXACT.add(Decimal(v), more) for v in values]),
            lambda: (f"[x for x in {written} if x > {more}]", [v for v in values if v > more]),
        ]
        return self.random.choice(shapes)()

    def yes_or_no(self, depth: int) -> Reckoned:
        if depth > 3:
            return "flag", True
        shapes = [self._compared, self._compared, self._joined, self._found, self._chosen]
        return self.random.choice(shapes)(depth + 1)

    def _compared(self, depth: int) -> Reckoned:
        kind = self.random.choice([self.number, self.text])
        (left, one), (right, other) = kind(depth), kind(depth)
        sign = self.random.choice(["==", "!=", "<", "<=", ">", ">="])
        holds = {
            "==": one == other,
            "!=": one != other,
            "<": one < other,
            "<=": one <= other,
            ">": one > other,
            ">=": one >= other,
        }[sign]
        return f"({left} {sign} {right})", holds

    def _joined(self, depth: int) -> Reckoned:
        (left, one), (right, other) = self.yes_or_no(depth), self.yes_or_no(depth)
        shapes: list[Reckoned] = [
            (f"({left} and {right})", one and other),
            (f"({left} or {right})", one or other),
            (f"(not {left})", not one),
        ]
        return self.random.choice(shapes)

    def _found(self, depth: int) -> Reckoned:
        (needle, one), (hay, other) = self.number(depth), self.numbers(depth)
        (part, small), (whole, large) = self.text(depth), self.text(depth)
        shapes: list[Reckoned] = [
            (f"({needle} in {hay})", one in other),
            (f"({needle} not in {hay})", one not in other),
            (f"contains({whole}, {part})", small in large),
            (f"starts_with({whole}, {part})", large.startswith(small)),
        ]
        return self.random.choice(shapes)

    def _chosen(self, depth: int) -> Reckoned:
        (asked, holds), (left, one), (right, other) = (self.yes_or_no(depth) for _ in range(3))
        return f"({left} if {asked} else {right})", one if holds else other
