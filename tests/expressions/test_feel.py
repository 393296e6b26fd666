"""Cells of decision tables: what they hold for, and what is refused in which words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.expressions.errors import ExpressionRefused
from engine.expressions.feel import MAX_CELL, MAX_LIST, parse_unary_tests
from engine.expressions.feel_expressions import in_our_language, parse_feel_expression
from engine.expressions.interpreter import evaluate
from engine.expressions.unary_tests import Anything, Either, Interval, Not, OneOf, matches, mentioned

VECTORS = yaml.safe_load((Path(__file__).parent / "feel_vectors.yaml").read_text("utf-8"))


def as_value(written: object) -> object:
    """YAML has no exact decimals: "1.5" in the vectors means the number."""
    try:
        return (
            Decimal(written)
            if isinstance(written, str)
            else Decimal(str(written))
            if isinstance(written, float)
            else written
        )
    except ArithmeticError:
        return written


@pytest.mark.parametrize("vector", VECTORS["holds"], ids=lambda vector: vector["cell"])
def test_what_a_cell_holds_for(vector: dict[str, Any]) -> None:
    test = parse_unary_tests(vector["cell"])
    assert [value for value in map(as_value, vector["for"]) if not matches(test, value)] == []
    assert [value for value in map(as_value, vector["not_for"]) if matches(test, value)] == []


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: vector["cell"])
def test_what_a_cell_cannot_hold(vector: dict[str, Any]) -> None:
    with pytest.raises(ExpressionRefused) as caught:
        parse_unary_tests(vector["cell"])
    assert vector["says"] in str(caught.value)


def test_cells_become_small_values() -> None:
    assert parse_unary_tests("-") == Anything()
    assert parse_unary_tests('"a","b"') == OneOf(("a", "b"))
    assert parse_unary_tests("[19..29)") == Interval(19, 29, low_closed=True, high_closed=False)
    assert parse_unary_tests(">= 5") == Interval(5, None, low_closed=True, high_closed=False)
    assert parse_unary_tests("1, [3..4]") == Either((OneOf((1,)), Interval(3, 4)))
    assert parse_unary_tests("not(1)") == Not(OneOf((1,)))
    assert list(mentioned(parse_unary_tests('not(1, [2..3], date("2026-01-01"))'))) == [
        1,
        2,
        3,
        date(2026, 1, 1),
    ]


def test_whole_numbers_stay_whole_and_fractions_exact() -> None:
    ((whole, fraction),) = [parse_unary_tests("19, 0.1").values]  # type: ignore[union-attr]
    assert (type(whole), type(fraction), fraction) == (int, Decimal, Decimal("0.1"))


def test_cells_are_bounded() -> None:
    with pytest.raises(ExpressionRefused, match="characters"):
        parse_unary_tests('"' + "a" * MAX_CELL + '"')
    assert matches(parse_unary_tests(",".join(["1"] * MAX_LIST)), 1)
    with pytest.raises(ExpressionRefused, match="at most 100 values"):
        parse_unary_tests(",".join(["1"] * (MAX_LIST + 1)))


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ('=channel = "paper"', 'channel == "paper"'),
        ("= a = true and b != false", "a == True and b != False"),
        ("a <= 5 and b >= 6 and c == 7", "a <= 5 and b >= 6 and c == 7"),
        ('note = "a = true, null"', 'note == "a = true, null"'),
        ("note = 'x = y'", "note == 'x = y'"),
        ("x = null", "x == None"),
        ("not(a)", "not(a)"),
        ("true_north or person.true", "true_north or person.true"),
        ("score + 1", "score + 1"),
    ],
)
def test_what_the_editors_write_in_our_language(text: str, ours: str) -> None:
    assert in_our_language(text) == ours


def test_a_form_condition_is_worked_out() -> None:
    hide = parse_feel_expression('=application_channel = "paper" and not(declared_here = true)')
    assert evaluate(hide, {"application_channel": "paper", "declared_here": False}) is True
    assert evaluate(hide, {"application_channel": "online", "declared_here": False}) is False


def test_other_feel_is_refused() -> None:
    for text in [
        "if a then b else c",
        "some x in xs satisfies x > 1",
        "for x in xs return x",
        "a instance of b",
    ]:
        with pytest.raises(ExpressionRefused):
            parse_feel_expression(text)
