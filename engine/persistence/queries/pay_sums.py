"""A month's pay as its row, the ledger and the claims have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.domain.ledger import Account
from engine.persistence import rows
from engine.persistence.queries.month_pay import PayPart
from engine.persistence.tables.claims import ClaimLine, LineKind, LineState
from engine.persistence.tables.ledger import JournalEntry, Posting
from engine.persistence.tables.months import MonthPay


def count(session: Session) -> int:
    """How many months have been paid for or will be."""
    return rows.count(session, MonthPay)


def every_pay(session: Session) -> Iterator[tuple[int, int, Sequence[PayPart]]]:
    """(month, minutes, parts) of each month's pay, one after the other."""
    for month_id, minutes, parts in rows.each(
        session, MonthPay, ("month_id", "minutes", "parts"), at_once=1000
    ):
        yield month_id, minutes, [PayPart.of_row(part) for part in parts]


def differing(session: Session) -> Sequence[int]:
    """Months whose pay is another in the ledger or in a claim; there must never be one."""
    booked = (
        select(
            JournalEntry.month_id.label("month_id"),
            func.sum(Posting.debit_cents - Posting.credit_cents).label("cents"),
        )
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account_code == Account.STATE_PAY, JournalEntry.month_id.is_not(None))
        .group_by(JournalEntry.month_id)
        .subquery()
    )
    claimed = (
        select(ClaimLine.month_id, ClaimLine.pay_cents)
        .where(ClaimLine.state == LineState.INCLUDED, ClaimLine.kind != LineKind.ADJUSTMENT)
        .subquery()
    )
    statement = (
        select(MonthPay.month_id)
        .outerjoin(booked, booked.c.month_id == MonthPay.month_id)
        .outerjoin(claimed, claimed.c.month_id == MonthPay.month_id)
        .where(
            or_(
                func.coalesce(booked.c.cents, 0) != MonthPay.pay_cents,
                func.coalesce(claimed.c.pay_cents, MonthPay.pay_cents) != MonthPay.pay_cents,
            )
        )
        .order_by(MonthPay.month_id)
    )
    return session.scalars(statement).all()
