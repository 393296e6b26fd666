"""What a person is granted in other cases that still run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence.tables.cases import Decision, DecisionOutcome, ServiceCase


@dataclass(frozen=True, slots=True)
class GrantedElsewhere:
    """A decision in force of another case; both days are included."""

    number: str
    purposes: Sequence[str]
    valid_from: date
    valid_to: date


def granted_beside(session: Session, recipient_id: int, case_id: int) -> list[GrantedElsewhere]:
    """The granting decisions in force of the person's other open cases in this municipality, oldest first."""
    found = session.scalars(
        select(Decision)
        .join(ServiceCase, ServiceCase.id == Decision.case_id)
        .where(
            ServiceCase.recipient_id == recipient_id,
            ServiceCase.id != case_id,
            ServiceCase.closed_on.is_(None),
            Decision.issued_on.is_not(None),
            Decision.replaced_by.is_(None),
            Decision.annulled_on.is_(None),
            Decision.outcome != DecisionOutcome.REFUSED,
        )
        .order_by(Decision.id)
    )
    return [
        GrantedElsewhere(one.number or "", tuple(one.purposes), one.valid_from, one.valid_to)
        for one in found
        if one.valid_from is not None and one.valid_to is not None
    ]
