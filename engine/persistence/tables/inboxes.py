"""What a person keeps for the own work: marks at tasks, views of the inbox, the link of the calendar."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id, OfMunicipality, OfMunicipalityOrAll, partial_index


class TaskMark(OfMunicipality, Base):
    """What one person has noted about a task: that it was seen, that it is put off until a day."""

    __tablename__ = "task_mark"
    __table_args__ = (
        partial_index(
            "ix_task_mark_put_off", "user_id", "put_off_until", "task_id", where="put_off_until IS NOT NULL"
        ),
    )

    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    seen_at: Mapped[datetime | None]  # when this person first opened it
    put_off_until: Mapped[date | None]  # the day it comes back to this person's list; no legal deadline


class SavedView(OfMunicipalityOrAll, Base):
    """A tab of the inbox with filters under a name; never what was searched for."""

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("user_id", "name"),
        CheckConstraint("length(name) BETWEEN 1 AND 60", name="name_of_a_line"),
        partial_index("uq_saved_view_default", "user_id", where="is_default", unique=True),
        Index(None, "municipality_id", "is_shared"),
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))  # who made it, and may take it away
    name: Mapped[str]
    asked: Mapped[str]  # the tab and the filters, as they stand in the address
    is_shared: Mapped[bool] = mapped_column(default=False)  # everybody of the municipality may choose it
    is_default: Mapped[bool] = mapped_column(default=False)  # what its maker sees first


class CalendarFeed(OfMunicipalityOrAll, Base):
    """The link under which a person's calendar is read without signing in; one a person."""

    __tablename__ = "calendar_feed"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)  # the token itself is only in the link
    made_at: Mapped[datetime]
