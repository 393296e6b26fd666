"""What instances went through, counted by month: the audit added up once, so that a page need not read it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id, OfMunicipality, at_least, month_text
from engine.persistence.types import Json


class ElementTally(OfMunicipality, Base):
    """One element of a diagram: all passes of the instances of one release that began in one month."""

    __tablename__ = "element_tally"
    __table_args__ = (
        UniqueConstraint("municipality_id", "process_id", "period", "release_id", "element_id"),
        month_text(),
        at_least("passed"),
        at_least("answered"),
        at_least("late"),
        at_least("minutes"),
    )

    id: Mapped[Id]
    process_id: Mapped[str]  # of the diagram that holds the element (a called one, maybe)
    period: Mapped[str]  # the month in Riga in which the instances began
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))  # by which they went when they passed
    element_id: Mapped[str]
    passed: Mapped[int] = mapped_column(default=0)  # how often it was completed; each round counts
    answered: Mapped[int] = mapped_column(default=0)  # by a person; of these, `times` holds how long it took
    late: Mapped[int] = mapped_column(default=0)  # answered after the due instant
    minutes: Mapped[int] = mapped_column(default=0)  # working minutes of all that were answered
    times: Mapped[dict[str, int]] = mapped_column(Json, default=dict)  # rounded working minutes → how many
    ways: Mapped[dict[str, int]] = mapped_column(
        Json, default=dict
    )  # of a choice: element behind it → how many


class TallyMark(OfMunicipality, Base):
    """Up to where a municipality's chain of the audit is counted: each event once, whoever counts."""

    __tablename__ = "tally_mark"
    __table_args__ = (at_least("sealed_seq"),)

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    sealed_seq: Mapped[int]  # the last event that is counted
    passes_since: Mapped[datetime | None]  # instant of the first step that is counted
    ways_since: Mapped[datetime | None]  # of the first choice: earlier steps did not note which way they went
    counted_to: Mapped[datetime | None]  # instant of the last event that is counted
