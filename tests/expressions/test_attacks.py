"""Every attack of attacks/attacks.yaml, in every kind of text an owner may write."""

from __future__ import annotations

import ast
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.errors import EngineError
from engine.expressions.errors import ExpressionFailed, ExpressionRefused
from engine.expressions.feel import parse_unary_tests
from engine.expressions.feel_expressions import parse_feel_expression
from engine.expressions.interpreter import check_syntax, evaluate, execute, parse_expression, parse_script

CORPUS = yaml.safe_load((Path(__file__).parent / "attacks" / "attacks.yaml").read_text("utf-8"))
ATTACKS: list[str] = CORPUS["everywhere"]
STATEMENTS: list[str] = CORPUS["scripts"]
SECONDS = 0.25  # of processor time for one answer
BYTES = 50_000_000
ROOM = Path(parse_expression.__wrapped__.__code__.co_filename).parent


def as_expression(text: str, values: dict[str, Any], words: Any) -> None:
    evaluate(parse_expression(text), values, words)


def as_feel_expression(text: str, values: dict[str, Any], words: Any) -> None:
    evaluate(parse_feel_expression("=" + text), values, words)


def as_script(text: str, values: dict[str, Any], words: Any) -> None:
    execute(parse_script(text), values, words)


def as_assignment(text: str, values: dict[str, Any], words: Any) -> None:
    execute(parse_script(f"x = {text}"), values, words)


def as_condition(text: str, values: dict[str, Any], words: Any) -> None:
    execute(parse_script(f"if {text}:\n    y = 1\nelse:\n    y = [2]\nz = {text}"), values, words)


def as_element(text: str, values: dict[str, Any], words: Any) -> None:
    evaluate(parse_expression(f"[{text} for i in items]"), values, words)


def as_cell(text: str, values: dict[str, Any], words: Any) -> None:
    parse_unary_tests(f"not({text})")


PLACES = [as_expression, as_feel_expression, as_script, as_assignment, as_condition, as_element, as_cell]


def outcome_of(place: Callable[..., None], text: str, values: dict[str, Any], words: Any) -> str | None:
    """The sentence of the refusal, or None where the text was let through."""
    try:
        place(text, values, words)
    except (ExpressionRefused, ExpressionFailed) as refusal:
        return str(refusal)
    return None


def test_there_are_enough_attacks_and_all_are_texts() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 300
    assert len(set(STATEMENTS)) == len(STATEMENTS) >= 55
    assert all(isinstance(text, str) for text in ATTACKS + STATEMENTS)


def test_the_places_let_sound_texts_through(values: dict[str, Any], words: Any) -> None:
    for place in PLACES[:2]:
        place("lower(person.city) == 'rīga'", values, words)
    as_script("x = lower(person.city)", values, words)
    for place in PLACES[3:6]:
        place("person.age + items[0]", values, words)
    as_cell('1, "a"', values, words)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_every_attack_is_refused(
    place: Callable[..., None], values: dict[str, Any], words: Any, no_escape: Callable[[], Any]
) -> None:
    before = repr({name: value for name, value in values.items() if name not in {"many", "text"}})
    slow: list[tuple[str, float]] = []
    survivors: list[str] = []
    for text in [*ATTACKS, *(STATEMENTS if place is as_script else [])]:
        started = time.thread_time()
        with no_escape():
            outcome = outcome_of(place, text, values, words)
        if outcome is None or not outcome.isprintable():
            survivors.append(text)
        spent = time.thread_time() - started
        if spent > SECONDS:
            slow.append((text, spent))
    assert survivors == []
    assert slow == []
    assert repr({name: value for name, value in values.items() if name not in {"many", "text"}}) == before


def test_no_attack_takes_memory(values: dict[str, Any], words: Any) -> None:
    greedy = []
    tracemalloc.start()
    try:
        for text in ATTACKS:
            tracemalloc.reset_peak()
            start, _ = tracemalloc.get_traced_memory()
            for place in (as_expression, as_script):
                with pytest.raises(EngineError):
                    place(text, values, words)
            _, peak = tracemalloc.get_traced_memory()
            if peak - start > BYTES:
                greedy.append((text, peak - start))
    finally:
        tracemalloc.stop()
    assert greedy == []


def test_validation_for_the_engine_raises_syntax_errors() -> None:
    for text in ATTACKS:
        try:
            parse_expression(text)
        except ExpressionRefused:
            with pytest.raises(SyntaxError):
                check_syntax(text)
        else:
            check_syntax(text)


@pytest.mark.parametrize(
    "text",
    [
        "-" * 4000,
        "+ " * 2000 + "1",
        "~" * 4000,
        "not " * 1000 + "flag",
        "(" * 2000 + ")" * 2000,
        "[" * 2000,
        "{" * 2000,
        "person" + ".city" * 800,
        "items" + "[0]" * 1300,
        "1" + "+1" * 2000,
        "1" + "<1" * 2000,
        "flag" + " and flag" * 400,
        "flag if flag else " * 220 + "flag",
        "lambda:" * 580 + "1",
        "9**" * 1300 + "9",
        "lower(" * 600 + "text" + ")" * 600,
        "[" + "1," * 2000 + "]",
        "1" * 4096,
        "0." + "1" * 4000,
        "x" * 5000,
        "f'" + "{" * 2000,
        "'" * 4001,
        "#" * 4096,
        "\n" * 4096,
        ";" * 4096,
        "if flag:\n pass\n" + "elif flag:\n pass\n" * 240,
        "".join(" " * n + "if flag:\n" for n in range(80)) + " " * 80 + "pass",
    ],
    ids=lambda text: text[:12],
)
def test_texts_that_strain_the_parser_are_refused_even_on_a_small_stack(text: str) -> None:
    outcomes: list[object] = []

    def read() -> None:
        for parse in (parse_expression, parse_script):
            try:
                outcomes.append(parse(text))
            except ExpressionRefused as refusal:
                outcomes.append(refusal)

    before = threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=read)
        thread.start()
        thread.join(timeout=10)
    finally:
        threading.stack_size(before)
    assert [type(outcome) for outcome in outcomes] == [ExpressionRefused, ExpressionRefused]


class Trap:
    """An object that should never be touched."""

    city = "Rīga"

    def __eq__(self, other: object) -> bool:
        raise AssertionError("compared")

    def __hash__(self) -> int:
        return 1

    def __bool__(self) -> bool:
        raise AssertionError("asked")


@pytest.mark.parametrize(
    "foreign",
    [
        Trap(),
        Trap,
        sys,
        open,
        0.5,
        float("nan"),
        b"x",
        {1, 2},
        frozenset(),
        object(),
        lambda: 1,
        1j,
        range(3),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize(
    "text",
    [
        "trap",
        "trap.city",
        "trap[0]",
        "trap == 1",
        "trap in items",
        "lower(trap)",
        "not trap",
        "box.inner",
        "box['inner'].city",
        "box.inner == 1",
        "not box.inner",
        "box.inner or 1",
        "shelf[0] == 1",
        "[1 if x else 2 for x in shelf]",
        "box",
        "[box]",
        "shelf[0]",
        "[x for x in shelf]",
        "[x == 1 for x in shelf]",
        "shelf == [1]",
        "1 in shelf",
        "sorted(shelf)",
        "sum(shelf)",
        "any(shelf)",
        "box == {'inner': 1}",
    ],
)
def test_foreign_values_never_come_in(text: str, foreign: object, values: dict[str, Any]) -> None:
    names = {**values, "trap": foreign, "box": {"inner": foreign}, "shelf": [foreign]}
    with pytest.raises(ExpressionFailed):
        evaluate(parse_expression(text), names)


@pytest.mark.parametrize("foreign", [0.5, b"x", object(), Trap(), {1}, open], ids=lambda v: type(v).__name__)
def test_foreign_values_never_come_out_of_a_function(foreign: object) -> None:
    for returned in (foreign, [foreign], {"inner": foreign}):
        with pytest.raises(ExpressionFailed):
            evaluate(parse_expression("made()"), {}, {"made": lambda value=returned: value})


def test_the_room_has_no_eval_exec_compile_or_getattr() -> None:
    forbidden = {"eval", "exec", "compile", "getattr", "setattr", "__import__", "globals", "vars", "open"}
    called = {
        (path.name, node.func.id)
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {name for _, name in called} >= {"admitted", "msg"}  # the search sees calls at all
    assert [call for call in called if call[1] in forbidden] == []
