"""A pattern of an owner may describe a text; it may never make the server think for long."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.task_forms.patterns import pattern_fault, whole_text

SOUND = [
    r"^[0-9]{6}-[0-9]{5}$",
    r"LV-\d{4}",
    r"(LV|EE|LT)\d{2}[A-Z0-9]{4,30}",
    r"[a-zāčēģīķļņšūž ]+",
    r"(ab){2,5}c?",
    r"\+?\d{8,15}",
    r".*x.*",
    r"(a|b|c)",
]
REFUSED = [
    r"(a+)+",
    r"(a*)*b",
    r"(a|aa)+",
    r"((a|b)*c)*",
    r"(a{1,9}){1,9}",
    r".*.*.*x",
    r"(a|b|ab)(a|b|ab)(a|b|ab)\w*\w*\w*",
    r"(?=a)a",
    r"(?<!a)b",
    r"(?i)a",
    r"(?P<n>a)",
    r"(a)\1",
    r"a*?",
    r"a++",
    r"a{5,2}",
    r"a{0,999}",
    r"[z-a]",
    r"[",
    r"(",
    r")",
    r"*a",
    r"a|b",
    r"\pL",
    r"[[:alpha:]]",
    "\\",
    "a" * 201,
    "(" * 100 + ")" * 100,
]


@pytest.mark.parametrize("pattern", SOUND)
def test_plain_patterns_are_allowed(pattern: str) -> None:
    assert pattern_fault(pattern, 200) is None


@pytest.mark.parametrize("pattern", REFUSED)
def test_patterns_that_could_run_away_are_refused_in_words(pattern: str) -> None:
    fault = pattern_fault(pattern, 200)
    assert fault is not None
    assert str(fault).endswith(".")


def test_a_pattern_speaks_of_the_whole_text() -> None:
    shape = re.compile(whole_text(r"\d{4}"))
    assert shape.search("2026")
    assert not shape.search("x2026")
    assert not shape.search("2026\n")
    assert re.compile(whole_text(r"^a\$$")).search("a$")


PIECES = st.sampled_from(
    [
        "a",
        "b",
        ".",
        r"\d",
        r"\w",
        "[ab]",
        "[^a]",
        "(a|b)",
        "(ab)",
        "(a|ab)",
        "?",
        "*",
        "+",
        "{2}",
        "{1,3}",
        "{0,}",
        "x",
    ]
)
HARD_TEXTS = ["a" * 200, "ab" * 100, "a" * 199 + "x", "b" * 200 + "a", "1" * 200]


@given(st.lists(PIECES, min_size=1, max_size=12).map("".join))
def test_no_allowed_pattern_takes_long_on_any_text(pattern: str) -> None:
    if pattern_fault(pattern, 200) is not None:
        return
    shape = re.compile(whole_text(pattern))
    start = time.perf_counter()
    for text in HARD_TEXTS:
        shape.search(text)
    assert time.perf_counter() - start < 5
