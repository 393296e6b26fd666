"""How many people hold an opinion that entitles them to the service; entered by hand, for statistics only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id, OfMunicipalityOrAll, at_least, partial_index


class OpinionCount(OfMunicipalityOrAll, Base):
    """The number for one year. Null municipality: the whole country, as the ministry knows it."""

    __tablename__ = "opinion_count"
    __table_args__ = (
        UniqueConstraint("municipality_id", "year"),
        partial_index(
            "uq_opinion_count_country", "year", where="municipality_id IS NULL", unique=True
        ),
        at_least("adults"),
        at_least("children"),
        CheckConstraint("year BETWEEN 1990 AND 2100", name="year"),
    )  # fmt: skip

    id: Mapped[Id]
    year: Mapped[int]
    adults: Mapped[int]  # opinions on the need for an assistant
    children: Mapped[int]  # opinions on special care
    source: Mapped[str]  # where the numbers were read
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    entered_at: Mapped[datetime]
