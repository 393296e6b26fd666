"""The ledger and the lines of pay as plain rows, for whoever wants to add them up again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.claims import ClaimLine, LineKind, LineState, MinistryClaim
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.ledger import JournalEntry, Posting
from engine.persistence.tables.months import Attestation, AttestationSide, MonthPay, ServiceMonth


@dataclass(frozen=True, slots=True)
class BookedPosting:
    """One posting with what it was booked for."""

    entry_id: str
    posted_on: date
    municipality: str
    account: str
    amount_cents: int  # debit above zero
    period: str
    contract_number: str


@dataclass(frozen=True, slots=True)
class PaidPart:
    """The minutes of one month at one rate."""

    municipality: str
    contract_number: str
    period: str
    regime: str
    minutes: int
    rate: Decimal
    pay_cents: int
    claim_number: str
    state: str


def postings(session: Session) -> Iterator[BookedPosting]:
    """Every posting in the order it was booked."""
    rows = session.execute(
        select(
            JournalEntry.entry_key,
            JournalEntry.booked_on,
            Municipality.code,
            Posting.account_code,
            Posting.debit_cents - Posting.credit_cents,
            ServiceMonth.period,
            Contract.number,
        )
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(Municipality, Municipality.id == JournalEntry.municipality_id)
        .outerjoin(ServiceMonth, ServiceMonth.id == JournalEntry.month_id)
        .outerjoin(Contract, Contract.id == ServiceMonth.contract_id)
        .order_by(JournalEntry.id, Posting.id)
    )
    for entry_id, posted_on, code, account, cents, period, number in rows:
        yield BookedPosting(entry_id, posted_on, code, str(account), int(cents), period or "", number or "")


def paid_parts(session: Session) -> Iterator[PaidPart]:
    """Every rate part of every month's pay, by contract and month."""
    rows = session.execute(
        select(
            Municipality.code,
            Contract.number,
            ServiceMonth.period,
            ServiceCase.regime,
            MonthPay.parts,
            MinistryClaim.number,
            ServiceMonth.state,
        )
        .join(ServiceMonth, ServiceMonth.id == MonthPay.month_id)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .join(ServiceCase, ServiceCase.id == ServiceMonth.case_id)
        .join(Municipality, Municipality.id == MonthPay.municipality_id)
        .outerjoin(
            ClaimLine,
            (ClaimLine.month_id == MonthPay.month_id)
            & (ClaimLine.state == LineState.INCLUDED)
            & (ClaimLine.kind != LineKind.ADJUSTMENT),
        )
        .outerjoin(MinistryClaim, MinistryClaim.id == ClaimLine.claim_id)
        .order_by(Contract.number, ServiceMonth.period)
    )
    for code, number, period, regime, parts, claim, state in rows:
        for part in parts:
            yield PaidPart(
                code, number, period, regime, part["minutes"], Decimal(part["rate"]), part["cents"],
                claim or "", str(state),
            )  # fmt: skip


def signed_minutes(session: Session) -> int:
    """The minutes entered in the months that both sides have signed, or the office recorded for them."""
    signed = (
        select(Attestation.month_id)
        .where(Attestation.voided_at.is_(None))
        .group_by(Attestation.month_id)
        .having(func.count(Attestation.side.distinct()) == len(AttestationSide))
    )
    minutes = select(func.coalesce(func.sum(ServiceMonth.entered_minutes), 0))
    return int(session.scalar(minutes.where(ServiceMonth.id.in_(signed))) or 0)
