"""What was paid too much comes back from the next payments, and money neither appears nor vanishes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.carrying import Netted, netted

AMOUNTS = st.lists(st.integers(-50_000, 50_000), max_size=6)


@pytest.mark.parametrize(
    ("amounts", "carried", "paid", "after"),
    [
        ([], 0, (), 0),
        ([1000], 0, (1000,), 0),
        ([1000, 500], 0, (1000, 500), 0),
        ([-300], 0, (0,), -300),  # nothing to take it from: owed
        ([1000], -300, (700,), 0),  # taken off the next payment
        ([1000, -300], 0, (700, 0), 0),  # in the same claim
        ([200, 100], -250, (0, 50), 0),
        ([200], -250, (0,), -50),
        ([0], -250, (0,), -250),
    ],
)
def test_examples(amounts: list[int], carried: int, paid: tuple[int, ...], after: int) -> None:
    assert netted(amounts, carried) == Netted(paid, after)


@given(AMOUNTS, st.integers(-80_000, 0))
def test_nobody_pays_below_zero_and_the_sum_stays(amounts: list[int], carried: int) -> None:
    found = netted(amounts, carried)
    assert sum(found.paid) + found.carried == sum(amounts) + carried
    assert min(found.paid, default=0) >= 0 >= found.carried
    assert found.carried == 0 or sum(found.paid) == 0


@given(st.lists(AMOUNTS, max_size=6))
def test_over_any_months_what_was_paid_is_what_was_due_and_what_is_owed(months: list[list[int]]) -> None:
    carried = paid = 0
    for amounts in months:
        found = netted(amounts, carried)
        carried, paid = found.carried, paid + sum(found.paid)
    assert paid + carried == sum(sum(amounts) for amounts in months)


def test_nothing_is_carried_in_the_payees_favour() -> None:
    with pytest.raises(ValueError, match="never above zero"):
        netted([100], 1)
