"""What the order of MK 942 adds: hours a week for each purpose, and what the hours of a day were used for."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.owners import OF_DECISION, OF_MONTH
from engine.persistence.tables.base import Base, Id, OfMunicipality, at_least, not_before
from engine.persistence.types import Cents, EncryptedJson, EncryptedText, Minutes


class WeeklyGrant(OfMunicipality, Base):
    """The hours a week that a decision grants; a decision by the month has none."""

    __tablename__ = "weekly_grant"
    __table_args__ = (
        at_least("hours_per_week"),
        at_least("unpaid_hours"),
        CheckConstraint("payable_hours <= hours_per_week", name="payable_is_part"),
    )

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    hours: Mapped[dict[str, Any]] = mapped_column(
        EncryptedJson("weekly_grant.hours", OF_DECISION)
    )  # purpose → hours
    hours_per_week: Mapped[int]  # their sum
    unpaid_hours: Mapped[int]  # the first of each week, for who gets the benefit for using an assistant
    payable_hours: Mapped[int]


class MonthUse(OfMunicipality, Base):
    """What the minutes of one day were used for; kept only where hours are bound to their purpose."""

    __tablename__ = "month_use"

    month_id: Mapped[int] = mapped_column(
        ForeignKey("service_month.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    purposes: Mapped[dict[str, Any]] = mapped_column(
        EncryptedJson("month_use.purposes", OF_MONTH)
    )  # purpose → minutes


class MonthSpan(OfMunicipality, Base):
    """One of several times from–to of a day, where each purpose has its own; a single one is in the entry."""

    __tablename__ = "month_span"
    __table_args__ = (
        CheckConstraint("from_minute >= 0 AND to_minute > from_minute", name="from_before_to"),
        CheckConstraint("to_minute <= 1440", name="to_within_day"),
    )

    month_id: Mapped[int] = mapped_column(
        ForeignKey("service_month.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    from_minute: Mapped[int] = mapped_column(Minutes, primary_key=True)  # since local midnight
    to_minute: Mapped[int] = mapped_column(Minutes)


class EvidenceDemand(OfMunicipality, Base):
    """A confirmation by others that the office demanded for one purpose of a month, and when it came."""

    __tablename__ = "evidence_demand"
    __table_args__ = (
        not_before("due_on", "demanded_on"),
        not_before("received_on", "demanded_on"),
        CheckConstraint("(received_on IS NULL) = (received_by IS NULL)", name="who_received"),
        Index(None, "month_id"),
    )

    id: Mapped[Id]
    month_id: Mapped[int] = mapped_column(ForeignKey("service_month.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(
        EncryptedText("evidence_demand.purpose", OF_MONTH)
    )  # a word of annex 1
    demanded_on: Mapped[date]
    demanded_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    due_on: Mapped[date]
    received_on: Mapped[date | None]
    received_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # who noted it


class MonthTransport(OfMunicipality, Base):
    """The journeys of a month as they were signed, and what is paid for them once that is judged."""

    __tablename__ = "month_transport"
    __table_args__ = (
        at_least("cents"),
        CheckConstraint("cents IS NULL OR cents <= asked_cents", name="paid_is_part"),
    )

    month_id: Mapped[int] = mapped_column(
        ForeignKey("service_month.id", ondelete="CASCADE"), primary_key=True
    )
    journeys: Mapped[Any] = mapped_column(EncryptedJson("month_transport.journeys", OF_MONTH))
    # what the tests rested on, and what is not paid and why
    judged: Mapped[Any | None] = mapped_column(EncryptedJson("month_transport.judged", OF_MONTH))
    reasons: Mapped[Any | None] = mapped_column(EncryptedJson("month_transport.reasons", OF_MONTH))
    asked_cents: Mapped[int | None] = mapped_column(Cents)
    cents: Mapped[int | None] = mapped_column(Cents)  # null until it is judged
