"""Sums over the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.domain.ledger import Account
from engine.persistence.tables.ledger import JournalEntry, Posting


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
