"""The office's own work, looked at again: the yearly check of a tenth of the files, second assessments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.owners import OF_CASE
from engine.persistence.tables.base import Base, Id, OfMunicipality, at_least
from engine.persistence.types import EncryptedText


class ControlSample(OfMunicipality, Base):
    """What was drawn for a calendar year; once, and for good."""

    __tablename__ = "control_sample"
    __table_args__ = (UniqueConstraint("municipality_id", "year"), at_least("active_count"))

    id: Mapped[Id]
    year: Mapped[int]
    seed: Mapped[str]  # with it anybody draws the same files again
    active_count: Mapped[int]  # files that were active on that day
    drawn_at: Mapped[datetime]
    drawn_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class ControlFile(OfMunicipality, Base):
    """One file of a sample, and its check."""

    __tablename__ = "control_file"
    __table_args__ = (
        UniqueConstraint("sample_id", "case_id"),
        CheckConstraint("(checked_at IS NULL) = (checked_by IS NULL)", name="checked"),
        CheckConstraint("(checked_at IS NULL) = (is_sound IS NULL)", name="judged"),
        at_least("place", 1),
    )

    id: Mapped[Id]
    sample_id: Mapped[int] = mapped_column(ForeignKey("control_sample.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    place: Mapped[int]  # in the order of checking: 1, 2, 3 …
    own_assistant: Mapped[bool]  # the representative was also the assistant
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    checked_at: Mapped[datetime | None]
    is_sound: Mapped[bool | None]
    findings: Mapped[str] = mapped_column(EncryptedText("control_file.findings", OF_CASE), default="")


class Reassessment(OfMunicipality, Base):
    """The head had a running case assessed again by somebody else; both results side by side."""

    __tablename__ = "reassessment"
    __table_args__ = (
        CheckConstraint("(assessment_id IS NULL) = (new_hours IS NULL)", name="assessed"),
        at_least("earlier_hours"),
        at_least("new_hours"),
        Index(None, "case_id"),
    )

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    reason: Mapped[str] = mapped_column(EncryptedText("reassessment.reason", OF_CASE))
    ordered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ordered_at: Mapped[datetime]
    earlier_assessment_id: Mapped[int | None] = mapped_column(
        ForeignKey("assessment.id")
    )  # null: made in another system
    earlier_hours: Mapped[int]  # of the decision in force when it was ordered
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"))  # the second one
    new_hours: Mapped[int | None]  # that follow from it
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))  # the changed one
    closed_at: Mapped[datetime | None]
