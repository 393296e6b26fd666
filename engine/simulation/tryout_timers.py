"""What a test run waits for by the clock, and whether it has ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from engine.clock import RIGA
from engine.jobs.tick import next_due
from engine.persistence import rows
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance, Timer, TimerState
from engine.simulation.scenario_play import OFFICE_HOUR
from engine.simulation.scenario_rows import instance_of
from engine.simulation.scenario_stage import Stage
from engine.simulation.tryout_stage import Playing

MOST_DAYS_AHEAD = 800


def timers(stage: Stage, instance_id: int) -> list[dict[str, object]]:
    """The times that the instance waits for, the nearest first; of all instances where there is none."""
    of = {"instance_id": instance_id} if instance_id else {}
    with stage.runtime.reading(stage.tenant) as session:
        found = rows.every(session, Timer, state=TimerState.WAITING, order_by=["due_at", "id"], **of)
        return [{"element": one.element_id, "at": one.due_at} for one in found]


def has_ended(playing: Playing) -> bool:
    """Whether the instance that the test run is about has come to its end."""
    stage = playing.stage
    instance_id = instance_of(stage, playing.begun, playing.head.process_id)
    with stage.runtime.reading(stage.tenant) as session:
        instance = session.get(ProcessInstance, instance_id) if instance_id else None
    return instance is not None and instance.status is InstanceStatus.COMPLETED


def next_day(playing: Playing) -> date | None:
    """The day on whose office hour the next time has come; None where nothing waits for a time."""
    stage = playing.stage
    own = instance_of(stage, playing.begun, playing.head.process_id)
    waiting = timers(stage, own)
    found = waiting[0]["at"] if waiting else None if own else next_due(stage.runtime)
    if not isinstance(found, datetime):
        return None
    due = found.astimezone(RIGA)
    day = due.date() if due.time() <= OFFICE_HOUR else due.date() + timedelta(days=1)
    day = max(day, stage.today if _is_early(stage) else stage.today + timedelta(days=1))
    return day if (day - stage.today).days <= MOST_DAYS_AHEAD else None


def _is_early(stage: Stage) -> bool:
    return stage.clock.now().astimezone(RIGA).time() < OFFICE_HOUR
