"""What a month holds already, as its forms write it: what was signed last, or announced as its correction."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.corrections import CorrectionUse, MonthCorrection
from engine.persistence.tables.months import MonthEntry
from engine.persistence.tables.weekly import MonthTransport, MonthUse


def entries_kept(session: Session, values: Mapping[str, object]) -> dict[str, object]:
    """`entries_kept` and `entries_kept_times` of the month, as its forms write them: what was signed last,
    or what a correction has been announced with.

    Where hours are bound to their purpose also `entries_kept_<purpose>` for each that it has.
    """
    announced = rows.first(session, MonthCorrection, id=values.get("correction_id") or 0)
    if announced is not None and announced.content_hash is not None:
        kept = {"entries_kept": announced.entries, "entries_kept_times": announced.entries_times}
        return {**kept, **_announced_by_purpose(session, announced.id)}
    days = session.scalars(
        select(MonthEntry).where(MonthEntry.month_id == values.get("month_id")).order_by(MonthEntry.day)
    ).all()
    times = {
        one.day.isoformat(): {"from": _clock(one.from_minute), "to": _clock(one.to_minute)}
        for one in days
        if one.from_minute is not None and one.to_minute is not None
    }
    kept = {"entries_kept": {one.day.isoformat(): one.minutes for one in days}, "entries_kept_times": times}
    month_id = values.get("month_id")
    if "purposes_asked" not in values:
        return kept
    journeys = rows.values(session, MonthTransport, ("journeys",), month_id=month_id)
    return {
        **kept,
        **_kept_by_purpose(session, month_id, times),
        "journeys_kept": [dict(one) for (found,) in journeys for one in found],
    }


def _kept_by_purpose(
    session: Session, month_id: object, times: Mapping[str, object]
) -> dict[str, dict[str, object]]:
    """From–to is known of the day; of a purpose only where the day has no other."""
    found: dict[str, dict[str, object]] = {}
    for use in rows.every(session, MonthUse, order_by=["day"], month_id=month_id):
        day = use.day.isoformat()
        alone = dict.fromkeys(use.purposes, times[day]) if len(use.purposes) == 1 and day in times else {}
        _add(found, day, use.purposes, alone)
    return found


def _announced_by_purpose(session: Session, correction_id: int) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for use in rows.every(session, CorrectionUse, order_by=["day"], correction_id=correction_id):
        _add(found, use.day.isoformat(), use.purposes, use.times)
    return found


def _add(
    found: dict[str, dict[str, object]], day: str, purposes: Mapping[str, int], times: Mapping[str, object]
) -> None:
    for purpose, minutes in purposes.items():
        found.setdefault(f"entries_kept_{purpose}", {})[day] = minutes
    for purpose, span in times.items():
        found.setdefault(f"entries_kept_{purpose}_times", {})[day] = span


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
