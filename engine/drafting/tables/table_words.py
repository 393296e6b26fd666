"""The rules of a decision table in words, for whoever does not see the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.expressions.decision_tables import DecisionTable, HitPolicy
from engine.expressions.unary_tests import Anything, Either, Interval, Not, OneOf, UnaryTest
from engine.expressions.values import Value
from engine.messages_catalogue import Message, msg


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """A row: what must be so, and what comes out."""

    number: int
    conditions: Sequence[Message]  # none: it always holds
    answers: Sequence[tuple[str, str]]  # name of the value, what it becomes
    note: str


POLICIES = {
    HitPolicy.UNIQUE: msg("Exactly one row holds."),
    HitPolicy.FIRST: msg("The uppermost row that holds counts."),
    HitPolicy.COLLECT: msg("Every row that holds counts; the answers are lists."),
}


def in_words(table: DecisionTable) -> list[RuleInWords]:
    """Every rule of the table, from above."""
    return [
        RuleInWords(
            rule.number,
            [
                msg("“{column}” {test}", column=column.label, test=words_of_test(test))
                for column, test in zip(table.inputs, rule.tests, strict=True)
                if not isinstance(test, Anything)
            ],
            [
                (output.name, expression.text.strip())
                for output, expression in zip(table.outputs, rule.outputs, strict=True)
            ],
            rule.annotation,
        )
        for rule in table.rules
    ]


def words_of_test(test: UnaryTest) -> Message:
    """A cell in words, as the end of a sentence that begins with its column."""
    match test:
        case OneOf((value,)):
            return msg("is {value}", value=_value(value))
        case OneOf(values):
            return msg("is one of: {values}", values=_listed([_value(one) for one in values]))
        case Interval():
            return _interval(test)
        case Either(tests):
            return msg("{tests}", tests=_listed([words_of_test(one) for one in tests], between=msg("or")))
        case Not(inner):
            return msg("does not fit this: {test}", test=words_of_test(inner))
    return msg("may be anything")


def _interval(test: Interval) -> Message:
    low, high = _value(test.low), _value(test.high)
    if test.low is None:
        return (
            msg("is at most {value}", value=high)
            if test.high_closed
            else msg("is less than {value}", value=high)
        )
    if test.high is None:
        return (
            msg("is at least {value}", value=low)
            if test.low_closed
            else msg("is more than {value}", value=low)
        )
    return Message(_BETWEEN[test.low_closed, test.high_closed].text, {"low": low, "high": high})


_BETWEEN = {
    (True, True): msg("is from {low} to {high}"),
    (True, False): msg("is from {low} to less than {high}"),
    (False, True): msg("is more than {low}, at most {high}"),
    (False, False): msg("is more than {low}, less than {high}"),
}


def _listed(words: Sequence[object], between: Message | None = None) -> object:
    """a, b, c – or “a or b or c”."""
    said = words[0]
    for one in words[1:]:
        said = (
            msg("{first}, {second}", first=said, second=one)
            if between is None
            else msg("{first} {between} {second}", first=said, between=between, second=one)
        )
    return said


def _value(value: Value) -> object:
    """As `Message` fills it in: a text, a day, a word of its own."""
    if value is None:
        return msg("empty")
    if isinstance(value, bool):
        return msg("yes") if value else msg("no")
    if isinstance(value, date):
        return value
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
