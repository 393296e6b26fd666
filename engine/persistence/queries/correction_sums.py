"""Whether corrected months, their adjustment lines and what was carried add up."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.persistence.tables.claims import (
    ClaimLine,
    LineState,
)
from engine.persistence.tables.corrections import (
    ClaimAdjustment,
    MonthCorrection,
    PayCarry,
)


def adjusted(session: Session) -> tuple[int, Sequence[int]]:
    """How many months have been adjusted, and those whose lines together are not the last state claimed."""
    last = (
        select(ClaimAdjustment.month_id, func.max(MonthCorrection.number).label("number"))
        .join(MonthCorrection, MonthCorrection.id == ClaimAdjustment.correction_id)
        .group_by(ClaimAdjustment.month_id)
        .subquery()
    )
    claimed = (
        select(
            ClaimLine.month_id,
            func.sum(ClaimLine.minutes).label("minutes"),
            func.sum(ClaimLine.pay_cents).label("cents"),
        )
        .where(ClaimLine.state == LineState.INCLUDED, ClaimLine.month_id.in_(select(last.c.month_id)))
        .group_by(ClaimLine.month_id)
        .subquery()
    )
    wrong = (
        select(MonthCorrection.month_id)
        .join(last, (last.c.month_id == MonthCorrection.month_id) & (last.c.number == MonthCorrection.number))
        .join(claimed, claimed.c.month_id == MonthCorrection.month_id)
        .where(
            or_(
                claimed.c.minutes != MonthCorrection.minutes,
                claimed.c.cents != MonthCorrection.pay_cents,
            )
        )
        .order_by(MonthCorrection.month_id)
    )
    number = session.scalars(select(func.count()).select_from(last)).one()
    return number, session.scalars(wrong).all()


def overdrawn(session: Session) -> tuple[int, Sequence[str]]:
    """How many payees anything was carried for, and those from whom too much was taken back."""
    sums = select(PayCarry.payee).group_by(PayCarry.municipality_id, PayCarry.payee)
    wrong = session.scalars(sums.having(func.sum(PayCarry.cents) > 0)).all()
    return session.scalars(select(func.count()).select_from(sums.subquery())).one(), wrong
