"""Decision tables: what they hold and how they decide; the answer says which rows it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.errors import EngineError
from engine.expressions.interpreter import NO_FUNCTIONS, Expression, evaluate
from engine.expressions.run import Functions
from engine.expressions.unary_tests import Anything, Kind, UnaryTest, fits, matches, shown
from engine.expressions.values import Value, kind_of
from engine.messages_catalogue import Message, msg


class NoRuleMatches(EngineError):
    """The table says nothing about these inputs."""


class SeveralRulesMatch(EngineError):
    """A table of single answers gave several."""


class UnfitValue(EngineError):
    """An input or an output is not of the kind, or not among the values, that its column allows."""


class HitPolicy(StrEnum):
    """What happens when several rules hold."""

    UNIQUE = "UNIQUE"  # must not happen
    FIRST = "FIRST"  # the uppermost counts
    COLLECT = "COLLECT"  # all count; every output becomes a list, empty when none holds


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is asked."""

    label: str
    expression: Expression
    kind: Kind
    allowed: UnaryTest = Anything()  # noqa: RUF009 -- a value without state


@dataclass(frozen=True, slots=True)
class Output:
    """A column that answers; `name` is the value it sets."""

    name: str
    kind: Kind
    allowed: UnaryTest = Anything()  # noqa: RUF009 -- a value without state


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: one test per input, one expression per output."""

    number: int  # from 1, as the editor counts
    tests: tuple[UnaryTest, ...]
    outputs: tuple[Expression, ...]
    annotation: str = ""


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """One decision; its id is the name of its file."""

    table_id: str
    name: str
    hit_policy: HitPolicy
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """The answer and why: the rules that held and what they looked at."""

    outputs: dict[str, Value]  # under COLLECT each output is a list
    matched: tuple[int, ...]  # numbers of the rules, from 1
    inputs: dict[str, Value]  # text of each input's expression → its value


def decide(table: DecisionTable, values: Mapping[str, Value], functions: Functions = NO_FUNCTIONS) -> Decided:
    """Ask the table.

    Raises NoRuleMatches, SeveralRulesMatch (UNIQUE only), UnfitValue; ExpressionFailed for a missing value.
    """
    asked = [_asked(table, column, evaluate(column.expression, values, functions)) for column in table.inputs]
    seen = {column.expression.text: value for column, value in zip(table.inputs, asked, strict=True)}
    matched = [rule for rule in table.rules if _holds(rule, asked)]
    if table.hit_policy is HitPolicy.FIRST:
        matched = matched[:1]
    if table.hit_policy is not HitPolicy.COLLECT:
        _check_single(table, matched, seen)
    answers = [_answers(table, rule, values, functions=functions) for rule in matched]
    outputs: dict[str, Value] = (
        {output.name: [answer[output.name] for answer in answers] for output in table.outputs}
        if table.hit_policy is HitPolicy.COLLECT
        else answers[0]
    )
    return Decided(outputs, tuple(rule.number for rule in matched), seen)


def inputs_in_words(inputs: Mapping[str, Value]) -> str:
    """`score = 25, age_group = "adult"`."""
    return ", ".join(f"{name} = {shown(value)}" for name, value in inputs.items())


def _holds(rule: Rule, asked: list[Value]) -> bool:
    return all(matches(test, value) for test, value in zip(rule.tests, asked, strict=True))


def _asked(table: DecisionTable, column: Input, value: Value) -> Value:
    """The value, once it fits its column; nothing at all (null) is left to the rules."""
    if value is None:
        return value
    _check_fits(table, column.label, value, kind=column.kind)
    if not matches(column.allowed, value):
        raise UnfitValue(_not_allowed(table, column.label, value))
    return value


def _answers(
    table: DecisionTable, rule: Rule, values: Mapping[str, Value], *, functions: Functions
) -> dict[str, Value]:
    answers: dict[str, Value] = {}
    for output, expression in zip(table.outputs, rule.outputs, strict=True):
        value = evaluate(expression, values, functions)
        if value is not None:
            _check_fits(table, output.name, value, kind=output.kind)
            if not matches(output.allowed, value):
                raise UnfitValue(_not_allowed(table, output.name, value))
        answers[output.name] = value
    return answers


def _check_fits(table: DecisionTable, column: str, value: Value, *, kind: Kind) -> None:
    if not fits(value, kind):
        raise UnfitValue(
            msg(
                "Table “{table}”: the column “{column}” takes {wanted}, but got {found}.",
                table=table.name,
                column=column,
                wanted=KIND_WORDS[kind],
                found=kind_of(value),
            )
        )


def _not_allowed(table: DecisionTable, column: str, value: Value) -> Message:
    return msg(
        "Table “{table}”: {value} is not among the values allowed for “{column}”.",
        table=table.name,
        value=shown(value),
        column=column,
    )


def _check_single(table: DecisionTable, matched: list[Rule], seen: Mapping[str, Value]) -> None:
    if not matched:
        raise NoRuleMatches(
            msg("Table “{table}” has no rule for {inputs}.", table=table.name, inputs=inputs_in_words(seen))
        )
    if len(matched) > 1:
        raise SeveralRulesMatch(
            msg(
                "In table “{table}” the rules {rules} hold together for {inputs}; only one may.",
                table=table.name,
                rules=", ".join(str(rule.number) for rule in matched),
                inputs=inputs_in_words(seen),
            )
        )


KIND_WORDS = {
    Kind.NUMBER: msg("a number"),
    Kind.INTEGER: msg("a whole number"),
    Kind.STRING: msg("text"),
    Kind.BOOLEAN: msg("yes or no"),
    Kind.DATE: msg("a date"),
}
