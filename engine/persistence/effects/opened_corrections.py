"""A correction of a month is opened: its row stands before its instance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.corrections import MonthCorrection


@dataclass(frozen=True, slots=True)
class OpenedCorrection:
    """A correction that somebody began."""

    correction_id: int
    month_id: int
    number: int
    instance_id: int
    opened_by: int


def keep_opened(
    session: Session, municipality_id: int | None, opened: OpenedCorrection, now: datetime
) -> None:
    """Keep the row; the database refuses a second open correction of a month."""
    row = {
        "id": opened.correction_id,
        "municipality_id": municipality_id,
        "month_id": opened.month_id,
        "number": opened.number,
        "opened_by": opened.opened_by,
        "opened_at": now,
    }
    rows.insert_many(session, MonthCorrection, [row])


def point_to_instance(session: Session, opened: OpenedCorrection) -> None:
    """Say which instance the correction is, once that one is kept."""
    rows.change(session, MonthCorrection, {"instance_id": opened.instance_id}, id=opened.correction_id)
