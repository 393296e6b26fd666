"""A year's assessments, each with the level, the rules' hours and the decision that followed from it."""

from __future__ import annotations

import json
from collections import defaultdict

from engine.clock import local_day
from engine.domain.assessor_spread import Judged, Spread, spread
from engine.domain.figure_limits import smallest_group
from engine.domain.rules import RuleBook
from engine.persistence import rows
from engine.persistence.queries import controls
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import Assessment, Decision, ServiceCase
from engine.runtime import Session

HOURS = ("base_hours", "coefficient", "combined_purposes")  # steps whose result is hours a month

__all__ = ["Spread", "judged_in", "side_by_side"]


def side_by_side(session: Session, book: RuleBook, year: int) -> Spread:
    """The assessors of the year; of fewer assessments than the smallest published group nothing is told."""
    return spread(judged_in(session, year), smallest_group(book, year))


def judged_in(session: Session, year: int) -> list[Judged]:
    """The assessments of the year, oldest first, each with the first decision after it."""
    found = controls.assessments_of(session, year)
    accounts = {one.id: one.display_name for one in rows.every(session, UserAccount)}
    of_case: dict[int, list[Decision]] = defaultdict(list)
    for decision in controls.decisions_of(session, sorted({case.id for _, case in found})):
        of_case[decision.case_id].append(decision)
    return [
        _judged(assessment, case, _after(assessment, of_case[case.id]), accounts)
        for assessment, case in found
    ]


def _after(assessment: Assessment, decisions: list[Decision]) -> Decision | None:
    day = local_day(assessment.at)
    return next((one for one in decisions if one.issued_on is not None and one.issued_on >= day), None)


def _judged(
    assessment: Assessment, case: ServiceCase, decision: Decision | None, accounts: dict[int, str]
) -> Judged:
    asked = {name: value for name, value in assessment.answers.items() if not name.endswith("_note")}
    answers = json.dumps(asked, sort_keys=True, default=str)
    return Judged(
        assessor=accounts.get(assessment.assessed_by or 0, "–"),
        answers=f"{assessment.instrument}/{assessment.instrument_version}/{answers}",
        score=assessment.score,
        level=assessment.support_level,
        regime=case.regime,
        purposes=tuple(sorted(decision.purposes)) if decision is not None else (),
        coefficient=assessment.coefficient,
        hours=decision.hours_per_month if decision is not None else None,
        calculated=_calculated(decision),
    )


def _calculated(decision: Decision | None) -> int | None:
    """What the rules gave, from the steps that the decision keeps."""
    steps = decision.steps.get("hours_steps") if decision is not None and decision.steps else None
    hours = [step["result"] for step in steps or [] if step.get("code") in HOURS]
    return hours[-1] if hours and isinstance(hours[-1], int) else None
