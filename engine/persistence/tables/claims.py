"""The ministry claim, its lines and files, and the payment runs that follow."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.messages_catalogue import Message
from engine.persistence.owners import OF_MUNICIPALITY, OF_PERSON
from engine.persistence.tables.base import (
    Base,
    Id,
    OfMunicipality,
    at_least,
    choice,
    month_text,
    partial_index,
)
from engine.persistence.types import Cents, EncryptedText, Json, Minutes, Rate, Sentence


class ClaimState(StrEnum):
    """Where a claim stands; one fixed list."""

    COLLECTING = "collecting"  # lines are being gathered
    REVIEW = "review"  # finance looks at them
    APPROVAL = "approval"  # the head of service decides
    FROZEN = "frozen"  # nothing in it changes any more
    EXPORTED = "exported"  # the files were made
    ACCEPTED = "accepted"  # the ministry replied
    PAID = "paid"
    CLOSED = "closed"


class LineKind(StrEnum):
    """Why a line is in this claim."""

    REGULAR = "regular"  # the claim's own month
    LATE = "late"  # an earlier month, signed too late for its own claim
    ADJUSTMENT = "adjustment"  # corrects a line of a frozen claim


class LineState(StrEnum):
    """Whether a line is claimed."""

    INCLUDED = "included"
    BLOCKED = "blocked"  # not claimed now; blocked_reason says why


class FileKind(StrEnum):
    """Format of an exported claim."""

    CSV = "csv"
    XLSX = "xlsx"


class ReplyOutcome(StrEnum):
    """What the ministry answered."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


class RunKind(StrEnum):
    """Where a payment run goes."""

    CREDIT_TRANSFER = "credit_transfer"  # pain.001 to the bank
    PAYROLL = "payroll"  # hours × rate to the office's payroll


class OrderState(StrEnum):
    """Where a payment order stands."""

    PREPARED = "prepared"
    PAID = "paid"
    FAILED = "failed"


class MinistryClaim(OfMunicipality, Base):
    """What one municipality claims for one month."""

    __tablename__ = "ministry_claim"
    __table_args__ = (
        UniqueConstraint("municipality_id", "period"),
        UniqueConstraint("municipality_id", "number"),
        month_text(),
        CheckConstraint("total_cents = pay_cents + transport_cents + admin_cents", name="total"),
        CheckConstraint("(frozen_at IS NULL) = (content_sha256 IS NULL)", name="frozen"),
    )

    id: Mapped[Id]
    period: Mapped[str]
    number: Mapped[str]
    state: Mapped[ClaimState] = mapped_column(choice(ClaimState), default=ClaimState.COLLECTING)
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"), unique=True)
    content_sha256: Mapped[str | None]  # over the frozen lines; re-export gives the same bytes
    frozen_at: Mapped[datetime | None]
    pay_cents: Mapped[int] = mapped_column(Cents, default=0)  # the sum of included lines
    transport_cents: Mapped[int] = mapped_column(Cents, default=0)
    admin_cents: Mapped[int] = mapped_column(Cents, default=0)
    total_cents: Mapped[int] = mapped_column(Cents, default=0)


class ClaimLine(OfMunicipality, Base):
    """One month of one contract in a claim."""

    __tablename__ = "claim_line"
    __table_args__ = (
        partial_index(
            "uq_claim_line_month",
            "month_id",
            unique=True,
            where="state = 'included' AND kind <> 'adjustment'",
        ),
        CheckConstraint("(kind = 'adjustment') = (adjusts_line_id IS NOT NULL)", name="adjusts"),
        CheckConstraint("(state = 'blocked') = (blocked_reason IS NOT NULL)", name="blocked_reason"),
        CheckConstraint("kind = 'adjustment' OR minutes >= 0", name="minutes"),
        CheckConstraint("kind = 'adjustment' OR pay_cents >= 0", name="pay_cents"),
        Index(None, "claim_id", "state"),
        Index(None, "municipality_id", "claim_id", "state"),
        Index(None, "adjusts_line_id"),  # asked for by the database itself when a line is deleted
        Index(None, "month_id"),
    )

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(ForeignKey("ministry_claim.id"))
    month_id: Mapped[int] = mapped_column(ForeignKey("service_month.id"))
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    kind: Mapped[LineKind] = mapped_column(choice(LineKind), default=LineKind.REGULAR)
    adjusts_line_id: Mapped[int | None] = mapped_column(ForeignKey("claim_line.id"))
    minutes: Mapped[int] = mapped_column(Minutes)  # negative only in an adjustment
    rate: Mapped[Decimal | None] = mapped_column(Rate)  # null while a rate is missing
    pay_cents: Mapped[int] = mapped_column(Cents)  # HALF_UP(minutes × rate / 60)
    state: Mapped[LineState] = mapped_column(choice(LineState), default=LineState.INCLUDED)
    blocked_reason: Mapped[Message | None] = mapped_column(Sentence)
    steps: Mapped[Any] = mapped_column(Json, default=list)  # how the sum came about
    rule_pack_revision_id: Mapped[int | None] = mapped_column(ForeignKey("rule_pack_revision.id"))
    release_sha256: Mapped[str | None]


class ClaimFile(OfMunicipality, Base):
    """An exported claim, byte for byte."""

    __tablename__ = "claim_file"

    claim_id: Mapped[int] = mapped_column(ForeignKey("ministry_claim.id"), primary_key=True)
    kind: Mapped[FileKind] = mapped_column(choice(FileKind), primary_key=True)
    file_name: Mapped[str]
    content: Mapped[bytes]
    sha256: Mapped[str]
    created_at: Mapped[datetime]


class ClaimReply(OfMunicipality, Base):
    """What the ministry answered to a claim."""

    __tablename__ = "claim_reply"
    __table_args__ = (Index(None, "claim_id"), at_least("cents"))

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(ForeignKey("ministry_claim.id"))
    outcome: Mapped[ReplyOutcome] = mapped_column(choice(ReplyOutcome))
    cents: Mapped[int] = mapped_column(Cents)
    note: Mapped[str] = mapped_column(default="")
    day: Mapped[date]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class PaymentRun(OfMunicipality, Base):
    """One file to the bank or to payroll; made once, the same bytes each time it is fetched."""

    __tablename__ = "payment_run"
    __table_args__ = (UniqueConstraint("claim_id", "kind"),)

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(ForeignKey("ministry_claim.id"))
    kind: Mapped[RunKind] = mapped_column(choice(RunKind))
    file_name: Mapped[str]
    content: Mapped[str] = mapped_column(
        EncryptedText("payment_run.content", OF_MUNICIPALITY)
    )  # names and accounts
    sha256: Mapped[str]  # of the plain content
    message_identification: Mapped[str] = mapped_column(unique=True)  # the bank sees each one once
    created_at: Mapped[datetime]


class PaymentOrder(OfMunicipality, Base):
    """Money for one person under one contract."""

    __tablename__ = "payment_order"
    __table_args__ = (
        CheckConstraint("cents > 0", name="cents"),
        CheckConstraint(
            "length(end_to_end_identification) BETWEEN 1 AND 35", name="end_to_end_identification"
        ),
        Index(None, "run_id"),
        Index(None, "person_id"),
    )

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("payment_run.id"))
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    cents: Mapped[int] = mapped_column(Cents)
    iban: Mapped[str | None] = mapped_column(
        EncryptedText("payment_order.iban", OF_PERSON)
    )  # null in a payroll run
    end_to_end_identification: Mapped[str] = mapped_column(unique=True)
    state: Mapped[OrderState] = mapped_column(choice(OrderState), default=OrderState.PREPARED)
    paid_on: Mapped[date | None]
