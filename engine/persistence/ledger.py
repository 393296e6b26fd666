"""The one door to the ledger: an entry is booked whole and balanced, once per id, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from engine.domain.ledger import Account as AccountCode
from engine.domain.ledger import JournalEntry as Entry
from engine.domain.ledger import Posting as Amount
from engine.persistence.tables.ledger import Account, JournalEntry, Posting


def post(
    session: Session,
    municipality_id: int,
    entry: Entry,
    *,
    recorded_at: datetime,
    month_id: int | None = None,
    claim_id: int | None = None,
) -> int:
    """Book the entry in the caller's transaction; its row id, of the first booking when it was booked before.

    Raises ValueError when another entry has its id, or when it reverses one that is not booked; the
    database refuses a second reversal of the same entry, and any change of what is booked.
    """
    booked = find(session, municipality_id, entry.entry_id)
    if booked is not None:
        if booked[1] != entry:
            raise ValueError(f"another entry has the id {entry.entry_id}")
        return booked[0]
    _open_accounts(session, municipality_id, {posting.account for posting in entry.postings})
    row = JournalEntry(
        municipality_id=municipality_id,
        entry_key=entry.entry_id,
        kind=entry.kind,
        booked_on=entry.day,
        recorded_at=recorded_at,
        month_id=month_id,
        claim_id=claim_id,
        reverses_entry_id=_reversed_id(session, municipality_id, entry),
    )
    session.add(row)
    session.flush()
    session.execute(insert(Posting), [_posting(municipality_id, row.id, amount) for amount in entry.postings])
    return row.id


def find(session: Session, municipality_id: int, entry_key: str) -> tuple[int, Entry] | None:
    """The row id and the entry booked under this id, or None."""
    row = session.scalars(
        select(JournalEntry).where(
            JournalEntry.municipality_id == municipality_id, JournalEntry.entry_key == entry_key
        )
    ).one_or_none()
    if row is None:
        return None
    reverses = session.get_one(JournalEntry, row.reverses_entry_id) if row.reverses_entry_id else None
    booked = Entry(
        row.entry_key,
        row.booked_on,
        row.kind,
        tuple(_amounts(session, row.id)),
        reverses=reverses.entry_key if reverses else None,
    )
    return row.id, booked


def _amounts(session: Session, entry_id: int) -> Iterable[Amount]:
    postings = session.execute(
        select(Posting.account_code, Posting.debit_cents, Posting.credit_cents)
        .where(Posting.entry_id == entry_id)
        .order_by(Posting.id)
    )
    for account, debit, credit in postings:
        yield Amount(account, debit - credit)


def _open_accounts(session: Session, municipality_id: int, codes: set[AccountCode]) -> None:
    known = session.scalars(
        select(Account.code).where(Account.municipality_id == municipality_id, Account.code.in_(codes))
    )
    missing = codes - set(known)
    if missing:
        rows = [{"municipality_id": municipality_id, "code": code} for code in sorted(missing)]
        session.execute(insert(Account), rows)


def _reversed_id(session: Session, municipality_id: int, entry: Entry) -> int | None:
    if entry.reverses is None:
        return None
    original = find(session, municipality_id, entry.reverses)
    if original is None:
        raise ValueError(f"there is no entry {entry.reverses} to reverse")
    return original[0]


def _posting(municipality_id: int, entry_id: int, amount: Amount) -> dict[str, object]:
    return {
        "municipality_id": municipality_id,
        "entry_id": entry_id,
        "account_code": amount.account,
        "debit_cents": max(amount.cents, 0),
        "credit_cents": max(-amount.cents, 0),
    }
