"""No small group can be had from what is published."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.domain.small_groups import hidden_groups

PEOPLE = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 30), min_size=1)


@given(PEOPLE, st.integers(1, 12))
def test_what_is_hidden_cannot_be_worked_out(people: dict[str, int], smallest: int) -> None:
    """The whole and the shown groups are known: what is left is many people in two groups, or all."""
    hidden = hidden_groups(people, smallest)
    shown = {name for name, count in people.items() if count} - hidden
    assert all(people[name] >= smallest for name in shown)
    left = sum(people[name] for name in hidden)
    assert not hidden or not shown or (len(hidden) >= 2 and left >= smallest)


@given(PEOPLE, st.integers(1, 12))
def test_nothing_is_hidden_where_no_group_is_small(people: dict[str, int], smallest: int) -> None:
    if all(count == 0 or count >= smallest for count in people.values()):
        assert hidden_groups(people, smallest) == frozenset()
