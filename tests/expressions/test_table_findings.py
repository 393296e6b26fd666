"""Gaps, overlaps and other faults of tables, found exactly and told with an example."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from engine.errors import Severity
from engine.expressions.decision_tables import (
    DecisionTable,
    HitPolicy,
    Input,
    NoRuleMatches,
    Output,
    Rule,
    SeveralRulesMatch,
    decide,
)
from engine.expressions.feel import parse_unary_tests
from engine.expressions.feel_expressions import parse_feel_expression
from engine.expressions.table_coverage import Column, TooWide, gaps, overlaps, parts_of, reached_alone
from engine.expressions.table_findings import findings
from engine.expressions.unary_tests import Anything, Interval, Kind, Not, OneOf, UnaryTest, matches

LABELS = "abcdefgh"
Cells = Sequence[Sequence[str]]


def table(
    kinds: Sequence[tuple[Kind, str]],
    rows: Cells,
    policy: HitPolicy = HitPolicy.UNIQUE,
    *,
    answer: tuple[Kind, str] = (Kind.INTEGER, "-"),
) -> DecisionTable:
    """Columns a, b, …; the last cell of a row is its answer where there is one cell more than columns."""
    return DecisionTable(
        "sample",
        "Paraugs",
        policy,
        tuple(
            Input(label, parse_feel_expression(label), kind, parse_unary_tests(allowed))
            for label, (kind, allowed) in zip(LABELS, kinds, strict=False)
        ),
        (Output("answer", answer[0], parse_unary_tests(answer[1])),),
        tuple(
            Rule(
                number,
                tuple(parse_unary_tests(cell) for cell in row[: len(kinds)]),
                (parse_feel_expression(row[len(kinds)] if len(row) > len(kinds) else "1"),),
            )
            for number, row in enumerate(rows, 1)
        ),
    )


def told(sample: DecisionTable, **more: Any) -> list[tuple[str, str]]:
    return [(finding.rule, str(finding.message)) for finding in findings(sample, **more)]


SCORE = (Kind.INTEGER, "[0..36]")


def test_a_sound_table_has_no_findings() -> None:
    assert told(table([SCORE], [["[0..18]"], ["[19..29]"], ["[30..36]"]])) == []
    assert told(table([(Kind.NUMBER, "-")], [["< 19"], ["[19..30)"], [">= 30"]])) == []
    assert told(table([(Kind.STRING, '"I","II","III"')], [['"I"'], ['not("I")']])) == []
    assert (
        told(
            table(
                [(Kind.BOOLEAN, "-"), (Kind.BOOLEAN, "-")],
                [["true", "-"], ["false", "true"], ["-", "false"]],
                HitPolicy.FIRST,
            )
        )
        == []
    )
    assert told(table([(Kind.DATE, "-")], [['< date("2026-01-01")'], ['>= date("2026-01-01")']])) == []
    assert told(table([(Kind.DATE, "-")], [['<= date("2025-12-31")'], ['>= date("2026-01-01")']])) == []


@pytest.mark.parametrize(
    ("kind", "allowed", "rows", "example"),
    [
        (Kind.INTEGER, "[0..36]", [["[0..18]"], ["[20..36]"]], "a = 19"),
        (Kind.INTEGER, "[0..36]", [["[1..36]"]], "a = 0"),
        (Kind.INTEGER, "[0..36]", [["[0..35]"]], "a = 36"),
        (Kind.INTEGER, "-", [[">= 0"]], "a = -1"),
        (Kind.INTEGER, "[0..36]", [["< 18.5"], ["> 19.5"]], "a = 19"),
        (Kind.NUMBER, "[0..36]", [["[0..18]"], ["[19..36]"]], "a = 18.5"),
        (Kind.NUMBER, "[0..1]", [["[0..0.5)"], ["(0.5..1]"]], "a = 0.5"),
        (Kind.STRING, "-", [['"x"']], 'a = "cits"'),
        (Kind.STRING, "-", [['"cits"']], 'a = "cits2"'),
        (Kind.STRING, '"x","y"', [['"x"']], 'a = "y"'),
        (Kind.BOOLEAN, "-", [["true"]], "a = false"),
        (Kind.BOOLEAN, "-", [["true"], ["null"]], "a = false"),
        (Kind.STRING, '"x", null', [['"x"']], "a = null"),
        (Kind.DATE, "-", [['< date("2026-01-01")'], ['> date("2026-01-01")']], 'a = date("2026-01-01")'),
        (Kind.DATE, "-", [['<= date("2026-01-01")'], ['>= date("2026-01-03")']], 'a = date("2026-01-02")'),
        (Kind.INTEGER, "[0..36]", [], "a = 0"),
    ],
)
def test_a_gap_is_told_with_an_example(kind: Kind, allowed: str, rows: Cells, example: str) -> None:
    ((rule, sentence), *rest) = told(table([(kind, allowed)], rows))
    assert rule == "gap"
    assert f"No row covers {example}." in sentence
    assert all(one[0] == "gap" for one in rest)


def test_a_gap_between_whole_numbers_explains_both_mends() -> None:
    ((_, sentence),) = told(table([(Kind.NUMBER, "[0..36]")], [["[0..18]"], ["[19..36]"]]))
    assert "[0..19) instead of [0..18]" in sentence
    assert "type integer" in sentence


def test_a_gap_over_several_columns_is_found() -> None:
    rows = [["[0..18]", "-"], ["[19..36]", "true"]]
    ((rule, sentence),) = told(table([SCORE, (Kind.BOOLEAN, "-")], rows))
    assert rule == "gap"
    assert sentence.startswith("No row covers a = 19, b = false. Add a row, widen one")


def test_several_gaps_are_told_but_not_endlessly() -> None:
    rows = [[str(number)] for number in range(0, 36, 2)]
    assert len(told(table([SCORE], rows))) == 3


@pytest.mark.parametrize(
    ("kinds", "rows", "sentence"),
    [
        ([SCORE], [["[0..20]"], ["[20..36]"]], "Rows 1 and 2 both hold, for example for a = 20."),
        ([SCORE], [["-"], ["5"]], "Rows 1 and 2 both hold, for example for a = 5."),
        (
            [SCORE, (Kind.STRING, "-")],
            [["[0..36]", '"x","y"'], ["3", 'not("x")'], ["-", 'not("x","y")']],
            'Rows 1 and 2 both hold, for example for a = 3, b = "y".',
        ),
        (
            [(Kind.BOOLEAN, "-")],
            [["true"], ["not(false)"], ["false"]],
            "Rows 1 and 2 both hold, for example for a = true.",
        ),
    ],
)
def test_an_overlap_is_told_with_an_example(kinds: Any, rows: Cells, sentence: str) -> None:
    said = [text for rule, text in told(table(kinds, rows)) if rule == "overlap"]
    assert f"{sentence} Narrow one of them." in said


def test_overlaps_do_not_matter_where_the_first_counts_or_all_do() -> None:
    rows = [["[0..20]"], ["[20..36]"]]
    assert told(table([SCORE], rows, HitPolicy.FIRST)) == []
    assert told(table([SCORE], rows, HitPolicy.COLLECT)) == []
    assert told(table([SCORE], rows[:1], HitPolicy.COLLECT)) == []


def test_rules_that_are_never_reached() -> None:
    first = table([SCORE], [["[0..20]"], ["[10..36]"], ["[5..30]"], ["40"]], HitPolicy.FIRST)
    assert told(first) == [
        ("never_reached", "Row 3 is never reached: the rows above it cover it."),
        ("never_reached", "Row 4 can never hold: no allowed value fits it."),
    ]
    assert ("never_reached", "Row 2 can never hold: no allowed value fits it.") in told(
        table([SCORE], [["-"], ["> 36"]])
    )


def test_findings_name_file_row_column_and_severity() -> None:
    wrong = table([SCORE, (Kind.STRING, "-")], [["-", "-"], ['"x"', "5", '"y"']])
    found = findings(wrong, file="processes/x/sample.dmn")
    assert [(one.file, one.element, one.rule, one.severity) for one in found] == [
        ("processes/x/sample.dmn", "rule_2/a", "wrong_kind", Severity.ERROR),
        ("processes/x/sample.dmn", "rule_2/b", "wrong_kind", Severity.ERROR),
        ("processes/x/sample.dmn", "rule_2/answer", "wrong_kind", Severity.ERROR),
    ]
    assert str(found[0].message) == 'Row 2: "x" does not fit the column “a”, which takes a whole number.'


def test_answers_outside_their_allowed_values() -> None:
    bad = table([SCORE], [["-", "9"]], answer=(Kind.INTEGER, "0, 1, 2"))
    assert told(bad) == [("not_allowed", "Row 1: 9 is not among the values allowed for “answer”.")]


def test_unknown_functions() -> None:
    calling = table([SCORE], [["-", "before(today(), 1) + len(a) + launch(a)"]])
    assert [rule for rule, _ in told(calling)] == ["unknown_function"] * 3
    assert told(calling, known_functions={"before", "today"}) == [
        ("unknown_function", "There is no function called “launch”.")
    ]


def test_a_text_without_quotation_marks_is_a_warning() -> None:
    bare = table([(Kind.STRING, "-")], [["-", "large"]], answer=(Kind.STRING, "-"))
    (found,) = findings(bare)
    assert (found.rule, found.severity) == ("text_without_quotes", Severity.WARNING)
    assert told(table([(Kind.STRING, "-")], [["-", "a"]], answer=(Kind.STRING, "-"))) == []


def test_a_column_that_allows_nothing() -> None:
    assert told(table([(Kind.INTEGER, "(1..2)")], [["-"]]))[0][0] == "nothing_allowed"


def test_work_is_bounded() -> None:
    lists = ",".join(str(number) for number in range(0, 200, 2))
    wide = [[f"{lists}" if at == column else "-" for at in range(8)] for column in range(8)] * 30
    started = time.thread_time()
    assert {rule for rule, _ in told(table([(Kind.NUMBER, "-")] * 8, wide, HitPolicy.FIRST))} <= {
        "gap",
        "never_reached",
        "too_wide",
    }
    assert time.thread_time() - started < 10


def test_a_search_that_grows_without_bound_is_given_up() -> None:
    halves = [
        parts_of(Column(Kind.INTEGER, Anything(), tuple(_bit_test(at, rule) for rule in range(60))))
        for at in range(20)
    ]
    with pytest.raises(TooWide):
        gaps(halves, among=(1 << 60) - 1, most=1)


def _bit_test(column: int, rule: int) -> UnaryTest:
    """Each rule leaves out another handful of values in each column: nearly all sets of rules occur."""
    return Not(OneOf(tuple((column * 7 + rule * 13 + k * k * 5) % 97 for k in range(8))))


NUMBERS = st.integers(0, 12) | st.sampled_from([Decimal("0.5"), Decimal("3.25"), Decimal("11.5")])
WORDS = st.sampled_from(["x", "y", "z"])
DAYS = st.integers(0, 8).map(lambda n: date(2026, 1, 1) + timedelta(days=n))


def intervals(ends: st.SearchStrategy[Any]) -> st.SearchStrategy[UnaryTest]:
    def build(low: Any, high: Any, low_closed: bool, high_closed: bool) -> UnaryTest:
        low, high = (low, high) if low is None or high is None or low <= high else (high, low)
        if low is None and high is None:
            return Anything()
        if low == high:
            low_closed = high_closed = True
        return Interval(low, high, low_closed and low is not None, high_closed and high is not None)

    return st.builds(build, st.none() | ends, st.none() | ends, st.booleans(), st.booleans())


def cells(kind: Kind) -> st.SearchStrategy[UnaryTest]:
    values: st.SearchStrategy[Any] = {
        Kind.NUMBER: NUMBERS,
        Kind.INTEGER: NUMBERS,
        Kind.STRING: WORDS,
        Kind.BOOLEAN: st.booleans(),
        Kind.DATE: DAYS,
    }[kind]
    literals = st.lists(values, min_size=1, max_size=3).map(lambda found: OneOf(tuple(found)))
    simple = literals | intervals(values) if kind in {Kind.NUMBER, Kind.INTEGER, Kind.DATE} else literals
    return st.just(Anything()) | simple | simple.filter(lambda test: not isinstance(test, Anything)).map(Not)  # type: ignore[arg-type]


@st.composite
def tables(draw: st.DrawFn) -> DecisionTable:
    kinds = draw(st.lists(st.sampled_from(list(Kind)), min_size=1, max_size=3))
    rows = draw(st.lists(st.tuples(*(cells(kind) for kind in kinds)), min_size=1, max_size=5))
    if draw(st.booleans()):
        rows.append(tuple(Anything() for _ in kinds))
    policy = draw(st.sampled_from(list(HitPolicy)))
    one = parse_feel_expression("1")
    return DecisionTable(
        "sample",
        "Paraugs",
        policy,
        tuple(
            Input(label, parse_feel_expression(label), kind)
            for label, kind in zip(LABELS, kinds, strict=False)
        ),
        (Output("answer", Kind.INTEGER),),
        tuple(Rule(number, row, (one,)) for number, row in enumerate(rows, 1)),
    )


def random_values(kind: Kind) -> st.SearchStrategy[Any]:
    fractions = st.decimals(-2, 14, places=2)
    return {
        Kind.NUMBER: st.integers(-3, 15) | fractions | NUMBERS,
        Kind.INTEGER: st.integers(-3, 15),
        Kind.STRING: WORDS | st.text(max_size=3),
        Kind.BOOLEAN: st.booleans(),
        Kind.DATE: DAYS | st.dates(date(2025, 12, 25), date(2026, 1, 15)),
    }[kind]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_table_without_findings_never_fails_and_a_finding_is_always_true(data: st.DataObject) -> None:
    sample = data.draw(tables())
    rules = {finding.rule for finding in findings(sample)}
    event("sound" if not rules else "+".join(sorted(rules)))
    for _ in range(8):
        values = {column.label: data.draw(random_values(column.kind)) for column in sample.inputs}
        try:
            matched = decide(sample, values).matched
        except NoRuleMatches:
            assert "gap" in rules
        except SeveralRulesMatch:
            assert "overlap" in rules
        else:
            assert len(matched) == 1 or sample.hit_policy is HitPolicy.COLLECT


@settings(max_examples=150, deadline=None)
@given(tables())
def test_every_example_of_a_finding_is_real(sample: DecisionTable) -> None:
    columns = [
        parts_of(Column(column.kind, column.allowed, tuple(rule.tests[at] for rule in sample.rules)))
        for at, column in enumerate(sample.inputs)
    ]
    for example in gaps(columns, among=(1 << len(sample.rules)) - 1, most=3):
        assert _rows_that_hold(sample, example) == []
    for left, right, example in overlaps(columns, len(sample.rules)):
        assert {left, right} <= set(_rows_that_hold(sample, example))
    for at in range(len(sample.rules)):
        if not reached_alone(columns, at):
            above = gaps(columns, among=(1 << at) - 1, most=3)
            assert all(at not in _rows_that_hold(sample, example) for example in above)


def _rows_that_hold(sample: DecisionTable, example: tuple[Any, ...]) -> list[int]:
    return [at for at, rule in enumerate(sample.rules) if all(map(matches, rule.tests, example))]
