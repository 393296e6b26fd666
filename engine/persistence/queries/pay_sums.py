"""A month's pay as its row, the ledger and the claims have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from sqlalchemy import Subquery, func, or_, select
from sqlalchemy.orm import Session

from engine.domain.ledger import Account
from engine.persistence import rows
from engine.persistence.queries.month_pay import PayPart
from engine.persistence.tables.claims import ClaimLine, LineKind, LineState, PaymentOrder
from engine.persistence.tables.corrections import CorrectionState, MonthCorrection, PaymentDeduction
from engine.persistence.tables.ledger import JournalEntry, Posting
from engine.persistence.tables.months import MonthPay


def count(session: Session) -> int:
    """How many months have been paid for or will be."""
    return rows.count(session, MonthPay)


def every_pay(session: Session) -> Iterator[tuple[int, int, Sequence[PayPart]]]:
    """(month, minutes, parts) of each month's pay and of each posted correction, one after the other."""
    columns = ("month_id", "minutes", "parts")
    posted = rows.each(session, MonthCorrection, columns, at_once=1000, state=CorrectionState.POSTED)
    for month_id, minutes, parts in chain(rows.each(session, MonthPay, columns, at_once=1000), posted):
        yield month_id, minutes, [PayPart.of_row(part) for part in parts]


def differing(session: Session) -> Sequence[int]:
    """Months whose pay is another in the ledger (as corrected last) or in a claim (as it was then); there
    must never be one."""
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
    now = standing()
    statement = (
        select(MonthPay.month_id)
        .outerjoin(booked, booked.c.month_id == MonthPay.month_id)
        .outerjoin(claimed, claimed.c.month_id == MonthPay.month_id)
        .outerjoin(now, now.c.month_id == MonthPay.month_id)
        .where(
            or_(
                func.coalesce(booked.c.cents, 0) != func.coalesce(now.c.pay_cents, MonthPay.pay_cents),
                func.coalesce(claimed.c.pay_cents, MonthPay.pay_cents) != MonthPay.pay_cents,
            )
        )
        .order_by(MonthPay.month_id)
    )
    return session.scalars(statement).all()


def ordered(session: Session, run_id: int) -> int:
    """What a payment run orders, less what its lines take back."""
    orders = rows.values(session, PaymentOrder, ("cents",), run_id=run_id)
    back = rows.values(session, PaymentDeduction, ("cents",), run_id=run_id)
    return sum(int(one.cents) for one in orders) - sum(int(one.cents) for one in back)


def standing() -> Subquery:
    """What a month costs as it was corrected last."""
    last = (
        select(MonthCorrection.month_id, func.max(MonthCorrection.number).label("number"))
        .where(MonthCorrection.state == CorrectionState.POSTED)
        .group_by(MonthCorrection.month_id)
        .subquery()
    )
    return (
        select(MonthCorrection.month_id, MonthCorrection.pay_cents, MonthCorrection.gross_cents)
        .join(last, (last.c.month_id == MonthCorrection.month_id) & (last.c.number == MonthCorrection.number))
        .subquery()
    )
