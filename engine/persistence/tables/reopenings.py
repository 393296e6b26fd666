"""A completed step that was opened again, and what had come of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.owners import OF_CASE
from engine.persistence.tables.base import Base, Id, OfMunicipality, choice
from engine.persistence.types import EncryptedText


class SupersededKind(StrEnum):
    """What was put aside when a step was opened again."""

    TASK = "task"  # user_task: completed, its answers stay readable
    ASSESSMENT = "assessment"
    CONTRACT = "contract"  # one that nobody had signed


class Reopening(OfMunicipality, Base):
    """Who opened a completed step again, when and why; never changed."""

    __tablename__ = "reopening"
    __table_args__ = (UniqueConstraint("task_id"), UniqueConstraint("new_task_id"), Index(None, "case_id"))

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id"))  # the completed step
    new_task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id"))  # what stands in its place
    reason: Mapped[str] = mapped_column(EncryptedText("reopening.reason", OF_CASE))
    reopened_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reopened_at: Mapped[datetime]


class Superseded(OfMunicipality, Base):
    """A result behind a step that was opened again: kept, and counted no more."""

    __tablename__ = "superseded"
    __table_args__ = (Index(None, "reopening_id"),)

    kind: Mapped[SupersededKind] = mapped_column(choice(SupersededKind), primary_key=True)
    object_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reopening_id: Mapped[int] = mapped_column(ForeignKey("reopening.id"))
