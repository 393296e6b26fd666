"""Second assessments as a page shows them: the first result and the second side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.persistence import rows
from engine.persistence.queries.reassessments import ordered_in
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
    hours: int | None


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


def second_looks(session: Session, year: int) -> list[SecondLook]:
    """Those ordered in the year, newest first."""
    found = ordered_in(session, year)
    accounts = {one.id: one.display_name for one in rows.every(session, UserAccount)}
    cases = {
        one.id: one.case_number for one in rows.every(session, ServiceCase, id=[one.case_id for one in found])
    }
    wanted = [one for each in found for one in (each.earlier_assessment_id, each.assessment_id) if one]
    assessments = {one.id: one for one in rows.every(session, Assessment, id=wanted)}
    decided = [one.decision_id for one in found if one.decision_id]
    numbers = {one.id: one.number for one in rows.every(session, Decision, id=decided)}
    return [_look(one, cases[one.case_id], accounts, assessments, numbers) for one in found]


def _look(
    row: Reassessment,
    case_number: str,
    accounts: Mapping[int, str],
    assessments: Mapping[int, Assessment],
    numbers: Mapping[int, str | None],
) -> SecondLook:
    earlier = assessments.get(row.earlier_assessment_id or 0)
    return SecondLook(
        case_id=row.case_id,
        case_number=case_number,
        reason=row.reason,
        ordered_by=accounts.get(row.ordered_by or 0),
        ordered_at=row.ordered_at,
        earlier=_result(earlier, row.earlier_hours, accounts),
        second=_result(assessments.get(row.assessment_id or 0), row.new_hours, accounts),
        decision_number=numbers.get(row.decision_id or 0),
        is_over=row.closed_at is not None,
    )


def _result(found: Assessment | None, hours: int | None, accounts: Mapping[int, str]) -> Result:
    if found is None:
        return Result(None, None, None, hours)
    return Result(accounts.get(found.assessed_by or 0), found.score, found.support_level, hours)
