"""What scripts may change, and that they change all or nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.expressions.errors import ExpressionFailed, ExpressionRefused
from engine.expressions.interpreter import execute, functions_used, names_used, parse_script

SETTLE = """
total = 0
for line in lines:
    if line.payable:
        total += line.cents
    elif line["cents"] > 500:
        late = True
    else:
        pass
summary["total"] = total
summary.parts["count"] = len(lines)
"""


def values() -> dict[str, Any]:
    return {
        "lines": [{"payable": True, "cents": 120}, {"payable": False, "cents": 900}],
        "summary": {"parts": {}},
        "kept": [1],
    }


def test_a_script_gives_all_values_and_leaves_the_old_ones_alone() -> None:
    before = values()
    after = execute(parse_script(SETTLE), before)
    assert before == values()
    assert after == {
        **values(),
        "total": 120,
        "late": True,
        "line": {"payable": False, "cents": 900},
        "summary": {"parts": {"count": 2}, "total": 120},
    }


@pytest.mark.parametrize("last", ["x = missing", "summary['a'] = 1 / 0", "x = [lines, lines][5]"])
def test_a_failing_script_changes_nothing(last: str) -> None:
    before = values()
    with pytest.raises(ExpressionFailed):
        execute(parse_script(f"paid = True\nsummary['paid'] = True\nkept[0] = 2\n{last}"), before)
    assert before == values()


def test_a_failure_names_the_line() -> None:
    with pytest.raises(ExpressionFailed, match=r"Line 3 of the script, “c = a / b”.*divided by zero"):
        execute(parse_script("a = 1\nb = 0\nc = a / b"), {})


def test_a_failure_inside_a_loop_names_the_line() -> None:
    with pytest.raises(ExpressionFailed, match=r"Line 2 .*“b = 1 / a”"):
        execute(parse_script("for a in [1, 0]:\n    b = 1 / a\n"), {})


def test_changes_reach_through_a_second_name_but_not_out_of_the_script() -> None:
    before = values()
    after = execute(parse_script("other = summary\nother['x'] = 1"), before)
    assert after["summary"]["x"] == after["other"]["x"] == 1
    assert before == values()


def test_what_a_function_gives_is_copied_before_it_is_changed() -> None:
    shared = {"count": 1}
    after = execute(parse_script("x = given()\nx['count'] = 2"), {}, {"given": lambda: shared})
    assert (after["x"], shared) == ({"count": 2}, {"count": 1})


def test_a_script_cannot_take_the_name_of_a_word() -> None:
    with pytest.raises(ExpressionFailed, match="name of a function"):
        execute(parse_script("today = 1"), {}, {"today": lambda: 1})


def test_a_tree_that_doubles_is_refused_although_it_is_small_in_memory() -> None:
    doubling = "s = [1]\n" + "s = [s, s]\n" * 18
    with pytest.raises(ExpressionFailed, match="too big to be kept"):
        execute(parse_script(doubling), {})
    in_a_loop = "s = [1]\nfor a in items:\n    for b in items:\n        s = [s, s]\n"
    with pytest.raises(ExpressionFailed, match="too big to be kept"):
        execute(parse_script(in_a_loop), {"items": list(range(20))})


def test_all_values_together_count() -> None:
    names = {f"list_{number}": [0] * 4_000 for number in range(6)}
    with pytest.raises(ExpressionFailed, match="too big to be kept"):
        execute(parse_script("x = 1"), names)


def test_loops_are_bounded() -> None:
    nested = (
        "n = 0\n" + "".join("    " * at + f"for i{at} in items:\n" for at in range(4)) + "    " * 4 + "n += 1"
    )
    with pytest.raises(ExpressionFailed, match="too long to work out"):
        execute(parse_script(nested), {"items": list(range(100))})
    flat = parse_script("n = 0\nfor i in items:\n    n = n + i + 1")
    assert execute(flat, {"items": [1] * 1_000})["n"] == 2_000
    with pytest.raises(ExpressionFailed, match="too long to work out"):
        execute(flat, {"items": [1] * 5_000})


def test_all_signs_of_change() -> None:
    after = execute(
        parse_script("a += 1\na *= 3\na -= 2\na /= 2\nb['n'] //= 2\nc[0] %= 3"),
        {"a": 5, "b": {"n": 7}, "c": [10]},
    )
    assert after == {"a": Decimal(8), "b": {"n": 3}, "c": [1]}


def test_what_a_script_uses() -> None:
    script = parse_script(SETTLE)
    assert script.assigned == {"total", "line", "late"}
    assert names_used(script) == {"lines", "line", "total", "summary"}
    assert functions_used(script) == {"len"}


@pytest.mark.parametrize(
    "text", ["x.y = 1", "a = b = 1", "len = 2", "print(1)", "while a: pass", "# only words"]
)
def test_refusals(text: str) -> None:
    with pytest.raises(ExpressionRefused):
        parse_script(text)
