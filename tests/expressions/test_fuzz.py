"""Thousands of generated texts: whatever is written, only allowed values or our own refusals come out.

Every place is tried: expressions, scripts, the environment that a diagram runs in, cells and questions of
tables, conditions of forms, timers and due dates. `./asistents test --fuzz` tries 100,000 texts
(`ASISTENTS_FUZZ`, as many); `ASISTENTS_FUZZ_SEED` repeats a run.
"""

from __future__ import annotations

import os
import resource
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from engine.bpmn.scripting import Environment, Surroundings
from engine.expressions.calendar_words import as_instant, duration
from engine.expressions.errors import ExpressionFailed, ExpressionRefused
from engine.expressions.feel import parse_unary_tests
from engine.expressions.feel_expressions import parse_feel_expression
from engine.expressions.interpreter import evaluate, execute, parse_expression, parse_script
from engine.expressions.unary_tests import matches
from tests.expressions.conftest import NOW
from tests.expressions.reckoned import VALUES, Reckoner
from tests.expressions.writer import RuleWriter
from tests.left_out import Count

TEXTS = int(os.environ.get("ASISTENTS_FUZZ", "4000"))
SEED = int(os.environ.get("ASISTENTS_FUZZ_SEED", "20261031"))
SECONDS = 0.25  # of processor time for one text
KILOBYTES = 50_000  # more than before, for all texts of a kind
LARGE = frozenset({"many", "text"})  # not looked at after every text
KINDS = ("expression", "feel", "script", "diagram", "cell", "rule")
"""What is written; what it is written by and how it is worked out stands in `Bench`."""
SHARE = TEXTS // (len(KINDS) + 1)


class Bench:
    """The values and words that texts are tried with."""

    def __init__(self, values: dict[str, Any], words: Mapping[str, Callable[..., Any]]) -> None:
        self.values, self.words = values, words
        around = Surroundings(NOW, words, operate=lambda _name, _step, _values: {})
        self.environment = Environment(around)

    def written(self, kind: str, writer: RuleWriter) -> str:
        if kind in {"script", "diagram"}:
            return writer.script()
        return {"cell": writer.cell, "rule": writer.rule}.get(kind, writer.expression)()

    def worked_out(self, kind: str, text: str) -> object:
        """What comes out; raises what a process owner is told."""
        values, words = self.values, self.words
        if kind == "script":
            return execute(parse_script(text), values, words)
        if kind == "diagram":  # as SpiffWorkflow asks for it, on the values of a task
            data = {name: value for name, value in values.items() if name not in LARGE}
            before = repr(data)
            try:
                self.environment.execute(text, data)
            except (ExpressionRefused, ExpressionFailed):
                assert repr(data) == before, "half of a script was kept"
                raise
            return data
        if kind == "cell":
            return [matches(parse_unary_tests(text), one) for one in (1, "a", None, values["day"])]
        if kind == "feel":
            return evaluate(parse_feel_expression(f"={text}"), values, words)
        found = evaluate(parse_expression(text), values, words)
        if kind == "rule":
            return as_instant(found) if not str(found).startswith(("P", "R", "-")) else duration(found)
        return found


@pytest.fixture
def try_all(
    values: dict[str, Any],
    words: Mapping[str, Callable[..., Any]],
    no_escape: Callable[[], Any],
    allowed: Callable[[object], bool],
) -> Callable[[str, str], str]:
    """Tries one text; returns whether it gave a value, failed or was refused."""
    bench = Bench(values, words)

    def attempt(kind: str, text: str) -> str:
        took, outcome = timed(kind, text)
        if took >= SECONDS:  # a busy machine is slow once, a text that is slow is slow again
            took = min(timed(kind, text)[0] for _ in range(2))
        assert took < SECONDS, f"seed {SEED}: slow: {text!r}"
        return outcome

    def timed(kind: str, text: str) -> tuple[float, str]:
        started = time.thread_time()
        try:
            with no_escape():
                found = bench.worked_out(kind, text)
        except ExpressionRefused:
            return time.thread_time() - started, "refused"
        except ExpressionFailed:
            return time.thread_time() - started, "failed"
        took = time.thread_time() - started
        assert allowed(found), f"seed {SEED}: {text!r} gave {found!r}"
        return took, "a value"

    return attempt


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_escapes(
    kind: str, try_all: Callable[[str, str], str], values: dict[str, Any], count: Count
) -> None:
    writer = RuleWriter(SEED + KINDS.index(kind))
    before, small = repr(values), {name: value for name, value in values.items() if name not in LARGE}
    as_they_were, outcomes = repr(small), Counter[str]()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bench = Bench(values, {})
    for number in range(SHARE):
        text = bench.written(kind, writer)
        outcomes[try_all(kind, writer.spoiled(text) if number % 4 == 3 else text)] += 1
        assert repr(small) == as_they_were, f"seed {SEED}: values were changed by {text!r}"
    assert repr(values) == before
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most < KILOBYTES
    for outcome, times in outcomes.items():
        count(22, f"{kind}: {outcome}", times)
    assert outcomes["a value"] > SHARE * 0.02, "the generator must reach beyond refusals"
    assert outcomes["refused"] > SHARE * 0.02


def test_what_is_sound_comes_to_what_plain_arithmetic_says(
    no_escape: Callable[[], Any], count: Count
) -> None:
    reckoner = Reckoner(SEED)
    for _ in range(SHARE):
        text, wanted = reckoner.anything()
        with no_escape():
            found = evaluate(parse_expression(text), VALUES)
        assert found == wanted, f"seed {SEED}: {text}"
        assert isinstance(found, bool) is isinstance(wanted, bool)
    count(22, "reckoned twice", SHARE)
