"""Hours granted: every purpose, both coefficients, several purposes, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.hours import CHILD_PURPOSES, Purpose, hours_granted, status_ends
from engine.domain.rules import NumberUnset, Rules
from engine.domain.steps import as_values, message_from_values
from engine.errors import EngineError
from engine.messages_catalogue import say
from tests.domain.changed_rules import changed

DAY = date(2023, 5, 1)
KNOWN = [purpose for purpose in Purpose if purpose not in {*CHILD_PURPOSES, Purpose.CHILDHOOD_SPECIAL_CARE}]


@pytest.mark.parametrize(
    ("purpose", "hours"),
    [
        ("work_study_para", (0, 80, 160)),
        ("school_board", (0, 60, 120)),
        ("volunteer_daycare_treatment", (0, 40, 80)),
        ("other", (0, 20, 40)),
        ("child", (80, 80, 80)),
        ("child_treatment", (100, 100, 100)),
    ],
)
def test_one_purpose(purpose: str, hours: tuple[int, ...], r316: Rules, proposed: Rules) -> None:
    for rules in (r316, proposed):
        found = [hours_granted([purpose], coefficient, rules, DAY) for coefficient in (0, 1, 2)]
        assert tuple(each.hours_per_month for each in found) == hours
        assert [each.minutes_per_month for each in found] == [60 * each for each in hours]


def test_of_several_purposes_the_largest_counts(r316: Rules) -> None:
    found = hours_granted(["other", "school_board", "volunteer_daycare_treatment"], 2, r316, DAY)
    assert (found.hours_per_month, found.purpose) == (120, Purpose.SCHOOL_BOARD)


def test_or_their_sum_where_the_pack_says_so(r316: Rules) -> None:
    rules = changed(r316, purpose_combination="sum")
    found = hours_granted(["other", "school_board"], 1, rules, DAY)
    assert (found.hours_per_month, found.purpose) == (80, None)


def test_where_hours_are_added_the_first_status_to_end_counts(r316: Rules) -> None:
    rules = changed(r316, purpose_combination="sum")
    found = hours_granted(["work_study_para", "school_board"], 1, rules, DAY)
    ends = {"work_study_para": date(2024, 5, 31), "school_board": date(2023, 12, 31)}
    assert (found.hours_per_month, status_ends(found, ends)) == (140, date(2023, 12, 31))
    assert status_ends(found, {}) is None


def test_every_step_is_told(r316: Rules) -> None:
    found = hours_granted(["other", "work_study_para"], 2, r316, DAY)
    told = as_values(found.steps)
    assert [(step["code"], step["result"]) for step in told if isinstance(step, dict)] == [
        ("base_hours", 80),
        ("coefficient", 160),
        ("base_hours", 20),
        ("coefficient", 40),
        ("combined_purposes", 160),
    ]
    first = told[0]
    assert isinstance(first, dict)
    assert first["number"] == {
        "key": "base_hours_work_study_para",
        "value": 80,
        "unit": "hours_per_month",
        "in_force_from": date(2021, 7, 1),
        "status": "confirmed",
        "source": r316.number("base_hours_work_study_para", DAY).source,
    }
    sentence = say(message_from_values(first), "en")
    assert sentence == "Paid work, own business, higher education or paralympic sport: 80 hours a month."
    assert found.pack_revision == r316.pack.revision


def test_a_number_that_is_not_set_stops_everything(r316: Rules) -> None:
    for purposes in (["childhood_special_care"], ["childhood_special_care", "work_study_para"]):
        with pytest.raises(NumberUnset, match="base_hours_childhood_special_care"):
            hours_granted(purposes, 2, r316, DAY)


def test_the_rules_are_those_of_the_day(r316: Rules) -> None:
    with pytest.raises(NumberUnset):
        hours_granted(["work_study_para"], 1, r316, date(2021, 6, 30))
    with pytest.raises(NumberUnset):  # 100 hours for a child came a year after the rest
        hours_granted(["child_treatment"], 1, r316, date(2022, 5, 23))


@pytest.mark.parametrize(
    ("purposes", "coefficient", "sentence"),
    [
        ([], 1, "at least one purpose"),
        (["shopping"], 1, "“shopping” is not a purpose"),
        (["child", "other"], 1, "cannot be granted together"),
        (["other"], 3, "no support level with the coefficient 3"),
        (["other"], -1, "coefficient -1"),
    ],
)
def test_what_is_refused(purposes: list[str], coefficient: int, sentence: str, r316: Rules) -> None:
    with pytest.raises(EngineError, match=sentence):
        hours_granted(purposes, coefficient, r316, DAY)


@pytest.mark.parametrize("coefficient", [1.0, True, Decimal(1), "1"])
def test_a_coefficient_is_a_whole_number(coefficient: int, r316: Rules) -> None:
    with pytest.raises(TypeError, match="whole number"):
        hours_granted(["other"], coefficient, r316, DAY)


@given(st.sets(st.sampled_from(KNOWN), min_size=1), st.sampled_from([0, 1, 2]))
def test_more_purposes_never_give_less_and_order_never_matters(
    r316: Rules, purposes: set[Purpose], coefficient: int
) -> None:
    together = hours_granted(purposes, coefficient, r316, DAY)
    singly = [hours_granted([purpose], coefficient, r316, DAY).hours_per_month for purpose in purposes]
    assert together.hours_per_month == max(singly)
    assert hours_granted(sorted(purposes, reverse=True), coefficient, r316, DAY) == together
    assert (together.purpose is None) == (together.hours_per_month == 0)
