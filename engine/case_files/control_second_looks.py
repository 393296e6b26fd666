"""Second assessments as a page shows them: the first result and the second side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.rules import Regime
from engine.persistence import rows
from engine.persistence.queries.reassessments import of_case, ordered_in
from engine.persistence.queries.weekly import granted_by
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import Assessment, Decision, ServiceCase
from engine.persistence.tables.controls import Reassessment
from engine.runtime import Session


@dataclass(frozen=True, slots=True)
class Result:
    """What one assessment came to; what is None is not known here, or not yet."""

    assessor: str | None
    score: int | None
    level: str | None
    hours: int | None  # a month
    week: Mapping[str, int] | None = None  # purpose → hours, where they go by the week (MK 942)


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A case assessed twice."""

    case_id: int
    case_number: str
    reason: str
    ordered_by: str | None
    ordered_at: datetime
    earlier: Result
    second: Result
    decision_number: str | None  # the changed decision
    is_over: bool
    by_week: bool


def second_looks(session: Session, year: int) -> list[SecondLook]:
    """Those ordered in the year, newest first."""
    return _looks(session, ordered_in(session, year))


def second_looks_of(session: Session, case_id: int) -> list[SecondLook]:
    """Those of one case, newest first."""
    return _looks(session, of_case(session, case_id))


def _looks(session: Session, found: Sequence[Reassessment]) -> list[SecondLook]:
    if not found:
        return []
    accounts = {one.id: one.display_name for one in rows.every(session, UserAccount)}
    cases = {one.id: one for one in rows.every(session, ServiceCase, id=[one.case_id for one in found])}
    wanted = [one for each in found for one in (each.earlier_assessment_id, each.assessment_id) if one]
    assessments = {one.id: one for one in rows.every(session, Assessment, id=wanted)}
    decided = [one.decision_id for one in found if one.decision_id]
    numbers = {one.id: one.number for one in rows.every(session, Decision, id=decided)}
    weeks = _weeks_in_force(session, [one.case_id for one in found if one.assessment_id is None])
    return [
        _look(one, cases[one.case_id], accounts, numbers, _results(one, assessments, weeks, accounts))
        for one in found
    ]


def _weeks_in_force(session: Session, case_ids: Sequence[int]) -> dict[int, Mapping[str, int]]:
    """Case → hours a week by purpose of its decision in force."""
    decisions = rows.every(session, Decision, case_id=case_ids, replaced_by=None)
    granted = granted_by(session, [one.id for one in decisions])
    return {one.case_id: granted[one.id].hours for one in decisions if one.id in granted}


def _look(
    row: Reassessment,
    case: ServiceCase,
    accounts: Mapping[int, str],
    numbers: Mapping[int, str | None],
    results: tuple[Result, Result],
) -> SecondLook:
    earlier, second = results
    return SecondLook(
        case_id=row.case_id,
        case_number=case.case_number,
        reason=row.reason,
        ordered_by=accounts.get(row.ordered_by or 0),
        ordered_at=row.ordered_at,
        earlier=earlier,
        second=second,
        decision_number=numbers.get(row.decision_id or 0),
        is_over=row.closed_at is not None,
        by_week=case.regime == Regime.R942,
    )


def _results(
    row: Reassessment,
    assessments: Mapping[int, Assessment],
    weeks: Mapping[int, Mapping[str, int]],
    accounts: Mapping[int, str],
) -> tuple[Result, Result]:
    second = assessments.get(row.assessment_id or 0)
    compared = second.explanation if second is not None else {"week_before": weeks.get(row.case_id)}
    earlier = assessments.get(row.earlier_assessment_id or 0)
    return (
        _result(earlier, row.earlier_hours, compared.get("week_before"), accounts),
        _result(second, row.new_hours, compared.get("week_now"), accounts),
    )


def _result(
    found: Assessment | None, hours: int | None, week: Mapping[str, int] | None, accounts: Mapping[int, str]
) -> Result:
    if found is None:
        return Result(None, None, None, hours, week)
    return Result(accounts.get(found.assessed_by or 0), found.score, found.support_level, hours, week)
