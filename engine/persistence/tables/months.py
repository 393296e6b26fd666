"""Service months: entries, signatures, findings, and the minutes of an assistant's week."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.domain.signing import SignerKind
from engine.messages_catalogue import Message
from engine.persistence.owners import OF_MONTH
from engine.persistence.tables.base import (
    Base,
    Id,
    OfMunicipality,
    at_least,
    choice,
    month_text,
    partial_index,
)
from engine.persistence.types import Cents, EncryptedJson, Json, Minutes, Sentence


class MonthState(StrEnum):
    """Where a service month stands; one fixed list."""

    OPEN = "open"  # entries may be made
    ASSISTANT_SIGNED = "assistant_signed"  # the recipient's side has not signed yet
    BOTH_SIGNED = "both_signed"  # both signed what was shown
    FINDINGS = "findings"  # a person looks at what the check found
    FALLBACK = "fallback"  # a caseworker recorded the month without one click
    LATE = "late"  # the deadline passed without both signatures
    READY = "ready"  # checked and posted
    IN_CLAIM = "in_claim"  # its line is in a frozen claim
    PAID = "paid"
    REJECTED = "rejected"  # not payable


class AttestationSide(StrEnum):
    """Whose signature it is."""

    ASSISTANT = "assistant"
    RECIPIENT = "recipient"


class AttestationKind(StrEnum):
    """How it was signed."""

    PLAIN = "plain"  # a click, agreed to in the contract
    QUALIFIED = "qualified"  # a secure e-signature
    PAPER = "paper"
    PHONE = "phone"  # recorded by the office
    OFFICE = "office"  # in person
    REPRESENTATIVE = "representative"  # by somebody for the signer


class ServiceMonth(OfMunicipality, Base):
    """The monthly obligation: one contract, one month, two signers, one deadline."""

    __tablename__ = "service_month"
    __table_args__ = (
        UniqueConstraint("contract_id", "period"),
        month_text(),
        at_least("granted_minutes"),
        at_least("entered_minutes"),
        at_least("payable_minutes"),
        CheckConstraint("recipient_signer_kind <> 'assistant'", name="two_sides"),
        Index(None, "municipality_id", "period", "state"),
        Index(None, "case_id"),
    )

    id: Mapped[Id]
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    period: Mapped[str]  # "2026-10"
    state: Mapped[MonthState] = mapped_column(choice(MonthState), default=MonthState.OPEN)
    granted_minutes: Mapped[int] = mapped_column(Minutes)  # the decision's hours when it was opened
    entered_minutes: Mapped[int] = mapped_column(Minutes, default=0)  # the sum of month_entry
    payable_minutes: Mapped[int | None] = mapped_column(Minutes)  # after the checks; null until then
    recipient_signer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recipient_signer_kind: Mapped[SignerKind] = mapped_column(
        choice(SignerKind), default=SignerKind.RECIPIENT
    )
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"), unique=True)
    deadline_at: Mapped[datetime]  # from here on it is late
    opened_at: Mapped[datetime]
    opened_late: Mapped[bool] = mapped_column(
        default=False
    )  # the contract was recorded after the month began
    content_hash: Mapped[str | None]  # of the entries as they stand; a signature counts for one hash only


class MonthEntry(OfMunicipality, Base):
    """Minutes given on one day; no place, no purpose, no free text."""

    __tablename__ = "month_entry"
    __table_args__ = (
        UniqueConstraint("month_id", "day"),
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes_of_a_day"),
        CheckConstraint("(from_minute IS NULL) = (to_minute IS NULL)", name="from_and_to"),
        CheckConstraint(
            "from_minute IS NULL OR (from_minute >= 0 AND to_minute > from_minute)", name="from_before_to"
        ),
        CheckConstraint("to_minute IS NULL OR to_minute <= 1440", name="to_within_day"),
    )

    id: Mapped[Id]
    month_id: Mapped[int] = mapped_column(ForeignKey("service_month.id", ondelete="CASCADE"))
    day: Mapped[date]
    minutes: Mapped[int] = mapped_column(Minutes)
    from_minute: Mapped[int | None] = mapped_column(
        Minutes
    )  # since local midnight; only where two contracts meet
    to_minute: Mapped[int | None] = mapped_column(Minutes)


class Attestation(OfMunicipality, Base):
    """One signature under a month, with what the signer was shown."""

    __tablename__ = "attestation"
    __table_args__ = (
        partial_index("uq_attestation_valid", "month_id", "side", where="voided_at IS NULL", unique=True),
        CheckConstraint("kind IN ('plain', 'qualified') OR recorded_by IS NOT NULL", name="recorded"),
        Index(None, "month_id"),
    )

    id: Mapped[Id]
    month_id: Mapped[int] = mapped_column(ForeignKey("service_month.id"))
    side: Mapped[AttestationSide] = mapped_column(choice(AttestationSide))
    signer_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signer_user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[AttestationKind] = mapped_column(choice(AttestationKind))
    reason: Mapped[str] = mapped_column(default="")  # why not the usual way
    content_hash: Mapped[str]  # equals service_month.content_hash while it counts
    shown: Mapped[Any] = mapped_column(
        EncryptedJson("attestation.shown", OF_MONTH)
    )  # the entries as shown to the signer
    release_sha256: Mapped[str]  # of the form that showed them
    signed_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    voided_at: Mapped[datetime | None]  # an edit after signing voids; the row stays
    void_reason: Mapped[str | None]


class MonthFinding(OfMunicipality, Base):
    """Something in a month that a person must look at."""

    __tablename__ = "month_finding"
    __table_args__ = (Index(None, "month_id"),)

    id: Mapped[Id]
    month_id: Mapped[int] = mapped_column(ForeignKey("service_month.id"))
    code: Mapped[str]  # snake_case rule that spoke
    day: Mapped[date | None]
    minutes: Mapped[int | None] = mapped_column(Minutes)  # how many it is about
    message: Mapped[Message] = mapped_column(Sentence)
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    resolution: Mapped[str | None]  # accept_payable, return, reject
    at: Mapped[datetime]


class MonthPay(OfMunicipality, Base):
    """What a checked month costs, as it was booked: claim, payroll and bank get exactly this."""

    __tablename__ = "month_pay"
    __table_args__ = (at_least("minutes"), at_least("pay_cents"), at_least("gross_cents"))

    month_id: Mapped[int] = mapped_column(ForeignKey("service_month.id"), primary_key=True)
    minutes: Mapped[int] = mapped_column(Minutes)
    pay_cents: Mapped[int] = mapped_column(Cents)  # the state's cost, contributions included
    gross_cents: Mapped[int] = mapped_column(Cents)  # what the assistant earns before own taxes, or invoices
    parts: Mapped[Any] = mapped_column(Json)  # a row for each rate: minutes, rate, cents and whence the rate
    steps: Mapped[Any] = mapped_column(Json)  # how the sum came about, in sentences
    pack_revision: Mapped[str]  # of the numbers used
    rule_pack_revision_id: Mapped[int | None] = mapped_column(ForeignKey("rule_pack_revision.id"))
    calculated_at: Mapped[datetime]


class AssistantWeek(Base):
    """An assistant's minutes of one ISO week over all municipalities: a sum, and nothing else.

    The row is the lock under which the weekly cap is checked (queries/weeks.py).
    """

    __tablename__ = "assistant_week"
    __table_args__ = (at_least("minutes"), CheckConstraint("iso_week BETWEEN 1 AND 53", name="iso_week"))

    assistant_key: Mapped[str] = mapped_column(primary_key=True)  # keyed hash of the personal code
    iso_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    iso_week: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    minutes: Mapped[int] = mapped_column(Minutes)  # the sum of all shares


class AssistantWeekShare(OfMunicipality, Base):
    """What one month contributes to an assistant's week; replaced when the month's entries change."""

    __tablename__ = "assistant_week_share"
    __table_args__ = (at_least("minutes"),)

    month_id: Mapped[int] = mapped_column(ForeignKey("service_month.id"), primary_key=True)
    iso_year: Mapped[int] = mapped_column(primary_key=True)
    iso_week: Mapped[int] = mapped_column(primary_key=True)
    assistant_key: Mapped[str]
    minutes: Mapped[int] = mapped_column(Minutes)
