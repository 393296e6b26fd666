"""What the house knows already that a case taken over could meet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries.people_by_code import person_with
from engine.persistence.tables.cases import Contract, Decision, ServiceCase
from engine.persistence.tables.takeovers import Takeover

__all__ = [
    "already_in",
    "is_contract_number",
    "is_decision_number",
    "open_case_of",
    "person_with",
    "taken_over_as",
]


def taken_over_as(session: Session, decision_number: str) -> tuple[str, str] | None:
    """(case number, hash of the row) of the case that came in with this decision."""
    found = session.execute(
        select(ServiceCase.case_number, Takeover.row_hash)
        .join(ServiceCase, ServiceCase.id == Takeover.case_id)
        .where(Takeover.decision_number == decision_number)
    ).one_or_none()
    return None if found is None else (found.case_number, found.row_hash)


def open_case_of(session: Session, recipient_id: int) -> str | None:
    """The number of the recipient's case that is not closed."""
    found = rows.first(session, ServiceCase, recipient_id=recipient_id, closed_on=None, order_by=["-id"])
    return None if found is None else found.case_number


def is_decision_number(session: Session, number: str) -> bool:
    """Whether a decision of the municipality carries the number."""
    return rows.count(session, Decision, number=number) > 0


def is_contract_number(session: Session, number: str) -> bool:
    """Whether a contract of the municipality carries the number."""
    return rows.count(session, Contract, number=number) > 0


def already_in(session: Session, decision_numbers: Sequence[str]) -> set[str]:
    """Those of the numbers under which a case was taken over."""
    found = rows.values(session, Takeover, ("decision_number",), decision_number=list(decision_numbers))
    return {number for (number,) in found}
