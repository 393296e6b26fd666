"""“Show if”: a form's file says when a component is hidden; people say when it is shown.

`=a != "x" or b != "y"` hides, so it is shown where a is x and b is y. A condition that is not made of plain
comparisons stays what it is and is shown as a formula.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

Plain = str | int | float | bool


class Compared(StrEnum):
    """How an answer is compared; as it reads for showing."""

    IS = "is"
    IS_NOT = "is_not"
    HAS = "has"
    HAS_NOT = "has_not"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    GIVEN = "given"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: the name of a value, how, with what (not of GIVEN and EMPTY)."""

    name: str
    compared: Compared
    value: Plain = ""


@dataclass(frozen=True, slots=True)
class ShowIf:
    """Rows of which all, or any, must hold."""

    rows: Sequence[Row]
    is_any: bool = False


_HIDES = {
    Compared.IS: "{name} != {value}",
    Compared.IS_NOT: "{name} == {value}",
    Compared.HAS: "{value} not in ({name} or [])",
    Compared.HAS_NOT: "{value} in ({name} or [])",
    Compared.OVER: "({name} == None or {name} <= {value})",
    Compared.AT_LEAST: "({name} == None or {name} < {value})",
    Compared.UNDER: "({name} == None or {name} >= {value})",
    Compared.AT_MOST: "({name} == None or {name} > {value})",
    Compared.GIVEN: "{name} == None",
    Compared.EMPTY: "{name} != None",
}
_SIGNS: dict[type[ast.cmpop], Compared] = {
    ast.NotEq: Compared.IS,
    ast.Eq: Compared.IS_NOT,
    ast.LtE: Compared.OVER,
    ast.Lt: Compared.AT_LEAST,
    ast.GtE: Compared.UNDER,
    ast.Gt: Compared.AT_MOST,
}
_NUMERIC = (ast.LtE, ast.Lt, ast.GtE, ast.Gt)


def read(hide: str) -> ShowIf | None:
    """The rows behind an expression that hides; None where it says more than rows can."""
    tree = _parsed(hide)
    if tree is None:
        return None
    if isinstance(tree, ast.BoolOp) and _guarded(tree) is None:
        rows = [_row(part) for part in tree.values]
        is_any = isinstance(tree.op, ast.And)
    else:
        rows, is_any = [_row(tree)], False
    known = [one for one in rows if one is not None]
    return ShowIf(known, is_any) if len(known) == len(rows) else None


def written(wanted: ShowIf) -> str:
    """The expression that hides; "" where nothing is asked."""
    parts = [_HIDES[one.compared].format(name=one.name, value=_literal(one.value)) for one in wanted.rows]
    if len(parts) == 1 and parts[0].startswith("("):
        return f"={parts[0][1:-1]}"
    return f"={(' and ' if wanted.is_any else ' or ').join(parts)}" if parts else ""


def as_shown(hide: str) -> str:
    """The condition for showing as a formula; `not (…)` around what hides, or without it."""
    source = hide.strip().removeprefix("=").strip()
    tree = _parsed(hide)
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return ast.get_source_segment(source, tree.operand) or source
    return f"not ({source})" if source else ""


def from_shown(shown: str) -> str:
    """The expression that hides, of a formula for showing."""
    source = shown.strip().removeprefix("=").strip()
    tree = _parsed(source)
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return f"={ast.get_source_segment(source, tree.operand) or source}"
    return f"=not ({source})" if source else ""


def _parsed(source: str) -> ast.expr | None:
    try:
        return ast.parse(source.strip().removeprefix("=").strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _row(tree: ast.expr) -> Row | None:
    guarded = _guarded(tree)
    if guarded is not None:
        return guarded
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not) and isinstance(tree.operand, ast.Name):
        return Row(tree.operand.id, Compared.IS, value=True)
    return _compared(tree) if isinstance(tree, ast.Compare) and len(tree.ops) == 1 else None


def _compared(tree: ast.Compare) -> Row | None:
    left, sign, right = tree.left, tree.ops[0], tree.comparators[0]
    if isinstance(sign, ast.In | ast.NotIn):
        name, value = _list_name(right), _constant(left)
        compared = Compared.HAS if isinstance(sign, ast.NotIn) else Compared.HAS_NOT
        return Row(name, compared, value) if name and value is not None else None
    compared_with = _SIGNS.get(type(sign))
    if not isinstance(left, ast.Name) or compared_with is None or isinstance(sign, _NUMERIC):
        return None
    if isinstance(right, ast.Constant) and right.value is None:
        return Row(left.id, Compared.GIVEN if isinstance(sign, ast.Eq) else Compared.EMPTY)
    value = _constant(right)
    return None if value is None else Row(left.id, compared_with, value)


def _guarded(tree: ast.expr) -> Row | None:
    """`a == None or a <= 5`: more than five, and not where nobody has answered."""
    if not isinstance(tree, ast.BoolOp) or not isinstance(tree.op, ast.Or) or len(tree.values) != 2:
        return None
    first, second = tree.values
    if _row_of_nothing(first) is None or not isinstance(second, ast.Compare) or len(second.ops) != 1:
        return None
    sign, left, value = second.ops[0], second.left, _constant(second.comparators[0])
    is_same = isinstance(left, ast.Name) and left.id == _row_of_nothing(first)
    if not is_same or not isinstance(sign, _NUMERIC) or value is None:
        return None
    return Row(str(_row_of_nothing(first)), _SIGNS[type(sign)], value)


def _row_of_nothing(tree: ast.expr) -> str | None:
    if not isinstance(tree, ast.Compare) or not isinstance(tree.left, ast.Name) or len(tree.ops) != 1:
        return None
    right = tree.comparators[0]
    is_none = isinstance(right, ast.Constant) and right.value is None
    return tree.left.id if is_none and isinstance(tree.ops[0], ast.Eq) else None


def _list_name(tree: ast.expr) -> str:
    """`purposes`, or `(purposes or [])`."""
    if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.Or) and len(tree.values) == 2:
        is_empty = isinstance(tree.values[1], ast.List) and not tree.values[1].elts
        tree = tree.values[0] if is_empty else tree
    return tree.id if isinstance(tree, ast.Name) else ""


def _constant(tree: ast.expr) -> Plain | None:
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        value = _constant(tree.operand)
        return -value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str | int | float | bool):
        return tree.value
    return None


def _literal(value: Plain) -> str:
    """The value as the language writes it; of quotation marks a text may hold one kind."""
    if isinstance(value, str):
        quote = "'" if '"' in value else '"'
        return f"{quote}{value}{quote}"
    return str(value)
