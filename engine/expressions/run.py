"""One evaluation under way: the values it sees, the functions it may call, the work it has left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.expressions.errors import ExpressionFailed
from engine.expressions.values import MAX_DEPTH, MAX_NODES, Value, tree_size
from engine.messages_catalogue import msg

Functions = Mapping[str, Callable[..., object]]

TEXT_PER_STEP = 64  # characters moved or compared for one step
ITEMS_PER_STEP = 4  # items moved or compared for one step


@dataclass(frozen=True, slots=True)
class Budget:
    """How much one evaluation may take; a result is counted as a tree."""

    steps: int = 20_000
    nodes: int = MAX_NODES
    depth: int = MAX_DEPTH


NORMAL = Budget()


class Run:
    """Handed to every node of the tree; a list comprehension keeps its variable in `local`."""

    __slots__ = ("functions", "line", "local", "names", "steps")

    def __init__(self, names: Mapping[str, Value], functions: Functions, steps: int) -> None:
        self.names = names
        self.functions = functions
        self.local: dict[str, Value] = {}
        self.steps = steps
        self.line = 0

    def charge(self, steps: int) -> None:
        """Take work from what is left; raises ExpressionFailed when nothing is."""
        self.steps -= steps
        if self.steps < 0:
            raise ExpressionFailed(msg("It takes too long to work out."))

    def charge_for(self, value: Value) -> None:
        """Take the work of looking through a text, a list or a table from end to end."""
        if type(value) is str:
            self.charge(1 + len(value) // TEXT_PER_STEP)
        elif type(value) in {list, dict}:
            self.charge(1 + tree_size(value, nodes=max(self.steps, 0) * ITEMS_PER_STEP) // ITEMS_PER_STEP)


Node = Callable[[Run], Value]
"""A part of an expression, ready to be worked out."""
