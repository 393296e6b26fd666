"""Who is entitled under the existing order: opinion, criterion, age, group, residence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from engine.domain.opinion_criteria import (
    ENTITLEMENT_TEXTS,
    CommissionOpinion,
    Criterion,
    EntitlementFacts,
    Ground,
    OpinionKind,
    Residence,
    entitlement,
)
from engine.domain.rules import Rules
from engine.messages_catalogue import say

DAY = date(2019, 4, 1)
ADULTS = CommissionOpinion(OpinionKind.ASSISTANT, date(2018, 1, 1), criterion=Criterion.MENTAL)
CHILDS = CommissionOpinion(OpinionKind.CHILD_SPECIAL_CARE, date(2018, 1, 1))
ADULT = EntitlementFacts(date(1970, 1, 1), "I", ADULTS)
CHILD = EntitlementFacts(date(2010, 1, 1), "child", CHILDS)


def ground(facts: EntitlementFacts, rules: Rules, **changes: Any) -> str:
    return entitlement(replace(facts, **changes), rules, DAY).ground.value


@pytest.mark.parametrize("group", ["I", "II"])
@pytest.mark.parametrize("criterion", Criterion)
def test_the_four_criteria(group: str, criterion: Criterion, r942: Rules) -> None:
    found = ground(ADULT, r942, disability_group=group, opinion=replace(ADULTS, criterion=criterion))
    is_covered = group == "I" or criterion is not Criterion.VISION
    assert found == ("entitled_adult" if is_covered else "criterion_not_covered")


@pytest.mark.parametrize(
    ("facts", "changes", "expected"),
    [
        (ADULT, {"disability_group": "III"}, "group_not_covered"),
        (ADULT, {"disability_group": "child"}, "group_not_covered"),
        (ADULT, {"opinion": None}, "no_opinion"),
        (ADULT, {"opinion": CHILDS}, "no_opinion"),
        (ADULT, {"opinion": replace(ADULTS, criterion=None)}, "criterion_not_covered"),
        (ADULT, {"opinion": replace(ADULTS, valid_to=date(2019, 3, 31))}, "opinion_not_in_force"),
        (ADULT, {"opinion": replace(ADULTS, valid_to=DAY)}, "entitled_adult"),
        (ADULT, {"opinion": replace(ADULTS, issued_on=date(2019, 4, 2))}, "opinion_not_in_force"),
        (ADULT, {"residence": Residence.ELSEWHERE}, "not_declared_here"),
        (ADULT, {"residence": Residence.ADDITIONAL_ADDRESS}, "entitled_adult"),
        (
            ADULT,
            {"residence": Residence.ADDITIONAL_ADDRESS, "is_paid_elsewhere": True},
            "paid_elsewhere",
        ),
        (ADULT, {"is_in_institution": True}, "in_institution"),
        (CHILD, {}, "entitled_child"),
        (CHILD, {"birth_date": date(2014, 4, 1)}, "entitled_child"),
        (CHILD, {"birth_date": date(2014, 4, 2)}, "too_young"),
        (CHILD, {"birth_date": date(2001, 4, 2)}, "entitled_child"),
        (CHILD, {"birth_date": date(2001, 4, 1)}, "group_not_covered"),
        (CHILD, {"disability_group": "I"}, "group_not_covered"),
        (CHILD, {"opinion": ADULTS}, "no_opinion"),
        (
            CHILD,
            {
                "opinion": CommissionOpinion(
                    OpinionKind.CHILD_SPECIAL_CARE, date(2013, 1, 31), has_full_wording=False
                )
            },
            "entitled_child",
        ),
        (
            CHILD,
            {
                "opinion": CommissionOpinion(
                    OpinionKind.CHILD_SPECIAL_CARE, date(2013, 2, 1), has_full_wording=False
                )
            },
            "wording_not_covered",
        ),
    ],
)
def test_who_is_entitled(
    facts: EntitlementFacts, changes: dict[str, Any], expected: str, r942: Rules
) -> None:
    found = entitlement(replace(facts, **changes), r942, DAY)
    assert found.ground.value == expected
    assert found.is_entitled == expected.startswith("entitled")
    assert say(found.steps[0].message, "lv") != say(found.steps[0].message, "en")


def test_every_ground_has_its_sentence() -> None:
    assert set(ENTITLEMENT_TEXTS) == set(Ground)
