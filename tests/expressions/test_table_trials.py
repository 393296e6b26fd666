"""A table asked on trial: what came out, which rows refuse and where, what differs from the expected."""

from __future__ import annotations

from decimal import Decimal

from engine.expressions.decision_tables import DecisionTable, HitPolicy, Input, Output, Rule
from engine.expressions.feel import parse_unary_tests
from engine.expressions.feel_expressions import parse_feel_expression
from engine.expressions.table_trials import differences, in_cell, names_asked, try_table
from engine.expressions.unary_tests import Kind


def table(policy: HitPolicy, *rows: tuple[str, str, str]) -> DecisionTable:
    """Two inputs, one output."""
    return DecisionTable(
        "hours",
        "Stundas",
        policy,
        (
            Input("Punkti", parse_feel_expression("score"), Kind.INTEGER),
            Input("Bērns", parse_feel_expression("is_child"), Kind.BOOLEAN),
        ),
        (Output("hours", Kind.NUMBER),),
        tuple(
            Rule(
                number,
                (parse_unary_tests(score), parse_unary_tests(child)),
                (parse_feel_expression(answer),),
            )
            for number, (score, child, answer) in enumerate(rows, 1)
        ),
    )


ROWS = (("< 12", "-", "0"), (">= 12", "false", "base * 2"), (">= 10", "true", "100"))


def test_the_rows_that_refuse_name_their_columns() -> None:
    trial = try_table(
        table(HitPolicy.UNIQUE, *ROWS), {"score": 20, "is_child": False, "base": Decimal("2.5")}
    )
    assert trial.outputs == {"hours": Decimal("5.0")}
    assert trial.rules == (2,)
    assert trial.refusals == {1: ("Punkti",), 3: ("Bērns",)}
    assert trial.trouble is None


def test_no_row_and_several_rows_say_why() -> None:
    one = table(HitPolicy.UNIQUE, *ROWS[:2])
    none = try_table(one, {"score": 20, "is_child": True})
    assert (none.outputs, none.rules, none.refusals) == (None, (), {1: ("Punkti",), 2: ("Bērns",)})
    assert "no rule" in str(none.trouble)
    both = try_table(table(HitPolicy.UNIQUE, *ROWS), {"score": 11, "is_child": True})
    assert (both.outputs, both.rules) == (None, (1, 3))
    assert "hold together" in str(both.trouble)


def test_only_the_uppermost_counts_and_all_are_collected() -> None:
    first = try_table(table(HitPolicy.FIRST, *ROWS), {"score": 11, "is_child": True})
    assert (first.outputs, first.rules) == ({"hours": 0}, (1,))
    collected = try_table(table(HitPolicy.COLLECT, *ROWS), {"score": 11, "is_child": True})
    assert (collected.outputs, collected.rules) == ({"hours": [0, 100]}, (1, 3))
    assert differences({"hours": [0, 100]}, collected) == []
    (one,) = differences({"hours": [0]}, collected)
    assert (one.found, one.expected) == ("[0, 100]", "[0]")


def test_a_value_that_is_missing_is_told_and_nothing_is_raised() -> None:
    trial = try_table(table(HitPolicy.UNIQUE, *ROWS), {"score": 20})
    assert (trial.outputs, trial.rules) == (None, ())
    assert "is_child" in str(trial.trouble)


def test_what_a_table_looks_at() -> None:
    assert set(names_asked(table(HitPolicy.UNIQUE, *ROWS))) == {"score", "is_child", "base"}


def test_a_text_is_shown_as_in_a_cell() -> None:
    assert in_cell(["a", True, None, Decimal("1.50")]) == '["a", true, null, 1.50]'
