"""The one door to the ledger: an entry is booked whole and balanced, once per id, or not at all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from engine.domain.ledger import Account as AccountCode
from engine.domain.ledger import JournalEntry as Entry
from engine.domain.ledger import Posting as Amount
from engine.persistence import rows
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
    row = {
        "municipality_id": municipality_id,
        "entry_key": entry.entry_id,
        "kind": entry.kind,
        "booked_on": entry.day,
        "recorded_at": recorded_at,
        "month_id": month_id,
        "claim_id": claim_id,
        "reverses_entry_id": _reversed_id(session, municipality_id, entry),
    }
    [entry_id] = rows.insert_for_ids(session, JournalEntry, [row])
    postings = [_posting(municipality_id, entry_id, amount) for amount in entry.postings]
    rows.insert_many(session, Posting, postings)
    return entry_id


def find(session: Session, municipality_id: int, entry_key: str) -> tuple[int, Entry] | None:
    """The row id and the entry booked under this id, or None."""
    columns = ("id", "booked_on", "kind", "reverses_entry_id")
    of = {"municipality_id": municipality_id, "entry_key": entry_key}
    for entry_id, booked_on, kind, reversed_id in rows.values(session, JournalEntry, columns, **of):
        amounts = _amounts(session, entry_id)
        return entry_id, Entry(entry_key, booked_on, kind, amounts, reverses=_key(session, reversed_id))
    return None


def _key(session: Session, entry_id: int | None) -> str | None:
    return None if entry_id is None else session.get_one(JournalEntry, entry_id).entry_key


def _amounts(session: Session, entry_id: int) -> tuple[Amount, ...]:
    columns = ("id", "account_code", "debit_cents", "credit_cents")
    postings = sorted(rows.values(session, Posting, columns, entry_id=entry_id))
    return tuple(Amount(account, debit - credit) for _, account, debit, credit in postings)


def _open_accounts(session: Session, municipality_id: int, codes: set[AccountCode]) -> None:
    known = {code for (code,) in rows.values(session, Account, ["code"], municipality_id=municipality_id)}
    for code in sorted(codes - known):  # two may book a municipality's first entry at once
        rows.add_unless_there(session, Account, {"municipality_id": municipality_id, "code": code})


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
