"""What the form of a waiting task is drawn with, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from engine.domain.rights import Actor
from engine.errors import EngineError
from engine.inbox import task_pages
from engine.months.month_surroundings import MonthSurroundings
from engine.persistence.types import spread
from engine.simulation.scenario_stage import Stage


def sheet(stage: Stage, actor: Actor, task_id: int) -> dict[str, object] | None:
    """Context, start values, month and levels; None where the person may not open the task."""
    try:
        page = task_pages.find(stage.runtime, actor, task_id)
    except EngineError:
        return None
    return {
        "context": page.context,
        "start": page.start,
        "month": None if page.month is None else _month(page.month),
        "levels": [asdict(one) for one in page.levels],
    }


def _month(month: MonthSurroundings) -> Mapping[str, object]:
    closed = {day: spread(why) for day, why in month.closed.items()}
    return {**asdict(month), "closed": closed, "with_times": sorted(month.with_times)}
