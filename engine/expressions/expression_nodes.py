"""The allow-list of expressions: for each construct, a closure that works it out on a Run.

Closures are ordinary functions of this room, chosen once when the text is read.
"""

from __future__ import annotations

import ast
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.expressions.errors import ExpressionFailed
from engine.expressions.operations import ARITHMETIC, COMPARISONS
from engine.expressions.reading import Builder, Reading, parts_in
from engine.expressions.run import Node, Run
from engine.expressions.values import (
    EXACT,
    MAX_DECIMALS,
    MAX_NUMBER,
    NUMBERS,
    PLAIN,
    Value,
    admitted,
    bounded_list,
    kind_of,
)
from engine.messages_catalogue import msg


def expression(reading: Reading, node: ast.Expression) -> Node:
    """The expression inside the outermost shell."""
    built: Node = reading.build(node.body)
    return built


def constant(reading: Reading, node: ast.Constant) -> Node:
    """A text, number, True, False or None; a fraction is read from the text as Decimal, never as float."""
    value: Value = node.value
    if type(value) is float:
        value = _fraction(reading, node)
    if type(value) not in PLAIN and type(value) is not Decimal:
        raise reading.refusal_of(node, node)
    if type(value) in NUMBERS and abs(value) > MAX_NUMBER:
        raise reading.refusal(node, msg("The number is too large."))
    return lambda run: value


def _fraction(reading: Reading, node: ast.Constant) -> Decimal:
    try:
        number = Decimal(reading.part(node))
    except InvalidOperation:
        raise reading.refusal_of(node, node) from None
    if len(number.as_tuple().digits) > MAX_DECIMALS or number.adjusted() < -MAX_DECIMALS:
        raise reading.refusal(node, msg("The number has too many digits."))
    return number


def name(reading: Reading, node: ast.Name) -> Node:
    """A value by its name; the variable of a list comprehension goes first."""
    wanted = reading.checked_name(node, node.id)
    if wanted in reading.local:
        return lambda run: run.local[wanted]
    reading.names.add(wanted)

    def read_name(run: Run) -> Value:
        try:
            value = run.names[wanted]
        except KeyError:
            raise ExpressionFailed(msg("There is no value called “{name}” here.", name=wanted)) from None
        return value if type(value) in PLAIN else admitted(value, wanted)

    return read_name


def either_or_both(reading: Reading, node: ast.BoolOp) -> Node:
    """`and`, `or`: the first value that settles it, as Python has it."""
    parts: list[Node] = [reading.build(part) for part in node.values]
    stop_at = isinstance(node.op, ast.Or)
    first, last = parts[:-1], parts[-1]

    def settle(run: Run) -> Value:
        for part in first:
            value = part(run)
            if bool(value) is stop_at:
                return value
        return last(run)

    return settle


def one_sided(reading: Reading, node: ast.UnaryOp) -> Node:
    """`not`, and the sign of a number."""
    part: Node = reading.build(node.operand)
    if isinstance(node.op, ast.Not):
        return lambda run: not part(run)
    if isinstance(node.op, ast.USub | ast.UAdd):
        negative = isinstance(node.op, ast.USub)
        return lambda run: _signed(part(run), negative=negative)
    raise reading.refusal_of(node, node.op)


def _signed(value: Value, *, negative: bool) -> Value:
    if type(value) is int:
        return -value if negative else value
    if type(value) is Decimal:
        return EXACT.minus(value) if negative else value
    raise ExpressionFailed(msg("Only a number can have a sign, not {kind}.", kind=kind_of(value)))


def arithmetic(reading: Reading, node: ast.BinOp) -> Node:
    """`+ - * / // %`."""
    operate = ARITHMETIC.get(type(node.op))
    if operate is None:
        raise reading.refusal_of(node, node.op)
    left: Node = reading.build(node.left)
    right: Node = reading.build(node.right)
    return lambda run: operate(run, left(run), right(run))


def comparison(reading: Reading, node: ast.Compare) -> Node:
    """`== != < <= > >= in`, also in a row as in 19 <= score <= 29."""
    for sign in node.ops:
        if type(sign) not in COMPARISONS:
            raise reading.refusal_of(node, sign)
    first: Node = reading.build(node.left)
    steps = [
        (COMPARISONS[type(sign)], reading.build(part))
        for sign, part in zip(node.ops, node.comparators, strict=True)
    ]
    if len(steps) == 1:
        ((compare, second),) = steps
        return lambda run: compare(run, first(run), second(run))

    def compare_in_a_row(run: Run) -> Value:
        left = first(run)
        for holds, part in steps:
            right = part(run)
            if not holds(run, left, right):
                return False
            left = right
        return True

    return compare_in_a_row


def choice(reading: Reading, node: ast.IfExp) -> Node:
    """`a if condition else b`; only the chosen side is worked out."""
    condition: Node = reading.build(node.test)
    then: Node = reading.build(node.body)
    otherwise: Node = reading.build(node.orelse)
    return lambda run: then(run) if condition(run) else otherwise(run)


def list_display(reading: Reading, node: ast.List) -> Node:
    """`[a, b]`."""
    items: list[Node] = [reading.build(item) for item in node.elts]
    return lambda run: [item(run) for item in items]


def table_display(reading: Reading, node: ast.Dict) -> Node:
    """`{"name": value}`; names are texts."""
    pairs: list[tuple[Node, Node]] = []
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            raise reading.refusal(node, msg("Write every item on its own, without a star."))
        pairs.append((reading.build(key), reading.build(value)))
    return lambda run: {_text_key(key(run)): value(run) for key, value in pairs}


def _text_key(key: Value) -> str:
    if type(key) is not str:
        raise ExpressionFailed(msg("A name inside a table must be a text, not {kind}.", kind=kind_of(key)))
    return key


def comprehension(reading: Reading, node: ast.ListComp) -> Node:
    """`[… for x in items if …]` with one plain name; every round costs as many steps as it has parts."""
    if len(node.generators) != 1 or node.generators[0].is_async:
        raise reading.refusal(node, msg("Use “for” once in a pair of brackets."))
    (source,) = node.generators
    if not isinstance(source.target, ast.Name):
        raise reading.refusal(source.target, msg("Use one plain name after “for”."))
    variable = reading.checked_name(source.target, source.target.id)
    items: Node = reading.build(source.iter)
    around, reading.local = reading.local, (*reading.local, variable)
    conditions: list[Node] = [reading.build(condition) for condition in source.ifs]
    element: Node = reading.build(node.elt)
    reading.local = around
    cost = parts_in(node.elt, *source.ifs)

    def collect(run: Run) -> Value:
        source_items = items_of(items(run))
        before = run.local
        run.local = dict(before)
        found = []
        for item in source_items:
            run.charge(cost)
            run.local[variable] = admitted(item, variable)
            if all(condition(run) for condition in conditions):
                found.append(element(run))
        run.local = before
        return bounded_list(found)

    return collect


def items_of(value: Value) -> list[Value]:
    """What “for” goes through: the items of a list, the names of a table."""
    if type(value) is list:
        return value
    if type(value) is dict:
        return list(value)
    raise ExpressionFailed(msg("“for” goes through a list or a table, not {kind}.", kind=kind_of(value)))


EXPRESSIONS: dict[type[Any], Builder] = {
    ast.Expression: expression,
    ast.Constant: constant,
    ast.Name: name,
    ast.BoolOp: either_or_both,
    ast.UnaryOp: one_sided,
    ast.BinOp: arithmetic,
    ast.Compare: comparison,
    ast.IfExp: choice,
    ast.List: list_display,
    ast.Dict: table_display,
    ast.ListComp: comprehension,
}
