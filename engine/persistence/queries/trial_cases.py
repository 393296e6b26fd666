"""Past assessments by questionnaire, for trying out a change: answers and purposes, nobody's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.persistence.queries.reopenings import superseded
from engine.persistence.tables.cases import Application, Assessment, Decision, ServiceCase
from engine.persistence.tables.reopenings import SupersededKind

CHILD = "assessment_child"  # assessed without points


@dataclass(frozen=True, slots=True)
class PastCase:
    """What is calculated from in one case."""

    case_number: str
    regime: str
    instrument: str  # file stem of the questionnaire that was used
    answers: Mapping[str, object]
    purposes: Sequence[str]  # of the newest decision, else those asked for


def assessed(session: Session, most: int) -> list[PastCase]:
    """The newest assessment of each case, the newest cases first; at most so many."""
    newest = (
        select(func.max(Assessment.id))
        .where(Assessment.instrument != CHILD, Assessment.id.not_in(superseded(SupersededKind.ASSESSMENT)))
        .group_by(Assessment.case_id)
    )
    statement = (
        select(Assessment, ServiceCase)
        .join(ServiceCase, ServiceCase.id == Assessment.case_id)
        .where(Assessment.id.in_(newest))
        .order_by(ServiceCase.id.desc())
        .limit(most)
    )
    found = [(assessment, case) for assessment, case in session.execute(statement)]
    ids = [case.id for _, case in found]
    purposes = {**_wanted(session, ids), **_granted(session, ids)}
    return [
        PastCase(
            case_number=case.case_number,
            regime=case.regime,
            instrument=assessment.instrument,
            answers=assessment.answers.get("questionnaire") or {},
            purposes=purposes.get(case.id, ()),
        )
        for assessment, case in found
    ]


def _wanted(session: Session, case_ids: Sequence[int]) -> dict[int, Sequence[str]]:
    rows = session.execute(
        select(Application.case_id, Application.purposes_wanted)
        .where(Application.case_id.in_(case_ids))
        .order_by(Application.id)
    )
    return {case_id: wanted for case_id, wanted in rows if wanted}


def _granted(session: Session, case_ids: Sequence[int]) -> dict[int, Sequence[str]]:
    rows = session.execute(
        select(Decision.case_id, Decision.purposes)
        .where(Decision.case_id.in_(case_ids))
        .order_by(Decision.id)
    )
    return {case_id: granted for case_id, granted in rows if granted}
