"""Invoices of provider organisations, one for a claim, and the payment that each of them brings about."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.owners import OF_MUNICIPALITY
from engine.persistence.tables.base import Base, Id, OfMunicipality, at_least
from engine.persistence.types import Cents, EncryptedBytes, EncryptedText


class ProviderInvoice(OfMunicipality, Base):
    """An invoice that equals the provider's months of one claim to the cent; others are not kept."""

    __tablename__ = "provider_invoice"
    __table_args__ = (
        UniqueConstraint("provider_id", "number_key"),  # no invoice number twice for a provider
        UniqueConstraint("claim_id", "provider_id"),
        CheckConstraint("length(number) BETWEEN 1 AND 35", name="number"),
        CheckConstraint("cents > 0", name="cents"),
        CheckConstraint("(file_name IS NULL) = (sha256 IS NULL)", name="attached"),
        Index(None, "municipality_id", "provider_id"),
    )

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(ForeignKey("ministry_claim.id"))
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider_organisation.id"))
    number: Mapped[str]  # as the provider writes it
    number_key: Mapped[str]  # without blanks and case: "A 12" and "a12" are one number
    day: Mapped[date]
    cents: Mapped[int] = mapped_column(Cents)
    file_name: Mapped[str | None]
    content: Mapped[bytes | None] = mapped_column(EncryptedBytes("provider_invoice.content", OF_MUNICIPALITY))
    sha256: Mapped[str | None]  # of the plain content
    entered_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    entered_at: Mapped[datetime]


class ProviderPayment(OfMunicipality, Base):
    """The payment of one invoice: the bank's file, made once, and the day on which it was paid."""

    __tablename__ = "provider_payment"
    __table_args__ = (
        at_least("cents"),
        CheckConstraint("(cents = 0) = (sha256 IS NULL)", name="transfer"),
        CheckConstraint(
            "length(end_to_end_identification) BETWEEN 1 AND 35", name="end_to_end_identification"
        ),
    )

    invoice_id: Mapped[int] = mapped_column(ForeignKey("provider_invoice.id"), primary_key=True)
    cents: Mapped[int] = mapped_column(Cents)  # the invoice less what the provider owed from before
    file_name: Mapped[str]
    content: Mapped[str | None] = mapped_column(EncryptedText("provider_payment.content", OF_MUNICIPALITY))
    sha256: Mapped[str | None]  # of the plain content
    end_to_end_identification: Mapped[str] = mapped_column(unique=True)  # of message and payment
    created_at: Mapped[datetime]
    paid_on: Mapped[date | None]
