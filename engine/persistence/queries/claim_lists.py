"""Claims over months and municipalities, with the few sums a list shows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from engine.persistence.tables.claims import ClaimLine, ClaimState, LineState, MinistryClaim
from engine.persistence.tables.installation import Municipality


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in the list; no person is in it."""

    claim_id: int
    municipality: str
    period: str
    number: str
    state: ClaimState
    total_cents: int
    line_count: int
    blocked_count: int


def listed(session: Session) -> list[ClaimRow]:
    """The claims that this session may see, the newest month first; one query."""
    counted = (
        select(
            ClaimLine.claim_id.label("claim_id"),
            _number_of(LineState.INCLUDED).label("included"),
            _number_of(LineState.BLOCKED).label("blocked"),
        )
        .group_by(ClaimLine.claim_id)
        .subquery()
    )
    statement = (
        select(
            MinistryClaim.id, Municipality.name, MinistryClaim.period, MinistryClaim.number,
            MinistryClaim.state, MinistryClaim.total_cents,
            func.coalesce(counted.c.included, 0), func.coalesce(counted.c.blocked, 0),
        )
        .join(Municipality, Municipality.id == MinistryClaim.municipality_id)
        .outerjoin(counted, counted.c.claim_id == MinistryClaim.id)
        .order_by(MinistryClaim.period.desc(), Municipality.name, MinistryClaim.id)
    )  # fmt: skip
    return [ClaimRow(*row) for row in session.execute(statement)]


def municipality_of(session: Session, claim_id: int) -> int | None:
    """Whose claim it is; None where this session sees no such claim."""
    return session.scalars(
        select(MinistryClaim.municipality_id).where(MinistryClaim.id == claim_id)
    ).one_or_none()


def _number_of(state: LineState) -> ColumnElement[int]:
    return func.sum(case((ClaimLine.state == state, 1), else_=0))
