"""Changes of dated numbers that somebody proposed: kept whatever became of them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.domain.rules import Status
from engine.persistence.tables.base import Base, Id, choice


class ProposalState(StrEnum):
    """Where a proposal stands; one fixed list."""

    OPEN = "open"  # a second person has not decided yet
    APPROVED = "approved"  # the number was recorded
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # by its author


class NumberProposal(Base):
    """A new value of one number from a day on, with its author, its reason and what was decided."""

    __tablename__ = "number_proposal"
    __table_args__ = (
        CheckConstraint("decided_by <> author OR state = 'withdrawn'", name="two_people"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(state = 'approved') = (revision_id IS NOT NULL)", name="recorded"),
        Index(None, "pack", "key", "state"),
        Index(None, "state"),
    )

    id: Mapped[Id]
    pack: Mapped[str]
    key: Mapped[str]
    value: Mapped[str]  # as typed; "" when it is unset
    status: Mapped[Status] = mapped_column(choice(Status))
    in_force_from: Mapped[date]
    announced_on: Mapped[date | None]
    source: Mapped[str]
    reason: Mapped[str]
    author: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime]
    base_revision_id: Mapped[int] = mapped_column(ForeignKey("rule_pack_revision.id"))  # what its author saw
    state: Mapped[ProposalState] = mapped_column(choice(ProposalState), default=ProposalState.OPEN)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(default="")
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("rule_pack_revision.id"))  # the text it became
