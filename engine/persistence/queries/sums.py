"""Sums over the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.domain.ledger import Account
from engine.persistence import rows
from engine.persistence.tables.ledger import JournalEntry, Posting

PAY = (Account.STATE_PAY, Account.MUNICIPAL_TOP_UP)  # costs of giving hours


def balances(
    session: Session, *, until: date | None = None, claim_id: int | None = None, month_id: int | None = None
) -> dict[Account, int]:
    """Debit minus credit of each account in cents, over the tenant's entries; together they are 0.

    `until` includes that day; `claim_id` and `month_id` take only the entries booked for them.
    """
    statement = select(Posting.account_code, func.sum(Posting.debit_cents - Posting.credit_cents))
    statement = statement.join(JournalEntry, JournalEntry.id == Posting.entry_id)
    if until is not None:
        statement = statement.where(JournalEntry.booked_on <= until)
    if claim_id is not None:
        statement = statement.where(JournalEntry.claim_id == claim_id)
    if month_id is not None:
        statement = statement.where(JournalEntry.month_id == month_id)
    return {
        account: int(cents) for account, cents in session.execute(statement.group_by(Posting.account_code))
    }


def pay_of_months(
    session: Session, month_ids: Sequence[int], accounts: Sequence[Account] = PAY
) -> dict[int, int]:
    """Pay booked for each of these months in cents, the top-up included unless other accounts are asked
    for; months not booked are absent."""
    statement = (
        select(JournalEntry.month_id, func.sum(Posting.debit_cents - Posting.credit_cents))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.month_id.in_(month_ids), Posting.account_code.in_(accounts))
        .group_by(JournalEntry.month_id)
    )
    return {month_id: int(cents) for month_id, cents in session.execute(statement) if month_id is not None}


def entries_of_month(session: Session, month_id: int) -> list[tuple[str, date]]:
    """The ledger entries of the month: (key, day)."""
    found = rows.values(session, JournalEntry, ("entry_key", "booked_on"), month_id=month_id)
    return [(row.entry_key, row.booked_on) for row in found]


def unbalanced_entries(session: Session) -> Sequence[int]:
    """Entries whose postings do not sum to zero, or that have none: there must never be one."""
    balance = func.coalesce(func.sum(Posting.debit_cents - Posting.credit_cents), 0)
    statement = (
        select(JournalEntry.id)
        .outerjoin(Posting, Posting.entry_id == JournalEntry.id)
        .group_by(JournalEntry.id)
        .having((balance != 0) | (func.count(Posting.id) < 2))
        .order_by(JournalEntry.id)
    )
    return session.scalars(statement).all()
