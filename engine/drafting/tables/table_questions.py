"""What a decision table asks, as fields of a test row: each with its kind, and what was typed as values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from engine.errors import EngineError
from engine.expressions.decision_tables import KIND_WORDS, DecisionTable, Input
from engine.expressions.feel_expressions import parse_feel_expression
from engine.expressions.interpreter import evaluate
from engine.expressions.table_trials import names_asked
from engine.expressions.unary_tests import Anything, Kind, OneOf, shown
from engine.expressions.values import Value
from engine.messages_catalogue import Message, msg

MOST_TYPED = 300
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,6})?")
_YES = {"true": True, "false": False}
_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y.")


@dataclass(frozen=True, slots=True)
class Question:
    """A value that the table looks at."""

    name: str
    label: str  # of the column; the name where no column asks for just this value
    kind: Kind | None  # None: it is written as in a cell, such as "text" or 12
    options: Sequence[str] = ()  # where only these texts or numbers may be


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a test row."""

    values: Mapping[str, Value]
    wrong: Mapping[str, Message]  # name → why it is no value


def questions(table: DecisionTable) -> list[Question]:
    """One for each column that asks for a value, then what expressions use beside."""
    found: dict[str, Question] = {}
    for column in table.inputs:
        name = column.expression.text.strip()
        if column.expression.names == {name}:
            found.setdefault(name, Question(name, column.label, column.kind, _options(column)))
    others = sorted(names_asked(table) - found.keys())
    return [*found.values(), *(Question(name, name, None) for name in others)]


def read_typed(asked: Sequence[Question], typed: Mapping[str, str]) -> Typed:
    """The values behind what was typed; what was left empty is no value (null)."""
    values: dict[str, Value] = {}
    wrong: dict[str, Message] = {}
    for one in asked:
        text = typed.get(one.name, "").strip()[:MOST_TYPED]
        try:
            values[one.name] = None if not text else _value(one, text)
        except EngineError as refused:
            wrong[one.name] = refused.message
    return Typed(values, wrong)


def typed_as(question: Question, value: Value) -> str:
    """The value as it is typed into the row."""
    if value is None:
        return ""
    if question.kind is None or question.kind is Kind.BOOLEAN:
        return shown(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _options(column: Input) -> Sequence[str]:
    allowed = column.allowed
    if isinstance(allowed, Anything) or not isinstance(allowed, OneOf):
        return ()
    return [str(value) for value in allowed.values if value is not None]


def _value(question: Question, text: str) -> Value:
    match question.kind:
        case Kind.STRING:
            return text
        case Kind.BOOLEAN if text in _YES:
            return _YES[text]
        case Kind.INTEGER if _WHOLE.fullmatch(text):
            return int(text)
        case Kind.NUMBER if _NUMBER.fullmatch(text):
            return int(text) if _WHOLE.fullmatch(text) else Decimal(text.replace(",", "."))
        case Kind.DATE if (day := next(_days(text), None)) is not None:
            return day
        case None:
            return evaluate(parse_feel_expression(text), {})
    raise EngineError(
        msg("“{column}” takes {wanted}.", column=question.label, wanted=KIND_WORDS[question.kind])
    )


def _days(text: str) -> Iterator[date]:
    for form in _DAYS:
        try:
            yield datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
