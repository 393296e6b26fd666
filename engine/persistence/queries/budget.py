"""What a year's budget is counted from: sums of the ledger, months not booked yet, contracts in force."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.domain.commitments import Unclaimed
from engine.domain.ledger import Account
from engine.persistence.queries.pay_sums import standing
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.claims import MinistryClaim
from engine.persistence.tables.ledger import JournalEntry, Posting
from engine.persistence.tables.months import MonthPay, MonthState, ServiceMonth
from engine.persistence.tables.weekly import MonthTransport, WeeklyGrant

SPENT = (Account.STATE_PAY, Account.TRANSPORT, Account.MUNICIPAL_TOP_UP)
CLOSED = (MonthState.READY, MonthState.IN_CLAIM, MonthState.PAID, MonthState.REJECTED)


@dataclass(frozen=True, slots=True)
class ClosedMonths:
    """Booked or rejected months of one period whose grant is alike."""

    period: str
    count: int
    used_minutes: int
    granted_minutes: int  # the sum of the monthly grants; a bound only where hours go by the week
    hours_a_week: int | None


def booked(session: Session, year: int) -> list[tuple[str, Account, int]]:
    """(Period of service, account, cents) of costs booked for the year's months."""
    statement = (
        select(
            ServiceMonth.period, Posting.account_code, func.sum(Posting.debit_cents - Posting.credit_cents)
        )
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(ServiceMonth, ServiceMonth.id == JournalEntry.month_id)
        .where(Posting.account_code.in_(SPENT), ServiceMonth.period.between(*ends(year)))
        .group_by(ServiceMonth.period, Posting.account_code)
    )
    return [(period, account, int(cents or 0)) for period, account, cents in session.execute(statement)]


def administration(session: Session, year: int) -> list[tuple[str, int]]:
    """(Period of the claim, cents) of administration that frozen claims of the year ask for."""
    statement = (
        select(MinistryClaim.period, func.sum(Posting.credit_cents - Posting.debit_cents))
        .join(JournalEntry, JournalEntry.claim_id == MinistryClaim.id)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(
            Posting.account_code == Account.FUNDING_ADMINISTRATION,
            MinistryClaim.period.between(*ends(year)),
        )
        .group_by(MinistryClaim.period)
    )
    return [(period, int(cents or 0)) for period, cents in session.execute(statement)]


def contributions(session: Session, year: int) -> list[tuple[str, int]]:
    """(Period, cents) of the employer's contributions inside the pay, as months were corrected last."""
    now = standing()
    cost = func.coalesce(now.c.pay_cents - now.c.gross_cents, MonthPay.pay_cents - MonthPay.gross_cents)
    statement = (
        select(ServiceMonth.period, func.sum(cost))
        .join(MonthPay, MonthPay.month_id == ServiceMonth.id)
        .outerjoin(now, now.c.month_id == MonthPay.month_id)
        .where(ServiceMonth.period.between(*ends(year)))
        .group_by(ServiceMonth.period)
    )
    return [(period, int(cents or 0)) for period, cents in session.execute(statement)]


def unclaimed(session: Session, year: int) -> list[tuple[str, Unclaimed]]:
    """(Period, minutes and money of one order) of the year's months that are ready and not claimed."""
    statement = (
        select(
            ServiceMonth.period, ServiceCase.regime, func.sum(MonthPay.minutes), func.sum(MonthPay.pay_cents),
            func.coalesce(func.sum(MonthTransport.cents), 0),
        )
        .join(ServiceCase, ServiceCase.id == ServiceMonth.case_id)
        .join(MonthPay, MonthPay.month_id == ServiceMonth.id)
        .outerjoin(MonthTransport, MonthTransport.month_id == ServiceMonth.id)
        .where(ServiceMonth.state == MonthState.READY, ServiceMonth.period.between(*ends(year)))
        .group_by(ServiceMonth.period, ServiceCase.regime)
        .order_by(ServiceMonth.period, ServiceCase.regime)
    )  # fmt: skip
    return [
        (period, Unclaimed(regime, int(minutes or 0), int(pay or 0), int(transport or 0)))
        for period, regime, minutes, pay, transport in session.execute(statement)
    ]


def closed(session: Session, year: int) -> list[ClosedMonths]:
    """The year's closed months, with what was granted and used in them."""
    statement = (
        select(
            ServiceMonth.period, func.count(), func.coalesce(func.sum(ServiceMonth.payable_minutes), 0),
            func.sum(ServiceMonth.granted_minutes), WeeklyGrant.payable_hours,
        )
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .outerjoin(WeeklyGrant, WeeklyGrant.decision_id == Contract.decision_id)
        .where(ServiceMonth.state.in_(CLOSED), ServiceMonth.period.between(*ends(year)))
        .group_by(ServiceMonth.period, WeeklyGrant.payable_hours)
    )  # fmt: skip
    return [
        ClosedMonths(period, count, int(used or 0), int(granted or 0), weekly)
        for period, count, used, granted, weekly in session.execute(statement)
    ]


def ends(year: int) -> tuple[str, str]:
    """Its first and its last period."""
    return f"{year:04d}-01", f"{year:04d}-12"
