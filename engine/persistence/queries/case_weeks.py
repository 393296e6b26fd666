"""What was entered for a case on some days, whatever the month."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.persistence.tables.months import MonthEntry, ServiceMonth


def minutes_between(session: Session, case_id: int, first: date, last: date) -> int:
    """The minutes of all contracts of a case from one day to another, both included."""
    found = session.scalar(
        select(func.sum(MonthEntry.minutes))
        .join(ServiceMonth, ServiceMonth.id == MonthEntry.month_id)
        .where(ServiceMonth.case_id == case_id, MonthEntry.day.between(first, last))
    )
    return int(found or 0)
