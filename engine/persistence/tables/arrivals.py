"""What arrives from browsers: forms, so that one sent twice is done once; and what pages tried to load."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id, at_least


class SentForm(Base):
    """A form that somebody sent: while it is being done, and for a day after."""

    __tablename__ = "sent_form"
    __table_args__ = (Index(None, "at"), Index(None, "user_id"))

    key: Mapped[str] = mapped_column(primary_key=True)  # SHA-256 of the page's word, address and fields
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    location: Mapped[str | None]  # where its sender was sent then; null: it is being done


class PolicyReport(Base):
    """What a browser told of something that a page was not allowed to load, added up by day."""

    __tablename__ = "policy_report"
    __table_args__ = (
        UniqueConstraint("day", "directive", "page", "blocked"),
        at_least("times", 1),
        CheckConstraint("length(page) <= 200 AND length(blocked) <= 200", name="short"),
    )

    id: Mapped[Id]
    day: Mapped[date]
    directive: Mapped[str]  # of the content policy: "script-src-elem"
    page: Mapped[str]  # the address without its numbers, codes and questions: "/cases/…"
    blocked: Mapped[str]  # "inline", "eval", or the other place without its path: "https://example.org"
    times: Mapped[int]
