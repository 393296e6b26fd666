"""The ministry's answer line by line, and the file that it came in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.domain.line_replies import Answer
from engine.persistence.tables.base import Base, OfMunicipality, choice
from engine.persistence.types import Cents


class ReplyFile(OfMunicipality, Base):
    """The imported file, byte for byte; a claim has one, and the same file again changes nothing."""

    __tablename__ = "reply_file"

    claim_id: Mapped[int] = mapped_column(ForeignKey("ministry_claim.id"), primary_key=True)
    file_name: Mapped[str]
    content: Mapped[bytes]
    sha256: Mapped[str]
    created_at: Mapped[datetime]


class LineReply(OfMunicipality, Base):
    """The answer to one claim line, administration included."""

    __tablename__ = "line_reply"
    __table_args__ = (
        CheckConstraint("outcome = 'accepted' OR reason <> ''", name="reason"),
        Index(None, "claim_id"),
    )

    line_id: Mapped[int] = mapped_column(ForeignKey("claim_line.id"), primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("ministry_claim.id"))
    outcome: Mapped[Answer] = mapped_column(choice(Answer))
    claimed_cents: Mapped[int] = mapped_column(Cents)
    accepted_cents: Mapped[int] = mapped_column(Cents)
    reason: Mapped[str] = mapped_column(default="")
