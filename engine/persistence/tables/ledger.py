"""The append-only double-entry ledger; written through `engine.persistence.ledger.post` only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.domain.ledger import Account as AccountCode
from engine.persistence.tables.base import Base, Id, OfMunicipality, at_least, choice
from engine.persistence.types import Cents


class Account(OfMunicipality, Base):
    """An account that a municipality has used."""

    __tablename__ = "account"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    code: Mapped[AccountCode] = mapped_column(choice(AccountCode), primary_key=True)  # one chart for all


class JournalEntry(OfMunicipality, Base):
    """One booking; never changed, never deleted, corrected by an entry that reverses it."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        UniqueConstraint("municipality_id", "entry_key"),
        Index(None, "month_id"),
        Index(None, "claim_id"),
        Index(None, "municipality_id", "booked_on"),
    )

    id: Mapped[Id]
    entry_key: Mapped[str]  # given by the caller: the same key again books nothing
    kind: Mapped[str]  # remuneration, claim, payment, adjustment, …
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    month_id: Mapped[int | None] = mapped_column(ForeignKey("service_month.id"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("ministry_claim.id"))
    memo: Mapped[str] = mapped_column(default="")  # no names
    reverses_entry_id: Mapped[int | None] = mapped_column(ForeignKey("journal_entry.id"), unique=True)


class Posting(OfMunicipality, Base):
    """One line of an entry; over an entry debits equal credits."""

    __tablename__ = "posting"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "account_code"], ["account.municipality_id", "account.code"]
        ),
        CheckConstraint("(debit_cents > 0) <> (credit_cents > 0)", name="one_side"),
        at_least("debit_cents"),
        at_least("credit_cents"),
        Index(None, "entry_id"),
        Index(None, "municipality_id", "account_code"),
    )

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entry.id"))
    account_code: Mapped[AccountCode] = mapped_column(choice(AccountCode))
    debit_cents: Mapped[int] = mapped_column(Cents, default=0)
    credit_cents: Mapped[int] = mapped_column(Cents, default=0)
