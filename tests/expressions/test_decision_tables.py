"""How tables decide: hit policies, kinds of values, allowed values, and what the refusals name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.expressions.decision_tables import (
    Decided,
    DecisionTable,
    HitPolicy,
    Input,
    NoRuleMatches,
    Output,
    Rule,
    SeveralRulesMatch,
    UnfitValue,
    decide,
)
from engine.expressions.errors import ExpressionFailed
from engine.expressions.feel import parse_unary_tests
from engine.expressions.feel_expressions import parse_feel_expression
from engine.expressions.unary_tests import Kind

Column = tuple[str, Kind] | tuple[str, Kind, str]


def table(
    inputs: Sequence[Column],
    outputs: Sequence[Column],
    rows: Sequence[tuple[Sequence[str], Sequence[str]]],
    policy: HitPolicy = HitPolicy.UNIQUE,
) -> DecisionTable:
    return DecisionTable(
        "support_level",
        "Atbalsta līmenis",
        policy,
        tuple(
            Input(name, parse_feel_expression(name), kind, parse_unary_tests(allowed[0] if allowed else "-"))
            for name, kind, *allowed in inputs
        ),
        tuple(
            Output(name, kind, parse_unary_tests(allowed[0] if allowed else "-"))
            for name, kind, *allowed in outputs
        ),
        tuple(
            Rule(
                number,
                tuple(parse_unary_tests(cell) for cell in tests),
                tuple(parse_feel_expression(cell) for cell in answers),
            )
            for number, (tests, answers) in enumerate(rows, 1)
        ),
    )


LEVELS = table(
    [("score", Kind.INTEGER, "[0..36]")],
    [("support_level", Kind.STRING), ("coefficient", Kind.INTEGER)],
    [(["[0..18]"], ['"none"', "0"]), (["[19..29]"], ['"large"', "1"]), (["[30..36]"], ['"very_large"', "2"])],
)


@pytest.mark.parametrize(
    ("score", "level", "coefficient", "row"),
    [
        (0, "none", 0, 1),
        (18, "none", 0, 1),
        (19, "large", 1, 2),
        (29, "large", 1, 2),
        (30, "very_large", 2, 3),
        (36, "very_large", 2, 3),
    ],
)
def test_the_answer_names_the_row_and_the_inputs(score: int, level: str, coefficient: int, row: int) -> None:
    assert decide(LEVELS, {"score": score, "other": 1}) == Decided(
        {"support_level": level, "coefficient": coefficient}, (row,), {"score": score}
    )


@pytest.mark.parametrize("score", [37, -1, Decimal("18.5"), "18", True, 18.0, date(2026, 1, 1)])
def test_an_input_that_does_not_fit_its_column_is_named(score: object) -> None:
    with pytest.raises((UnfitValue, ExpressionFailed)) as caught:
        decide(LEVELS, {"score": score})
    assert "score" in str(caught.value)


def test_a_whole_decimal_fits_a_column_of_whole_numbers() -> None:
    assert decide(LEVELS, {"score": Decimal("19.0")}).matched == (2,)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(ExpressionFailed, match="no value called “score”"):
        decide(LEVELS, {})


def test_no_value_at_all_is_for_the_rules_to_settle() -> None:
    with pytest.raises(NoRuleMatches, match="score = null"):
        decide(LEVELS, {"score": None})
    open_table = table(
        [("valid_to", Kind.DATE)],
        [("kind", Kind.STRING)],
        [
            (["null"], ['"open"']),
            (['>= date("2026-01-01")'], ['"later"']),
            (['< date("2026-01-01")'], ['"past"']),
        ],
    )
    assert decide(open_table, {"valid_to": None}).outputs == {"kind": "open"}
    assert decide(open_table, {"valid_to": date(2026, 1, 1)}).outputs == {"kind": "later"}


OVERLAPPING = [(["[0..20]"], ['"low"']), (["[10..30]"], ['"middle"']), (["-"], ['"any"'])]


def test_first_takes_the_uppermost() -> None:
    first = table([("n", Kind.NUMBER)], [("word", Kind.STRING)], OVERLAPPING, HitPolicy.FIRST)
    assert [decide(first, {"n": n}).matched for n in (5, 15, 25, 99)] == [(1,), (1,), (2,), (3,)]


def test_collect_takes_all_in_their_order_and_may_take_none() -> None:
    collect = table([("n", Kind.NUMBER)], [("words", Kind.STRING)], OVERLAPPING[:2], HitPolicy.COLLECT)
    assert decide(collect, {"n": 15}) == Decided({"words": ["low", "middle"]}, (1, 2), {"n": 15})
    assert decide(collect, {"n": 99}) == Decided({"words": []}, (), {"n": 99})


def test_unique_refuses_two_rows_by_number() -> None:
    unique = table([("n", Kind.NUMBER)], [("word", Kind.STRING)], OVERLAPPING)
    with pytest.raises(SeveralRulesMatch, match="rules 2, 3 hold together"):
        decide(unique, {"n": 25})
    with pytest.raises(SeveralRulesMatch) as caught:
        decide(unique, {"n": 15})
    assert str(caught.value) == (
        "In table “Atbalsta līmenis” the rules 1, 2, 3 hold together for n = 15; only one may."
    )


def test_no_row_names_the_table_and_all_inputs() -> None:
    two = table(
        [("age_group", Kind.STRING), ("declared_here", Kind.BOOLEAN)],
        [("eligibility", Kind.STRING)],
        [(['"adult"', "true"], ['"adult"'])],
    )
    with pytest.raises(NoRuleMatches) as caught:
        decide(two, {"age_group": "child", "declared_here": False})
    assert str(caught.value) == (
        'Table “Atbalsta līmenis” has no rule for age_group = "child", declared_here = false.'
    )


def test_inputs_and_outputs_may_reckon_and_call_words(words: Any) -> None:
    reckoning = table(
        [("minutes / 60", Kind.NUMBER)],
        [("cents", Kind.INTEGER), ("deadline", Kind.DATE)],
        [
            (["> 0"], ["round(minutes * rate / 60 * 100)", "days_after(today(), 21)"]),
            (["<= 0"], ["0", "null"]),
        ],
    )
    decided = decide(reckoning, {"minutes": 90, "rate": Decimal("5.4200")}, words)
    assert decided.outputs == {"cents": 813, "deadline": date(2026, 11, 22)}
    assert decided.inputs == {"minutes / 60": Decimal("1.5")}
    assert decide(reckoning, {"minutes": 0, "rate": 1}, words).outputs == {"cents": 0, "deadline": None}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [("1.5", "takes a whole number, but got a number"), ('"one"', "takes a whole number, but got text"),
     ("9", "9 is not among the values allowed")],
)  # fmt: skip
def test_an_output_that_does_not_fit_is_refused(answer: str, sentence: str) -> None:
    bad = table([("n", Kind.NUMBER)], [("coefficient", Kind.INTEGER, "0, 1, 2")], [(["-"], [answer])])
    with pytest.raises(UnfitValue) as caught:
        decide(bad, {"n": 1})
    assert sentence in str(caught.value)
    assert "coefficient" in str(caught.value)
