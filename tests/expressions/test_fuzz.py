"""Thousands of generated texts: whatever is written, only allowed values or our own refusals come out.

`ASISTENTS_FUZZ=100000` runs as many; `ASISTENTS_FUZZ_SEED` repeats a run.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from engine.expressions.errors import ExpressionFailed, ExpressionRefused
from engine.expressions.feel import parse_unary_tests
from engine.expressions.interpreter import evaluate, execute, parse_expression, parse_script
from engine.expressions.unary_tests import matches

ROUNDS = int(os.environ.get("ASISTENTS_FUZZ", "4000"))
SEED = int(os.environ.get("ASISTENTS_FUZZ_SEED", "20261031"))
SECONDS = 0.5  # of processor time for one text; the corpus of attacks holds the tighter figure

NAMES = [
    "person",
    "items",
    "many",
    "text",
    "deep",
    "day",
    "moment",
    "span",
    "amount",
    "flag",
    "nothing",
    "x",
    "y",
]
ODD_NAMES = [
    "__builtins__",
    "__import__",
    "_x",
    "open",
    "eval",
    "getattr",
    "type",
    "os",
    "typename",
    "lambda",
]
FUNCTIONS = ["len", "min", "max", "sum", "abs", "round", "int", "str", "sorted", "any", "all", "contains"]
FUNCTIONS += [
    "starts_with",
    "lower",
    "upper",
    "date",
    "before",
    "after",
    "day",
    "months_after",
    "at",
    "latest",
]
ODD_FUNCTIONS = [
    "exec",
    "compile",
    "vars",
    "range",
    "map",
    "pow",
    "print",
    "input",
    "breakpoint",
    "__import__",
]
LITERALS = ["0", "1", "-1", "2.5", "0.1", "9" * 29, '""', '"a"', '"2026-10"', '"2026-10-31"', "True", "None"]
LITERALS += ['"09:00"', '"__class__"', "1e9", "0xff", "1j", "b'x'", "f'{x}'", "...", "[]", "{}", "()"]
ATTRIBUTES = ["city", "age", "year", "days", "hour", "__class__", "__globals__", "format", "real", "append"]
SIGNS = [
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "<<",
    "&",
    "|",
    "@",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "not in",
]
SIGNS += ["is", "and", "or", ":=", "=", ","]
SHAPES = [
    "[]",
    "[E]",
    "[E, E]",
    "{L: E}",
    "(E if E else E)",
    "[E for x in E]",
    "[E for x in E if E]",
    "(not E)",
]
JUNK = [*"()[]{}.,:;=+-*/%<>!\"'\\#@$`~^&|?\n\t 019aābē_", "\u202e", "\x00", "\ud800", "if", "else", "for"]


class Writer:
    """Writes texts that are mostly sound and often hostile."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- not for secrets

    def expression(self, depth: int = 0) -> str:
        plain = [self._name, self._literal]
        shaped = [self._sign, self._sign, self._call, self._call, self._reach, self._shape, self._shape]
        return self.random.choice(plain if depth > 4 else plain + shaped)(depth + 1)

    def script(self) -> str:
        return "\n".join(self._statement(0) for _ in range(self.random.randint(1, 3)))

    def spoiled(self, text: str) -> str:
        """The text with a few signs taken out, put in or moved."""
        signs = list(text)
        for _ in range(self.random.randint(1, 4)):
            at = self.random.randrange(len(signs) + 1)
            if self.random.random() < 0.5:
                signs.insert(at, self.random.choice(JUNK))
            else:
                del signs[at : at + self.random.randint(1, 3)]
        return "".join(signs)

    def _name(self, depth: int) -> str:
        return self.random.choice(NAMES if self.random.random() < 0.9 else ODD_NAMES)

    def _literal(self, depth: int) -> str:
        return self.random.choice(LITERALS)

    def _sign(self, depth: int) -> str:
        return f"({self.expression(depth)} {self.random.choice(SIGNS)} {self.expression(depth)})"

    def _call(self, depth: int) -> str:
        name = self.random.choice(FUNCTIONS if self.random.random() < 0.9 else ODD_FUNCTIONS)
        arguments = [self.expression(depth) for _ in range(self.random.randint(0, 3))]
        return f"{name}({', '.join(arguments)})"

    def _reach(self, depth: int) -> str:
        owner = self.expression(depth)
        if self.random.random() < 0.5:
            return f"{owner}.{self.random.choice(ATTRIBUTES)}"
        return f"{owner}[{self.expression(depth)}]"

    def _shape(self, depth: int) -> str:
        shape = self.random.choice(SHAPES)
        return re.sub("E", lambda _: self.expression(depth), shape.replace("L", self._literal(depth)))

    def _statement(self, depth: int) -> str:
        space = "    " * depth
        target = self.random.choice([*"xyxyxy", "person['city']", "items[0]", "x.y", "_x", "len"])
        kind = self.random.randint(0, 5 if depth < 3 else 2)
        if kind == 3:
            return f"{space}if {self.expression(4)}:\n{self._statement(depth + 1)}"
        if kind > 3:
            return f"{space}for x in {self.random.choice(NAMES)}:\n{self._statement(depth + 1)}"
        return f"{space}{target} {self.random.choice(['=', '=', '=', '=', '+=', '*='])} {self.expression(4)}"


@pytest.fixture
def try_all(
    values: dict[str, Any],
    words: Mapping[str, Callable[..., Any]],
    no_escape: Callable[[], Any],
    allowed: Callable[[object], bool],
) -> Callable[[str, str], bool]:
    """Tries one text; returns whether it gave a value."""

    def attempt(kind: str, text: str) -> bool:
        took, sound = timed(kind, text)
        if took >= SECONDS:  # a busy machine is slow once, a text that is slow is slow again
            took = min(timed(kind, text)[0] for _ in range(2))
        assert took < SECONDS, f"seed {SEED}: slow: {text!r}"
        return sound

    def timed(kind: str, text: str) -> tuple[float, bool]:
        started = time.thread_time()
        try:
            with no_escape():
                if kind == "script":
                    found: object = execute(parse_script(text), values, words)
                elif kind == "cell":
                    found = matches(parse_unary_tests(text), 1)
                else:
                    found = evaluate(parse_expression(text), values, words)
        except (ExpressionRefused, ExpressionFailed):
            return time.thread_time() - started, False
        took = time.thread_time() - started
        assert allowed(found), f"seed {SEED}: {text!r} gave {found!r}"
        return took, True

    return attempt


@pytest.mark.parametrize("kind", ["expression", "script", "cell"])
def test_nothing_escapes(kind: str, try_all: Callable[[str, str], bool], values: dict[str, Any]) -> None:
    writer = Writer(SEED + len(kind))
    before = repr(values)
    sound = 0
    writes = writer.script if kind == "script" else writer.expression
    for number in range(ROUNDS // 3):
        text = writes()
        sound += try_all(kind, writer.spoiled(text) if number % 4 == 3 else text)
    assert repr(values) == before
    assert sound > ROUNDS / 3 * 0.02, "the generator must reach beyond refusals"
