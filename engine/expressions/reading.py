"""Turns text into a checked tree: size first, then Python's own grammar, then our allow-list.

Python's parser only gives the shape; nothing is ever compiled to code or run by Python.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.expressions.errors import ExpressionRefused
from engine.expressions.mends import mend_for, mend_for_syntax
from engine.messages_catalogue import Message, msg

MAX_SOURCE = 4_096  # characters
MAX_PARTS = 400  # nodes of the tree
MAX_NESTING = 60  # levels of the tree
MAX_BRACKETS = 30  # levels of brackets

_UNARY_RUN = re.compile(r"(?:[-+~]\s*){20}|(?:\bnot\b\s*){20}|(?:\blambda\b[^:]*:\s*){5}")
_NUMBERS = re.compile(r"""\"[^"]*\"|'[^']*'|(?<!\w)(\.?\d[\w.]*)""")
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+", re.ASCII)
_SHADES = (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)  # not parts of their own

Builder = Callable[["Reading", Any], Any]


@dataclass(slots=True)
class Reading:
    """One text being turned into nodes; notes which names and functions it uses."""

    source: str
    builders: Mapping[type[ast.AST], Builder]
    names: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    assigned: set[str] = field(default_factory=set)
    local: tuple[str, ...] = ()  # variables of the list comprehensions around

    def build(self, node: ast.AST) -> Any:
        """The node's closure; raises ExpressionRefused for a construct that is not on the list."""
        builder = self.builders.get(type(node))
        if builder is None:
            raise self.refusal_of(node, node)
        return builder(self, node)

    def refusal(self, node: ast.AST, mend: Message) -> ExpressionRefused:
        """A refusal that shows the part of the text and says how to mend it."""
        return refusal(self.part(node), mend)

    def refusal_of(self, node: ast.AST, culprit: ast.AST) -> ExpressionRefused:
        """A refusal of a construct that is not on the list; `culprit` may be the sign inside the node."""
        return refusal(self.part(node), mend_for(culprit))

    def part(self, node: ast.AST) -> str:
        """The piece of text a node was read from."""
        return ast.get_source_segment(self.source, node) or self.source

    def checked_name(self, node: ast.AST, name: str) -> str:
        """The name, unless it begins with an underscore."""
        if name.startswith("_"):
            raise self.refusal(node, msg("A name may not begin with an underscore."))
        return name


def refusal(part: str, mend: Message) -> ExpressionRefused:
    """“{part}” is not possible here, and what to do instead."""
    return ExpressionRefused(msg("“{part}” cannot be used: {mend}", part=shortened(part), mend=mend))


def shortened(text: str) -> str:
    """At most 80 characters of the text, for a sentence."""
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(text.split()))
    return text if len(text) <= 80 else f"{text[:77]}…"


def parts_in(*nodes: ast.AST) -> int:
    """How many constructs the nodes hold; what one round of a loop costs."""
    return sum(not isinstance(part, _SHADES) for node in nodes for part in ast.walk(node))


def read_tree(text: str, *, mode: str) -> ast.AST:
    """The syntax tree of a text; `mode` is "eval" for an expression, "exec" for a script.

    Raises ExpressionRefused for a text that is empty, too long, too deep, or not in Python's grammar.
    """
    _check_text(text)
    try:
        tree = ast.parse(text, mode=mode)
    except SyntaxError as trouble:
        raise refusal(_near(text, trouble), mend_for_syntax(text)) from None
    except (ValueError, OverflowError, RecursionError, MemoryError):
        raise refusal(text, msg("It is too involved; split it into several steps.")) from None
    _check_size(tree, text)
    return tree


def _check_text(text: str) -> None:
    if not text.strip():
        raise ExpressionRefused(msg("The expression is empty."))
    if len(text) > MAX_SOURCE:
        raise refusal(text, msg("It has more than {most} characters.", most=MAX_SOURCE))
    if "\\" in text:
        raise refusal(text, msg("The sign \\ is not allowed, not even in a text."))
    if not text.isprintable() and any(not sign.isprintable() and sign not in "\n\t\r\u00a0" for sign in text):
        raise refusal(text, msg("It holds an invisible sign; type it anew."))
    if any(found[1] and not _NUMBER.fullmatch(found[1]) for found in _NUMBERS.finditer(text)):
        raise refusal(text, msg("Write numbers in digits only, as in 40 or 5.42, and a space after them."))
    if _UNARY_RUN.search(text) or _brackets(text) > MAX_BRACKETS:
        raise refusal(text, msg("It is too involved; split it into several steps."))


def _brackets(text: str) -> int:
    """How deep brackets stand in each other; brackets in texts are counted too, which only refuses more."""
    depth = deepest = 0
    for sign in text:
        if sign in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in ")]}":
            depth -= 1
    return deepest


def _near(text: str, trouble: SyntaxError) -> str:
    lines = text.splitlines() or [text]
    line = lines[min((trouble.lineno or 1), len(lines)) - 1]
    start = max((trouble.offset or 1) - 1, 0)
    return line[start : start + 30].strip() or line


def _check_size(tree: ast.AST, text: str) -> None:
    """Counts parts and levels without recursion."""
    parts, waiting = 0, [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, _SHADES):
            continue
        parts += 1
        if parts > MAX_PARTS or depth > MAX_NESTING:
            raise refusal(text, msg("It is too involved; split it into several steps."))
        waiting.extend((child, depth + 1) for child in ast.iter_child_nodes(node))
