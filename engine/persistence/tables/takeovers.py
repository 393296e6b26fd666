"""Cases that began in another system and were taken over while the service was running."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id, OfMunicipality, at_least
from engine.persistence.types import Minutes


class Takeover(OfMunicipality, Base):
    """Where a case taken over came from, and from which day its months are kept here."""

    __tablename__ = "takeover"
    __table_args__ = (
        UniqueConstraint("municipality_id", "decision_number"),  # the same row comes in once
        at_least("used_minutes"),
    )

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    decision_number: Mapped[str]  # as the earlier system gave it
    began_on: Mapped[date]  # the contract's first day; contract.first_day is the first day kept here
    months_from: Mapped[date]  # equals contract.first_day as it was taken over
    used_minutes: Mapped[int] = mapped_column(Minutes)  # of that month, used before that day
    assessed_on: Mapped[date | None]  # the earlier assessment; null: the file named none
    row_hash: Mapped[str]  # keyed hash of the row, to tell the same row from a changed one
    file_sha256: Mapped[str]
    line: Mapped[int]  # of that file
    taken_over_at: Mapped[datetime]
    taken_over_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # null: the operator
