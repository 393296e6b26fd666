"""The expressions that stand in forms: conditions, start values, limits of dates, rows of tables.

A name without a value counts as None, because most questions are not answered yet when they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from engine.expressions.errors import ExpressionFailed
from engine.expressions.interpreter import Expression, evaluate, parse_expression
from engine.task_forms.terms import Words


@lru_cache(maxsize=2048)
def parsed(source: str) -> Expression:
    """The expression without the leading `=` that form editors write. Raises ExpressionRefused."""
    return parse_expression(source.strip().removeprefix("=").strip())


def worked_out(source: str, values: Mapping[str, object], words: Words) -> object:
    """What the expression gives; None where it cannot be worked out with these values.

    The form's own file was checked when it was read, so only the values can be at fault here.
    """
    expression = parsed(source)
    names = {name: values.get(name) for name in expression.names}
    try:
        return evaluate(expression, names, words)
    except ExpressionFailed:
        return None
