"""The allow-list of scripts: assignment to a name or an item, `+=` and its kin, `if`, `for`, `pass`."""

from __future__ import annotations

import ast
from collections.abc import Callable, MutableMapping
from typing import Any, cast

from engine.expressions.access_nodes import item_of
from engine.expressions.expression_nodes import items_of
from engine.expressions.functions import BUILT_IN
from engine.expressions.operations import ARITHMETIC
from engine.expressions.reading import Builder, Reading, parts_in
from engine.expressions.run import Node, Run
from engine.expressions.values import RESERVED_KEYS, Value, admitted
from engine.messages_catalogue import msg

Statement = Callable[[Run], None]
Store = Callable[[Run, Value], None]


def script(reading: Reading, node: ast.Module) -> Statement:
    """All statements, one after the other."""
    if not node.body:
        raise reading.refusal(node, msg("The script does nothing."))
    return _block(reading, node.body)


def assignment(reading: Reading, node: ast.Assign) -> Statement:
    """`name = value` or `table["name"] = value`, to one target."""
    if len(node.targets) != 1:
        raise reading.refusal(node, msg("Give the value to one name at a time."))
    value: Node = reading.build(node.value)
    store = _target(reading, node.targets[0])
    return lambda run: store(run, value(run))


def change(reading: Reading, node: ast.AugAssign) -> Statement:
    """`name += value` and the other signs of arithmetic."""
    operate = ARITHMETIC.get(type(node.op))
    if operate is None:
        raise reading.refusal_of(node, node.op)
    before: Node = reading.build(node.target)
    value: Node = reading.build(node.value)
    store = _target(reading, node.target)
    return lambda run: store(run, operate(run, before(run), value(run)))


def _target(reading: Reading, node: ast.expr) -> Store:
    if isinstance(node, ast.Name):
        return _name_target(reading, node, node.id)
    if isinstance(node, ast.Subscript):
        owner: Node = reading.build(node.value)
        key: Node = reading.build(node.slice)
        return lambda run, value: _put(owner(run), key(run), value)
    raise reading.refusal(node, msg('Give the value to a name or to an item, as in table["name"].'))


def _name_target(reading: Reading, node: ast.AST, name: str) -> Store:
    reading.checked_name(node, name)
    if name in BUILT_IN or name in RESERVED_KEYS:
        raise reading.refusal(node, msg("This name is taken; choose another."))
    reading.assigned.add(name)
    return lambda run, value: _own(run).__setitem__(name, value)


def _own(run: Run) -> MutableMapping[str, Value]:
    return cast("MutableMapping[str, Value]", run.names)  # `execute` hands in a copy of its own


def _put(owner: Value, key: Value, value: Value) -> None:
    if type(owner) is dict and type(key) is str:
        owner[key] = value
        return
    item_of(owner, key)
    owner[key] = value


def condition(reading: Reading, node: ast.If) -> Statement:
    """`if`, `elif`, `else`."""
    test: Node = reading.build(node.test)
    then = _block(reading, node.body)
    otherwise = _block(reading, node.orelse)
    return lambda run: then(run) if test(run) else otherwise(run)


def loop(reading: Reading, node: ast.For) -> Statement:
    """`for name in items`; every round costs as many steps as it has parts."""
    if node.orelse:
        raise reading.refusal(node, msg("“else” after “for” is not possible."))
    if not isinstance(node.target, ast.Name):
        raise reading.refusal(node.target, msg("Use one plain name after “for”."))
    items: Node = reading.build(node.iter)
    store = _name_target(reading, node.target, node.target.id)
    body = _block(reading, node.body)
    cost = parts_in(*node.body)
    variable = node.target.id

    def go_through(run: Run) -> None:
        source = items_of(items(run))
        run.charge(1 + len(source) // 4)
        for item in list(source):
            run.charge(cost)
            store(run, admitted(item, variable))
            body(run)

    return go_through


def nothing(reading: Reading, node: ast.Pass) -> Statement:
    """`pass`."""
    return lambda run: None


def _block(reading: Reading, statements: list[ast.stmt]) -> Statement:
    steps: list[tuple[int, Statement]] = [(part.lineno, reading.build(part)) for part in statements]

    def run_block(run: Run) -> None:
        for line, step in steps:
            run.line = line
            step(run)

    return run_block


STATEMENTS: dict[type[Any], Builder] = {
    ast.Module: script,
    ast.Assign: assignment,
    ast.AugAssign: change,
    ast.If: condition,
    ast.For: loop,
    ast.Pass: nothing,
}
