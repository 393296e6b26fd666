"""Expressions and scripts of diagrams, tables, forms and letters: read once, worked out by walking closures.

There is no eval, exec or compile behind it. An expression cannot change anything; a script changes a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from engine.expressions.errors import ExpressionFailed, ExpressionRefused
from engine.expressions.functions import BUILT_IN
from engine.expressions.grammar import EXPRESSION_GRAMMAR, SCRIPT_GRAMMAR
from engine.expressions.reading import Reading, read_tree, shortened
from engine.expressions.run import NORMAL, Budget, Functions, Node, Run
from engine.expressions.values import PLAIN, Value, admitted, copied, tree_size
from engine.messages_catalogue import Message, msg

NO_FUNCTIONS: Functions = {}
BUILT_IN_NAMES = frozenset(BUILT_IN)

_CONTAINERS = frozenset({list, dict})
_TROUBLES = (ArithmeticError, RecursionError, MemoryError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression; can be shared by threads and kept."""

    text: str
    names: frozenset[str]  # values it reads
    functions: frozenset[str]  # functions it calls
    node: Node = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Script:
    """A checked script; can be shared by threads and kept."""

    text: str
    names: frozenset[str]  # values it reads
    assigned: frozenset[str]  # names it gives a value to
    functions: frozenset[str]  # functions it calls
    statements: Callable[[Run], None] = field(repr=False, compare=False)


@lru_cache(maxsize=1024)
def parse_expression(text: str) -> Expression:
    """The checked expression; the same text gives the same object.

    Raises ExpressionRefused with a sentence that shows the part and says what to write instead.
    """
    source = _on_one_line(text)
    reading = Reading(source, EXPRESSION_GRAMMAR)
    node = _built(reading, source, "eval")
    return Expression(text, frozenset(reading.names), frozenset(reading.functions), cast("Node", node))


@lru_cache(maxsize=256)
def parse_script(text: str) -> Script:
    """The checked script; raises ExpressionRefused like `parse_expression`."""
    source = text.strip("\r\n").rstrip()
    reading = Reading(source, SCRIPT_GRAMMAR)
    statements = _built(reading, source, "exec")
    return Script(
        text,
        frozenset(reading.names),
        frozenset(reading.assigned),
        frozenset(reading.functions),
        cast("Callable[[Run], None]", statements),
    )


def check_syntax(text: str) -> None:
    """Raises SyntaxError, as SpiffWorkflow's `validate` must, where `parse_expression` refuses."""
    try:
        parse_expression(text)
    except ExpressionRefused as refused:
        raise SyntaxError(str(refused)) from refused


def evaluate(
    expression: Expression,
    names: Mapping[str, Value],
    functions: Functions = NO_FUNCTIONS,
    *,
    budget: Budget = NORMAL,
) -> Value:
    """The value of the expression with these names; functions handed in go before the built-in ones.

    Raises ExpressionFailed naming the expression: a value is missing or unfit, or the budget is spent.
    A list or table in the result may be a part of `names`: copy it before changing it.
    """
    run = Run(names, functions, budget.steps)
    try:
        value = expression.node(run)
        if type(value) in _CONTAINERS:
            tree_size(value, nodes=budget.nodes, depth=budget.depth)
            return value
        return value if type(value) in PLAIN else admitted(value, expression.text)
    except ExpressionFailed as failed:
        raise ExpressionFailed(_in_expression(expression.text, failed.message)) from failed
    except _TROUBLES as trouble:
        raise ExpressionFailed(_in_expression(expression.text, _UNFIT)) from trouble


def execute(
    script: Script,
    names: Mapping[str, Value],
    functions: Functions = NO_FUNCTIONS,
    *,
    budget: Budget = NORMAL,
) -> dict[str, Value]:
    """All names with their values after the script; `names` itself is left untouched, whatever happens.

    Raises ExpressionFailed naming the line; also where the values together become too big to be kept.
    """
    own = dict(names)
    run = Run(own, functions, budget.steps)
    try:
        _refuse_taken(script, functions)
        for name in script.names & own.keys():
            own[name] = copied(admitted(own[name], name))
        script.statements(run)
        _check_kept(own, budget)
    except ExpressionFailed as failed:
        raise ExpressionFailed(_in_script(script.text, run.line, failed.message)) from failed
    except _TROUBLES as trouble:
        raise ExpressionFailed(_in_script(script.text, run.line, _UNFIT)) from trouble
    return own


def names_used(expression: Expression | Script) -> frozenset[str]:
    """The values it reads, without the variables of its own “for”."""
    return expression.names


def functions_used(expression: Expression | Script) -> frozenset[str]:
    """The functions it calls, built-in ones included."""
    return expression.functions


def unknown_functions(expression: Expression | Script, known: Collection[str]) -> frozenset[str]:
    """The functions it calls that are neither built in nor among the known ones."""
    return expression.functions - BUILT_IN_NAMES - frozenset(known)


_UNFIT = msg("The values do not fit.")


def _built(reading: Reading, source: str, mode: str) -> object:
    try:
        return reading.build(read_tree(source, mode=mode))
    except RecursionError:
        raise ExpressionRefused(msg("It is too involved; split it into several steps.")) from None


def _on_one_line(text: str) -> str:
    """A condition may be broken over lines, except where a comment could swallow the rest."""
    return text.strip() if "#" in text else " ".join(text.split("\n")).strip()


def _refuse_taken(script: Script, functions: Functions) -> None:
    taken = sorted(script.assigned & functions.keys())
    if taken:
        raise ExpressionFailed(msg("“{name}” is the name of a function; choose another name.", name=taken[0]))


def _check_kept(values: Mapping[str, Value], budget: Budget) -> None:
    left = budget.nodes
    for value in values.values():
        left -= tree_size(value, nodes=left, depth=budget.depth)


def _in_expression(text: str, reason: Message) -> Message:
    return msg("“{text}” could not be worked out: {reason}", text=shortened(text), reason=reason)


def _in_script(text: str, line: int, reason: Message) -> Message:
    lines = text.strip("\r\n").splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else text
    return msg(
        "Line {line} of the script, “{text}”, could not be carried out: {reason}",
        line=line,
        text=shortened(shown),
        reason=reason,
    )
