"""What the ministry owes."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.domain.ledger import Account
from engine.persistence.tables.ledger import JournalEntry, Posting


def owed_by_ministry(session: Session, *, but_claim_id: int) -> int:
    """What the ministry still owes for other claims, in cents."""
    owed = func.coalesce(func.sum(Posting.debit_cents - Posting.credit_cents), 0)
    statement = (
        select(owed)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(
            Posting.account_code == Account.MINISTRY_RECEIVABLE,
            JournalEntry.claim_id.is_distinct_from(but_claim_id),
        )
    )
    return int(session.scalars(statement).one())
