"""A decision lasts three years at most, and no longer than what it rests on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.rules import Rules
from engine.domain.validity import Grounds, validity
from engine.errors import EngineError

START = date(2026, 10, 5)
DAYS = st.none() | st.dates(START, date(2032, 1, 1))


@pytest.mark.parametrize(
    ("grounds", "last", "ground"),
    [
        (Grounds(), date(2029, 10, 4), "longest_term"),
        (Grounds(disability_to=date(2035, 1, 1)), date(2029, 10, 4), "longest_term"),
        (Grounds(disability_to=date(2027, 1, 31)), date(2027, 1, 31), "disability"),
        (
            Grounds(opinion_to=date(2027, 1, 30), disability_to=date(2027, 1, 31)),
            date(2027, 1, 30),
            "opinion",
        ),
        (Grounds(purpose_to=date(2026, 12, 31)), date(2026, 12, 31), "purpose"),
        (Grounds(adult_on=date(2027, 5, 1)), date(2027, 4, 30), "adult_age"),
        (Grounds(disability_to=START), START, "disability"),
    ],
)
def test_whichever_ends_first(grounds: Grounds, last: date, ground: str, r316: Rules) -> None:
    found = validity(START, grounds, r316)
    assert (found.valid_from, found.valid_to, found.end_ground) == (START, last, ground)
    assert [step.result for step in found.steps] == [last]


def test_three_years_from_a_leap_day(r316: Rules) -> None:
    assert validity(date(2028, 2, 29), Grounds(), r316).valid_to == date(2031, 2, 27)


def test_a_ground_that_ended_before(r316: Rules) -> None:
    with pytest.raises(EngineError, match="cannot begin on 5 Oct 2026: the disability period ends"):
        validity(START, Grounds(disability_to=date(2026, 10, 4)), r316)
    with pytest.raises(EngineError, match="comes of age"):
        validity(START, Grounds(adult_on=START), r316)


@given(DAYS, DAYS, DAYS)
def test_never_longer_than_any_ground(
    r316: Rules, disability: date | None, opinion: date | None, purpose: date | None
) -> None:
    found = validity(START, Grounds(disability, opinion, purpose), r316).valid_to
    ends = [end for end in (disability, opinion, purpose, date(2029, 10, 4)) if end]
    assert found == min(ends)
