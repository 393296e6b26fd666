"""Amounts of a municipality, each agreed to by two people, and what each month got of its top-up."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.domain.municipal_amounts import AmountKind
from engine.persistence.tables.base import Base, Id, OfMunicipality, at_least, choice
from engine.persistence.tables.number_proposals import ProposalState
from engine.persistence.types import Cents, Minutes, Rate


class MunicipalAmount(OfMunicipality, Base):
    """An amount that somebody proposed; one that a second person approved counts, and never changes."""

    __tablename__ = "municipal_amount"
    __table_args__ = (
        CheckConstraint("decided_by <> author OR state = 'withdrawn'", name="two_people"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("source <> '' AND reason <> ''", name="explained"),
        Index(None, "municipality_id", "state", "kind"),
    )

    id: Mapped[Id]
    kind: Mapped[AmountKind] = mapped_column(choice(AmountKind))
    in_force_from: Mapped[date]  # the first of a month, of a year for a budget
    amount: Mapped[Decimal] = mapped_column(Rate)  # euro
    source: Mapped[str]  # the council's decision, the agreement with the ministry
    reason: Mapped[str]
    author: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime]
    state: Mapped[ProposalState] = mapped_column(choice(ProposalState), default=ProposalState.OPEN)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(default="")


class MonthTopUp(OfMunicipality, Base):
    """What the municipality adds to one month as it stood after a correction; 0: as it was booked first.

    The amount of number 0 is that of the month for ever: a later rate never touches it.
    """

    __tablename__ = "month_top_up"
    __table_args__ = (at_least("number"), at_least("minutes"), at_least("cents"))

    month_id: Mapped[int] = mapped_column(ForeignKey("service_month.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amount_id: Mapped[int] = mapped_column(ForeignKey("municipal_amount.id"))
    minutes: Mapped[int] = mapped_column(Minutes)
    cents: Mapped[int] = mapped_column(Cents)  # HALF_UP(minutes × rate ÷ 60), never claimed
