"""What payroll paid of its list: the files it sent, and its results payment by payment, beside the ledger."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.owners import OF_MUNICIPALITY
from engine.persistence.tables.base import Base, Id, OfMunicipality, at_least
from engine.persistence.types import Cents, EncryptedBytes


class PayrollFile(OfMunicipality, Base):
    """A file from payroll, byte for byte; the same file of a run is kept once."""

    __tablename__ = "payroll_file"
    __table_args__ = (UniqueConstraint("run_id", "sha256"),)

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("payment_run.id"))
    file_name: Mapped[str]
    content: Mapped[bytes] = mapped_column(
        EncryptedBytes("payroll_file.content", OF_MUNICIPALITY)
    )  # may name people
    sha256: Mapped[str]  # of the plain content
    imported_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    imported_at: Mapped[datetime]


class PayrollResult(OfMunicipality, Base):
    """What payroll did for one line of its list; the newest of a reference counts, the earlier ones stay."""

    __tablename__ = "payroll_result"
    __table_args__ = (
        # two files taken side by side cannot both be the first, nor both correct the same result
        UniqueConstraint("reference", "number"),
        CheckConstraint("net_cents + tax_cents + employee_cents = gross_cents", name="gross"),
        CheckConstraint("number = 1 OR reason <> ''", name="reason"),
        at_least("number", 1),
        Index(None, "run_id"),
        Index(None, "month_id"),
    )

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("payment_run.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("payroll_file.id"))
    month_id: Mapped[int] = mapped_column(ForeignKey("service_month.id"))
    reference: Mapped[str]  # of the payment order, or of the deduction
    number: Mapped[int]  # 1, 2, … within the reference
    gross_cents: Mapped[int] = mapped_column(Cents)  # all amounts are below zero where money is taken back
    tax_cents: Mapped[int] = mapped_column(Cents)
    employee_cents: Mapped[int] = mapped_column(Cents)
    employer_cents: Mapped[int] = mapped_column(Cents)
    net_cents: Mapped[int] = mapped_column(Cents)
    paid_on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")  # why it takes the place of the one before
