"""Who of the office must not work on a case: a relative, a business partner, or whom the head keeps off."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.owners import OF_CASE
from engine.persistence.tables.base import Base, Id, OfMunicipality, choice, not_before, partial_index
from engine.persistence.types import EncryptedText


class Tie(StrEnum):
    """What ties somebody of the office to a case (conflict of interest, sections 11 and 21 of the law)."""

    RELATIVE = "relative"
    BUSINESS_PARTNER = "business_partner"
    OTHER = "other"


class KeptOff(OfMunicipality, Base):
    """An account is kept off a case from one instant to another; what is past stays."""

    __tablename__ = "kept_off"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="who_ended"),
        CheckConstraint("ended_by IS NULL OR ended_by <> user_id", name="nobody_lifts_their_own"),
        not_before("ended_at", "since"),
        partial_index("uq_kept_off_now", "user_id", "case_id", where="ended_at IS NULL", unique=True),
        Index(None, "case_id"),
    )

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))  # who is kept off
    tie: Mapped[Tie] = mapped_column(choice(Tie))
    words: Mapped[str] = mapped_column(EncryptedText("kept_off.words", OF_CASE))  # empty: none were written
    since: Mapped[datetime]
    said_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))  # they themselves, or their head
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    end_words: Mapped[str | None] = mapped_column(EncryptedText("kept_off.end_words", OF_CASE))
