"""The part of FEEL that table cells may use: `-`, values, comparisons, ranges, comma lists, `not(…)`.

Texts stand in double quotation marks, days as date("2026-10-31"). Everything else is refused in plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from engine.errors import EngineError
from engine.expressions.errors import ExpressionRefused
from engine.expressions.functions import as_day
from engine.expressions.reading import refusal
from engine.expressions.unary_tests import Anything, Either, Interval, Not, OneOf, UnaryTest
from engine.expressions.values import Value
from engine.messages_catalogue import Message, msg

MAX_CELL = 2_000  # characters
MAX_LIST = 100  # entries of one cell

_TOKENS = re.compile(
    r"""\s*(?:
      (?P<text>"[^"\\]*")
    | (?P<day>date\s*\(\s*"(?P<iso>[^"]*)"\s*\))
    | (?P<number>-?(?:\d{1,30}(?:\.\d{1,30})?|\.\d{1,30})(?![\w"]))
    | (?P<word>(?:true|false|null|not)(?!\w))
    | (?P<sign>\.\.|<=|>=|<|>|\[|\]|\(|\)|,|-)
    )""",
    re.VERBOSE | re.ASCII,
)

_MENDS: tuple[tuple[re.Pattern[str], Message], ...] = (
    (re.compile(r"[„“”‘’«»']"), msg('Put texts in straight double quotation marks, as in "adult".')),
    (re.compile(r"\?"), msg("The question mark is not needed; write a range such as [19..29].")),
    (re.compile(r"!="), msg('Write not(…), as in not("adult").')),
    (re.compile(r"="), msg("Write the value itself, without = before it.")),
    (re.compile(r"\b(?:and|or)\b"), msg("Write a range such as [19..29], or several values with commas.")),
    (re.compile(r"\d\s*-\s*\d"), msg("Write a range with two dots in brackets, as in [19..29].")),
    (re.compile(r"\d{31}"), msg("The number has too many digits.")),
    (
        re.compile(r"\w"),
        msg('Texts stand in quotation marks, as in "adult"; names cannot be used in a cell.'),
    ),
)
_NOT_A_CELL = msg("A cell holds -, a value, a comparison such as >= 19, a range such as [19..29], or not(…).")

_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None}
_COMPARISONS = frozenset({"<", "<=", ">", ">="})
_OPENING = {"[": True, "(": False, "]": False}
_CLOSING = {"]": True, ")": False, "[": False}


@dataclass(frozen=True, slots=True)
class _Token:
    sign: str  # "value" for a literal
    value: Value = None


def parse_unary_tests(text: str) -> UnaryTest:
    """The condition of one input cell; an empty cell is `-`.

    Raises ExpressionRefused with a sentence that says what a cell may hold.
    """
    stripped = text.strip()
    if stripped in {"", "-"}:
        return Anything()
    if len(stripped) > MAX_CELL:
        raise refusal(stripped, msg("It has more than {most} characters.", most=MAX_CELL))
    return _Cell(stripped, list(_tokens(stripped))).read()


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        found = _TOKENS.match(text, at)
        if found is None:
            raise refusal(text, _mend(text))
        at = found.end()
        yield _token(text, found)


def _token(text: str, found: re.Match[str]) -> _Token:
    if found["text"] is not None:
        return _Token("value", found["text"][1:-1])
    if found["number"] is not None:
        number = found["number"]
        return _Token("value", Decimal(number) if "." in number else int(number))
    if found["day"] is not None:
        try:
            return _Token("value", as_day(found["iso"]))
        except EngineError as trouble:
            raise refusal(text, trouble.message) from None
    word = found["word"]
    if word is not None and word != "not":
        return _Token("value", _WORDS[word])
    return _Token(word or found["sign"])


def _mend(text: str) -> Message:
    outside = re.sub(r'"[^"]*"', '""', text)
    return next((mend for pattern, mend in _MENDS if pattern.search(outside)), _NOT_A_CELL)


class _Cell:
    """Reads the tokens of one cell from left to right."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0

    def read(self) -> UnaryTest:
        negated = self._skip("not")
        if negated:
            self._expect("(")
        tests = [self._test()]
        while self._skip(","):
            tests.append(self._test())
            if len(tests) > MAX_LIST:
                raise refusal(self.text, msg("A cell holds at most {most} values.", most=MAX_LIST))
        if negated:
            self._expect(")")
        if self.at < len(self.tokens):
            raise self._refusal()
        combined = _combined(tests)
        return Not(combined) if negated else combined

    def _test(self) -> OneOf | Interval:
        token = self._next()
        if token.sign == "value":
            return OneOf((token.value,))
        if token.sign in _COMPARISONS:
            return self._comparison(token.sign)
        if token.sign in _OPENING:
            return self._range(low_closed=_OPENING[token.sign])
        raise self._refusal()

    def _comparison(self, sign: str) -> Interval:
        end = self._end()
        closed = sign.endswith("=")
        if sign.startswith("<"):
            return Interval(None, end, low_closed=False, high_closed=closed)
        return Interval(end, None, low_closed=closed, high_closed=False)

    def _range(self, *, low_closed: bool) -> Interval:
        low = self._end()
        self._expect("..")
        high = self._end()
        closing = self._next().sign
        if closing not in _CLOSING:
            raise self._refusal()
        kinds = {type(low), type(high)}
        if len(kinds) > 1 and not kinds <= {int, Decimal}:
            raise refusal(self.text, msg("Both ends of a range must be numbers, or both dates."))
        high_closed = _CLOSING[closing]
        if low > high or (low == high and not (low_closed and high_closed)):
            raise refusal(self.text, msg("The range is empty: nothing lies between its ends."))
        return Interval(low, high, low_closed, high_closed)

    def _end(self) -> Value:
        token = self._next()
        if token.sign != "value":
            raise self._refusal()
        if token.value is None or type(token.value) in {str, bool}:
            raise refusal(self.text, msg("Only numbers and dates can be compared or stand in a range."))
        return token.value

    def _next(self) -> _Token:
        if self.at >= len(self.tokens):
            raise self._refusal()
        self.at += 1
        return self.tokens[self.at - 1]

    def _skip(self, sign: str) -> bool:
        found = self.at < len(self.tokens) and self.tokens[self.at].sign == sign
        self.at += found
        return found

    def _expect(self, sign: str) -> None:
        if not self._skip(sign):
            raise self._refusal()

    def _refusal(self) -> ExpressionRefused:
        return refusal(self.text, _mend(self.text) if _unreadable(self.text) else _NOT_A_CELL)


def _unreadable(text: str) -> bool:
    """Whether a slip shows on the face of it, such as 19-29 for a range."""
    return bool(re.search(r"\d\s*-\s*\d", text))


def _combined(tests: list[OneOf | Interval]) -> OneOf | Interval | Either:
    if len(tests) == 1:
        return tests[0]
    if all(isinstance(test, OneOf) for test in tests):
        return OneOf(tuple(value for test in tests if isinstance(test, OneOf) for value in test.values))
    return Either(tuple(tests))
