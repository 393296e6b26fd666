"""A table asked on trial: what came out, which rows refused and where; expected against found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from engine.errors import EngineError
from engine.expressions.decision_tables import DecisionTable, HitPolicy, decide
from engine.expressions.interpreter import NO_FUNCTIONS, evaluate
from engine.expressions.run import Functions
from engine.expressions.unary_tests import matches, same, shown
from engine.expressions.values import Value
from engine.messages_catalogue import Message, msg


@dataclass(frozen=True, slots=True)
class Trial:
    """What a table says of some values."""

    outputs: Mapping[str, Value] | None  # None: it gives no answer
    rules: tuple[int, ...]  # numbers of those that hold, from 1; under FIRST the one that counts
    refusals: Mapping[
        int, tuple[str, ...]
    ]  # number of a rule that does not hold → columns whose cells refuse
    trouble: Message | None  # why there is no answer


@dataclass(frozen=True, slots=True)
class Difference:
    """An output that is not what was expected."""

    output: str
    expected: str  # as one would write it in a cell
    found: str


def try_table(
    table: DecisionTable, values: Mapping[str, Value], functions: Functions = NO_FUNCTIONS
) -> Trial:
    """Ask the table as `decide` does; nothing is raised for a table or values that give no answer."""
    refusals = dict(_refusals(table, values, functions))
    holding = tuple(rule.number for rule in table.rules if not refusals.get(rule.number, ("",)))
    if table.hit_policy is HitPolicy.FIRST:
        holding = holding[:1]
    refused = {number: columns for number, columns in refusals.items() if columns}
    try:
        decided = decide(table, values, functions)
    except EngineError as failed:
        return Trial(None, holding, refused, failed.message)
    return Trial(decided.outputs, decided.matched, refused, None)


def differences(expected: Mapping[str, Value], trial: Trial) -> list[Difference]:
    """The outputs that differ from what was expected; empty where all are as expected."""
    found = trial.outputs or {}
    return [
        Difference(name, in_cell(value), in_cell(found[name]) if name in found else "–")
        for name, value in expected.items()
        if name not in found or not _alike(value, found[name])
    ]


def names_asked(table: DecisionTable) -> Collection[str]:
    """Every name of a value that the table may look at."""
    expressions = [column.expression for column in table.inputs]
    expressions += [one for rule in table.rules for one in rule.outputs]
    return {name for one in expressions for name in one.names}


def in_cell(value: Value) -> str:
    """A value as one would write it in a cell, lists too."""
    if isinstance(value, list):
        return f"[{', '.join(in_cell(one) for one in value)}]"
    return shown(value)


def _refusals(
    table: DecisionTable, values: Mapping[str, Value], functions: Functions
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each rule with the columns in which it does not hold; none where a column cannot be asked."""
    try:
        asked = [evaluate(column.expression, values, functions) for column in table.inputs]
    except EngineError:
        return
    for rule in table.rules:
        cells = zip(table.inputs, rule.tests, asked, strict=True)
        yield rule.number, tuple(column.label for column, test, value in cells if not matches(test, value))


def _alike(expected: Value, found: Value) -> bool:
    if isinstance(expected, list) and isinstance(found, list):
        pairs = zip(expected, found, strict=False)
        return len(expected) == len(found) and all(_alike(one, other) for one, other in pairs)
    if isinstance(expected, list | dict) or isinstance(found, list | dict):
        return bool(expected == found)
    return same(expected, found)


def difference_words(difference: Difference) -> Message:
    """“support_level” is "none", expected was "large"."""
    return msg(
        "“{output}” is {found}, expected was {expected}.",
        output=difference.output,
        found=difference.found,
        expected=difference.expected,
    )
