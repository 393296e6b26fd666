"""Whether MK 942 gives a right to the service, by the commission's opinion as the office read it."""

from __future__ import annotations

from datetime import date

from engine.domain.eligibility import AgeGroup
from engine.domain.opinion_criteria import (
    CommissionOpinion,
    Criterion,
    EntitlementFacts,
    OpinionKind,
    Residence,
    entitlement,
)
from engine.domain.rules import Rules
from engine.service_tasks.case_values import given, maybe, the_day
from engine.service_tasks.outcome import Outcome, Reading, Values


def check_entitlement(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """eligibility ("adult", "child", "not_eligible") and its ground as of the day of the application."""
    found = entitlement(_facts(values), rules, the_day(values, "application_day"))
    is_child = values.get("age_group") == AgeGroup.CHILD
    right = "child" if is_child else "adult"
    return Outcome(
        {
            "eligibility": right if found.is_entitled else "not_eligible",
            "eligibility_reason": str(found.ground),
        }
    )


def _facts(values: Values) -> EntitlementFacts:
    return EntitlementFacts(
        birth_date=the_day(values, "birth_date"),
        disability_group=given(values, "disability_group", str),
        opinion=_opinion(values),
        residence=Residence(given(values, "residence", str)),
        is_paid_elsewhere=maybe(values, "paid_elsewhere", bool) is True,
        is_in_institution=maybe(values, "in_institution", bool) is True,
    )


def _opinion(values: Values) -> CommissionOpinion | None:
    """What the office read; None where there is no opinion."""
    kind = given(values, "opinion_kind", str)
    if kind == "none":
        return None
    criterion = maybe(values, "opinion_criterion", str)
    return CommissionOpinion(
        kind=OpinionKind(kind),
        issued_on=the_day(values, "opinion_issued_on"),
        valid_to=maybe(values, "opinion_valid_to", date),
        criterion=Criterion(criterion) if criterion in set(Criterion) else None,
        has_full_wording=maybe(values, "opinion_full_wording", bool) is not False,
    )
