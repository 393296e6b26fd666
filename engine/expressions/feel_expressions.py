"""Expressions as the form and table editors write them: `=` for “is equal”, `true`, `false`, `null`.

Only these words are translated; the result is read and refused like every other expression.
"""

from __future__ import annotations

import re

from engine.expressions.interpreter import Expression, parse_expression

_WORDS = {"true": "True", "false": "False", "null": "None"}
_PIECES = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*')"""
    r"""|(?<![\w.])(?P<word>true|false|null)(?!\w)"""
    r"""|(?<![<>=!])(?P<equals>=)(?!=)"""
)


def parse_feel_expression(text: str) -> Expression:
    """The expression behind an editor's text; a leading `=`, as form-js writes it, is dropped.

    Raises ExpressionRefused where the rest is not in our language.
    """
    return parse_expression(in_our_language(text))


def in_our_language(text: str) -> str:
    """`=channel = "paper" and consent = true` → `channel == "paper" and consent == True`."""
    return _PIECES.sub(_translated, text.strip().removeprefix("=").strip())


def _translated(piece: re.Match[str]) -> str:
    if piece["word"]:
        return _WORDS[piece["word"]]
    return "==" if piece["equals"] else piece[0]
