"""Texts made at random, mostly sound and often hostile: expressions, scripts, cells of tables, timers."""

from __future__ import annotations

import random
import re

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
    "earliest",
    "days_after",
    "working_day",
    "first_day",
    "last_day",
    "month_of",
    "end_of",
    "birthday",
    "today",
    "as_instant",
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
LITERALS += [
    '"0001-01-01"',
    '"9999-12-31"',
    '"P10D"',
    '"PT6H"',
    '"09:00"',
    '"__class__"',
    "1e9",
    "0xff",
    "1j",
    "b'x'",
    "f'{x}'",
    "...",
    "[]",
    "{}",
    "()",
]
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


class RuleWriter(Writer):
    """Writes cells of decision tables, as the FEEL editors have them, and what a timer or a due date says."""

    def cell(self, depth: int = 0) -> str:
        choice, end = self.random.choice, self._end
        shapes = [
            lambda: choice(["-", "", "null", "true", "not(null)", "not()", "?", "? > 5"]),
            lambda: f"{choice(['<', '<=', '>', '>=', '=', '!='])} {end()}",
            lambda: f"{choice('[(]')}{end()}..{end()}{choice('])[')}",
            lambda: ", ".join(self.cell(4) for _ in range(self.random.randint(1, 3))),
            lambda: f"not({self.cell(depth + 1)})" if depth < 4 else end(),
            lambda: choice(FOREIGN).replace("E", self.expression(3)),
            lambda: self.expression(3),
            end,
        ]
        return choice(shapes)()

    def rule(self) -> str:
        choice = self.random.choice
        period, amount = choice(PERIODS), choice(["0", "1", "31", "-1", "10**9", self._literal(3)])
        month = choice([period, f"months_after({period}, {amount})"])
        day = choice([*DAYS, self._literal(3)])
        shapes = [
            f"{choice(['after', 'before', 'days_after', 'birthday'])}({day}, {amount})",
            f"{choice(['day', 'working_day'])}({amount}, {month})",
            f"at({day}, {choice(HOURS)})",
            f"{choice(['latest', 'earliest'])}({day}, {self.expression(4)})",
            f"{choice(['first_day', 'last_day', 'end_of'])}({choice([period, day])})",
            choice(SPANS),
            day,
            self.expression(2),
        ]
        return choice(shapes)

    def _end(self) -> str:
        return self.random.choice(ENDS)


PERIODS = ['"2026-10"', "month_of(day)", "period", "x"]
DAYS = ["day", "today()", '"2026-10-31"', '"0001-01-01"', '"9999-12-31"', "moment"]
HOURS = ['"09:00"', '"24:00"', '"9"', "text", "9"]
SPANS = ['"P10D"', '"PT6H"', '"P1M"', '"-PT1H"', '"R/PT1S"', '"P99999999999D"', "PT0S", "${now()}"]
ENDS = ["0", "5", "-3", "2.5", '"a"', "true", "null", 'date("2026-10-31")', 'date("x")', "9" * 40, "x"]
FOREIGN = [
    "for i in 1..E return i",
    "some i in E satisfies i > 1",
    "if E then 1 else 2",
    "function(a) external {java: {class: E}}",
    "instance of E",
    "{a: E}",
    "E between 1 and 2",
    "date and time(E)",
    "@E",
]
"""What FEEL knows and the tables here do not."""
