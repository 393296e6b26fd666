"""What to write instead of something that is not in our language: one sentence per construct."""

from __future__ import annotations

import ast
import re
from typing import Any

from engine.messages_catalogue import Message, msg

NOT_KNOWN = msg("This is not part of the language of our expressions.")

MENDS: dict[type[Any], Message] = {
    ast.Pow: msg("There is no power sign; multiply instead."),
    ast.Is: msg("Compare with == or !=."),
    ast.IsNot: msg("Compare with == or !=."),
    ast.Tuple: msg("Write a list in square brackets, as in [1, 2]."),
    ast.Set: msg("Write a list in square brackets, as in [1, 2]."),
    ast.JoinedStr: msg("Join texts with +."),
    ast.Slice: msg("A part of a list cannot be cut out; take single items."),
    ast.Starred: msg("Write every item on its own, without a star."),
    ast.NamedExpr: msg("An expression cannot set a value; use a script."),
    ast.Lambda: msg("No functions can be made here; call one of the listed functions."),
    ast.FunctionDef: msg("No functions can be made here; call one of the listed functions."),
    ast.ClassDef: msg("No functions can be made here; call one of the listed functions."),
    ast.Import: msg("Nothing can be brought in; call one of the listed functions."),
    ast.ImportFrom: msg("Nothing can be brought in; call one of the listed functions."),
    ast.While: msg("Use “for … in …” over a list."),
    ast.DictComp: msg("Only lists can be made with “for”."),
    ast.SetComp: msg("Only lists can be made with “for”."),
    ast.GeneratorExp: msg("Put it in square brackets, as in [x for x in items]."),
    ast.Expr: msg("Its result would be lost; give it to a name with =."),
}


def mend_for(node: ast.AST) -> Message:
    """The sentence for a construct that is not on the allow-list."""
    return MENDS.get(type(node), NOT_KNOWN)


_SYNTAX: tuple[tuple[re.Pattern[str], Message], ...] = (
    (re.compile(r"[$#]\{"), msg("Write the expression itself, without ${{ }}.")),
    (re.compile(r"^\s*="), msg("Write the expression itself, without = before it.")),
    (re.compile(r"&&|\|\||!(?!=)"), msg("Write and, or, not in words.")),
    (re.compile(r"[„“”‘’«»]"), msg('Put texts in straight quotation marks, as in "adult".')),
    (re.compile(r"(?<![<>=!])=(?!=)"), msg("“Is equal” is written with two signs: ==.")),
    (re.compile(r"\d,\d"), msg("Decimals are written with a point, as in 5.42.")),
)


def mend_for_syntax(text: str) -> Message:
    """The likeliest slip in a text that Python's grammar does not know."""
    for pattern, mend in _SYNTAX:
        if pattern.search(text):
            return mend
    return msg("It cannot be read; look for a missing bracket, quotation mark or sign.")
