"""Which periods of which process have been started where."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, bindparam, func, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.installation import MunicipalityRelease
from engine.persistence.tables.instances import CycleRun

# built once: every tick asks them
_IN_USE = (
    select(MunicipalityRelease.municipality_id, MunicipalityRelease.release_id, MunicipalityRelease.from_day)
    .where(MunicipalityRelease.from_day <= bindparam("day", type_=Date))
    .order_by(MunicipalityRelease.municipality_id, MunicipalityRelease.from_day)
)
_NEWEST = select(CycleRun.cycle, CycleRun.municipality_id, func.max(CycleRun.period)).group_by(
    CycleRun.cycle, CycleRun.municipality_id
)


def in_use(session: Session, day: date) -> list[tuple[int, int, date]]:
    """(municipality, its release on the day, the first day it ever used one) for all of them."""
    found: dict[int, tuple[int, int, date]] = {}
    for municipality_id, release_id, from_day in session.execute(_IN_USE, {"day": day}):
        first = found[municipality_id][2] if municipality_id in found else from_day
        found[municipality_id] = (municipality_id, release_id, first)
    return list(found.values())


def newest(session: Session) -> dict[tuple[str, int | None], str]:
    """(process, municipality) → the latest period that was started there, as "2026-10"."""
    return {(cycle, municipality_id): period for cycle, municipality_id, period in session.execute(_NEWEST)}


def note(
    session: Session, cycle: str, municipality_id: int, period: str, *, now: datetime, late: bool
) -> bool:
    """Note that a period is being started; False where another tick has just done so."""
    row = {
        "cycle": cycle,
        "municipality_id": municipality_id,
        "period": period,
        "started_at": now,
        "late": late,
    }
    return rows.add_unless_there(session, CycleRun, row)
