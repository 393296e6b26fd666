"""What was erased and may never come back, what figures still need of it, what the last dry run found due."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.owners import OF_MUNICIPALITY
from engine.persistence.tables.base import Base, Id, OfMunicipality
from engine.persistence.types import EncryptedJson, EncryptedText, Json


class Erasure(OfMunicipality, Base):
    """One thing whose personal data were erased; the list outside the database holds the same."""

    __tablename__ = "erasure"
    __table_args__ = (UniqueConstraint("record", "object_id"), Index(None, "municipality_id", "at"))

    id: Mapped[Id]
    record: Mapped[str]  # a record of the schedule: "person", "case_file", …
    object_id: Mapped[int]  # of the person, the case, the claim; no foreign key: the row may be gone
    at: Mapped[datetime]
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # null: the command line
    reason: Mapped[str] = mapped_column(EncryptedText("erasure.reason", OF_MUNICIPALITY))


class KeptFigure(OfMunicipality, Base):
    """What the statistics of past years still ask of something erased: groups, purposes, a year of birth."""

    __tablename__ = "kept_figure"

    kind: Mapped[str] = mapped_column(primary_key=True)  # person, case, decision, month
    object_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kept: Mapped[dict[str, Any]] = mapped_column(EncryptedJson("kept_figure.kept", OF_MUNICIPALITY))


class RetentionRun(OfMunicipality, Base):
    """What the newest dry run of a municipality found due; ids and counts only."""

    __tablename__ = "retention_run"
    __table_args__ = (UniqueConstraint("municipality_id"),)

    id: Mapped[Id]
    day: Mapped[date]  # as of which it was reckoned
    at: Mapped[datetime]
    fingerprint: Mapped[str]  # of everything due: nothing is erased unless it still is the same
    due: Mapped[Any] = mapped_column(Json)  # record → ids
