"""A fingerprint is of the content: key order and spelling of numbers change nothing, all else does."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.fingerprint import fingerprint

CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=10,
)


def test_it_can_be_made_with_ordinary_tools() -> None:
    text = '{"a":[1,"2026-10-05",null],"ā":"4.5"}'
    content = {"ā": Decimal("4.50"), "a": [1, date(2026, 10, 5), None]}
    assert fingerprint(content) == hashlib.sha256(text.encode()).hexdigest()


@given(st.dictionaries(st.text(max_size=4), CONTENT, max_size=5))
def test_the_order_of_keys_makes_no_difference(content: dict[str, object]) -> None:
    assert fingerprint(dict(reversed(content.items()))) == fingerprint(content)


def test_one_is_not_true_and_a_list_keeps_its_order() -> None:
    contents: list[object] = [1, True, "1", [1], [1, 2], [2, 1], None, "", {}]
    assert len({fingerprint(each) for each in contents}) == len(contents)


@pytest.mark.parametrize("bad", [1.0, {1: 2}, {"a": 1.5}, [object()], {1}, Decimal("NaN"), b"x"])
def test_what_has_no_fingerprint(bad: object) -> None:
    with pytest.raises(TypeError, match="fingerprint"):
        fingerprint(bad)
