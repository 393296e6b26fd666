"""Months corrected after their claim was frozen: what they become, who agreed, and what follows in money."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.domain.remuneration import ContractForm
from engine.persistence.owners import OF_CORRECTION
from engine.persistence.tables.base import Base, Id, OfMunicipality, at_least, choice, partial_index
from engine.persistence.tables.months import AttestationKind, AttestationSide
from engine.persistence.types import Cents, EncryptedJson, Json, Minutes


class CorrectionState(StrEnum):
    """Where a correction stands."""

    OPEN = "open"  # nothing has changed yet
    POSTED = "posted"  # agreed to and booked
    WITHDRAWN = "withdrawn"  # the month stays as it was


class CorrectionReason(StrEnum):
    """Why a month is corrected; fixed answers, for a month holds nobody's own words."""

    HOURS_MISSING = "hours_missing"
    NOT_GIVEN_AS_ENTERED = "not_given_as_entered"
    SLIP_OF_ENTRY = "slip_of_entry"
    LIMIT_APPLIES = "limit_applies"
    RATE_CORRECTED = "rate_corrected"
    OTHER_GROUNDS = "other_grounds"


class MonthCorrection(OfMunicipality, Base):
    """One correction of a month whose claim is frozen; the newest posted one is what the month is now."""

    __tablename__ = "month_correction"
    __table_args__ = (
        UniqueConstraint("month_id", "number"),
        partial_index("uq_month_correction_open", "month_id", where="state = 'open'", unique=True),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed"),
        CheckConstraint("state <> 'posted' OR pay_cents IS NOT NULL", name="posted"),
        at_least("number", 1),
        at_least("minutes"),
        at_least("pay_cents"),
        at_least("gross_cents"),
    )

    id: Mapped[Id]
    month_id: Mapped[int] = mapped_column(ForeignKey("service_month.id"))
    number: Mapped[int]  # 1, 2, … within the month
    state: Mapped[CorrectionState] = mapped_column(choice(CorrectionState), default=CorrectionState.OPEN)
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"), unique=True)
    opened_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    opened_at: Mapped[datetime]
    reason: Mapped[CorrectionReason | None] = mapped_column(choice(CorrectionReason))  # once it is announced
    entries: Mapped[Any] = mapped_column(Json, default=dict)  # ISO day → minutes, as announced
    entries_times: Mapped[Any] = mapped_column(Json, default=dict)  # ISO day → {from, to}
    content_hash: Mapped[str | None]  # of these entries; a signature counts for one hash only
    minutes: Mapped[int | None] = mapped_column(Minutes)  # payable; null until posted
    pay_cents: Mapped[int | None] = mapped_column(Cents)  # the state's cost of the whole month from now on
    gross_cents: Mapped[int | None] = mapped_column(Cents)
    parts: Mapped[Any] = mapped_column(Json, default=list)  # as in month_pay
    steps: Mapped[Any] = mapped_column(Json, default=list)
    pack_revision: Mapped[str | None]
    rule_pack_revision_id: Mapped[int | None] = mapped_column(ForeignKey("rule_pack_revision.id"))
    closed_at: Mapped[datetime | None]


class CorrectionUse(OfMunicipality, Base):
    """What the minutes of one day are for after an announced correction; as in `month_use` (MK 942)."""

    __tablename__ = "correction_use"

    correction_id: Mapped[int] = mapped_column(ForeignKey("month_correction.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    purposes: Mapped[Any] = mapped_column(
        EncryptedJson("correction_use.purposes", OF_CORRECTION)
    )  # purpose → minutes
    times: Mapped[Any] = mapped_column(
        EncryptedJson("correction_use.times", OF_CORRECTION)
    )  # purpose → {from, to}


class CorrectionSignature(OfMunicipality, Base):
    """One side's yes to a correction; it becomes the signature of the month when the correction is posted."""

    __tablename__ = "correction_signature"
    __table_args__ = (
        CheckConstraint("kind IN ('plain', 'qualified') OR recorded_by IS NOT NULL", name="recorded"),
    )

    correction_id: Mapped[int] = mapped_column(ForeignKey("month_correction.id"), primary_key=True)
    side: Mapped[AttestationSide] = mapped_column(choice(AttestationSide), primary_key=True)
    signer_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signer_user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[AttestationKind] = mapped_column(choice(AttestationKind))
    reason: Mapped[str] = mapped_column(default="")
    content_hash: Mapped[str]
    shown: Mapped[Any] = mapped_column(EncryptedJson("correction_signature.shown", OF_CORRECTION))
    release_sha256: Mapped[str]
    signed_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class ClaimAdjustment(OfMunicipality, Base):
    """What an adjustment line of a claim is made of: parts taken back (below zero) and parts asked anew."""

    __tablename__ = "claim_adjustment"
    __table_args__ = (
        # two claims collected side by side cannot both correct the same month
        UniqueConstraint("month_id", "number"),
    )

    line_id: Mapped[int] = mapped_column(ForeignKey("claim_line.id", ondelete="CASCADE"), primary_key=True)
    month_id: Mapped[int] = mapped_column(ForeignKey("service_month.id"))
    number: Mapped[int]  # counts the month's adjustments, over all claims
    correction_id: Mapped[int] = mapped_column(ForeignKey("month_correction.id"))  # the month as of this one
    parts: Mapped[Any] = mapped_column(Json)  # each one minutes × rate rounded by itself, with its sign


class PayCarry(OfMunicipality, Base):
    """What a payment had to leave: too much was paid before, and the next payment takes it back.

    The sum over a payee is what that payee still owes, as an amount of zero or below.
    """

    __tablename__ = "pay_carry"
    __table_args__ = (
        # two payments prepared side by side cannot both take the same back
        UniqueConstraint("municipality_id", "payee", "number"),
        CheckConstraint("cents <> 0", name="cents"),
        Index(None, "claim_id"),
    )

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(ForeignKey("ministry_claim.id"))
    payee: Mapped[str]  # person-12, provider-3, payroll
    number: Mapped[int]  # 1, 2, … within the payee
    contract_form: Mapped[ContractForm] = mapped_column(choice(ContractForm))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # null: payroll or a provider
    cents: Mapped[int] = mapped_column(Cents)  # below zero: owed back from now on; above: taken back now


class PaymentDeduction(OfMunicipality, Base):
    """A line by which payroll takes back what an earlier file said too much."""

    __tablename__ = "payment_deduction"
    __table_args__ = (
        CheckConstraint("cents >= 0", name="cents"),
        Index(None, "run_id"),
    )

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("payment_run.id"))
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    cents: Mapped[int] = mapped_column(Cents)
    identification: Mapped[str] = mapped_column(unique=True)
