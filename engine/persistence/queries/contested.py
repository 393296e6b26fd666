"""Whether a case's decision was ever contested: what the contest authority may know of."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from engine.persistence.tables.cases import Contestation, Decision, ServiceCase


def is_contested(session: Session, case_id: int | None) -> bool:
    """Whether one of the case's decisions was contested, whatever came of it."""
    statement = (
        select(Contestation.id)
        .join(Decision, Decision.id == Contestation.decision_id)
        .where(Decision.case_id == case_id)
        .limit(1)
    )
    return case_id is not None and session.scalars(statement).first() is not None


def contested() -> ColumnElement[bool]:
    """The same as a condition on cases."""
    of_cases = select(Decision.case_id).join(Contestation, Contestation.decision_id == Decision.id)
    return ServiceCase.id.in_(of_cases)
