"""Which files are drawn, and what is told of assessors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.assessor_spread import Judged, spread
from engine.domain.case_sample import drawn

NUMBERS = st.lists(st.integers(1, 400).map(lambda number: f"2026-{number:06d}"), unique=True)


@given(numbers=NUMBERS, first=st.integers(0, 400), seed=st.text(max_size=9))
def test_a_tenth_is_drawn_and_the_first_come_first(numbers: list[str], first: int, seed: str) -> None:
    own = set(numbers[:first])
    found = drawn(numbers, own, seed)
    assert len(found) == -(-len(numbers) // 10)
    assert len(set(found)) == len(found)
    assert set(found) <= set(numbers)
    wanted = min(len(own), len(found))
    assert set(found[:wanted]) <= own
    assert drawn(reversed(numbers), own, seed) == found


def test_a_seed_draws_the_same_files_on_every_machine() -> None:
    numbers = [f"2026-{number:06d}" for number in range(1, 31)]
    assert drawn(numbers, {"2026-000030"}, "2026") == ["2026-000030", "2026-000013", "2026-000004"]
    assert drawn(numbers, set(), "2026") != drawn(numbers, set(), "2027")


def judged(assessor: str, answers: str, **other: object) -> Judged:
    usual: dict[str, object] = {
        "score": 12,
        "level": "large",
        "regime": "proposed_2019",
        "purposes": ("other",),
        "coefficient": 1,
        "hours": 20,
        "calculated": 20,
    }
    return Judged(assessor=assessor, answers=answers, **{**usual, **other})  # type: ignore[arg-type]


def test_equal_answers_with_unequal_results_are_counted() -> None:
    found = spread(
        [
            judged("a", "one"),
            judged("b", "one"),
            judged("a", "two"),
            judged("b", "two", level="very_large"),
            judged("b", "three", calculated=30),
        ],
        5,
    )
    assert (found.same_answers, found.unequal_points, found.unequal_hours) == (2, 1, 1)


def test_an_assessor_with_few_assessments_is_not_told() -> None:
    (few, enough) = spread(
        [judged("a", str(n)) for n in range(4)] + [judged("b", str(n)) for n in range(5)], 5
    ).rows
    assert (few.assessments, few.mean_tenths, few.levels, few.decided) == (None, None, {}, None)
    assert (enough.assessments, enough.mean_tenths, enough.levels) == (5, 120, {"large": 5})


def test_a_small_level_and_what_would_tell_it_are_hidden() -> None:
    own = [judged("a", str(n)) for n in range(9)] + [judged("a", "x", level="none", hours=None)]
    (row,) = spread(own, 5).rows
    assert row.levels == {"large": None, "none": None}
    assert (row.decided, row.by_hand) == (9, 0)


@pytest.mark.parametrize(("scores", "tenths"), [([10, 11, 11, 11, 11], 108), ([1, 2, 1, 2, 1, 2], 15)])
def test_the_mean_is_rounded_to_a_tenth(scores: list[int], tenths: int) -> None:
    (row,) = spread([judged("a", str(at), score=score) for at, score in enumerate(scores)], 5).rows
    assert row.mean_tenths == tenths


def test_individual_hours_are_held_against_the_usual_of_the_same_purposes() -> None:
    def old(assessor: str, hours: int, number: int) -> Judged:
        return judged(
            assessor, f"{assessor}{number}", regime="r942", hours=hours, calculated=None, score=None
        )

    usual = [old("a", 40, number) for number in range(6)]
    other = [old("b", 40, 0), *(old("b", 60, number) for number in range(1, 5))]
    first, second = spread([*usual, *other], 5).rows
    assert (first.individual, second.individual) == (0, 4)
    assert (second.mean_tenths, second.by_hand) == (None, 0)
