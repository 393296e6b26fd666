"""Where a test run stands: open tasks with what their forms need, timers, the path, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from engine import task_pages
from engine.domain.rights import Actor
from engine.errors import EngineError
from engine.month_surroundings import MonthSurroundings
from engine.persistence import rows
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance, Timer, TimerState, UserTask
from engine.persistence.types import spread
from engine.simulation.scenario_rows import open_tasks, who_does
from engine.simulation.scenario_stage import Stage
from engine.simulation.tryout_looks import letters, look, paths
from engine.simulation.tryout_stage import Playing

Told = dict[str, object]


def now(playing: Playing) -> Told:
    """Everything that a page of the test run shows beside its course."""
    stage, begun = playing.stage, playing.begun
    found = look(stage, begun, playing.head.process_id)
    passed, current = paths(stage, found.instance_id)
    return {
        "at": stage.clock.now(),
        "instance": found.instance_id,
        "ended": _has_ended(stage, found.instance_id),
        "values": found.values,
        "states": found.states,
        "ledger": found.ledger,
        "letters": letters(stage, begun),
        "passed": passed,
        "current": current,
        "tasks": [_task(stage, one, found.instance_id) for one in open_tasks(stage)],
        "timers": timers(stage, found.instance_id),
        "cast": {name: sorted(str(role) for role in one.roles) for name, one in stage.cast.items()},
    }


def timers(stage: Stage, instance_id: int) -> list[Told]:
    """The times that the instance waits for, the nearest first; of all instances where there is none."""
    of = {"instance_id": instance_id} if instance_id else {}
    with stage.runtime.reading(stage.tenant) as session:
        found = rows.every(session, Timer, state=TimerState.WAITING, order_by=["due_at", "id"], **of)
        return [{"element": one.element_id, "at": one.due_at} for one in found]


def _has_ended(stage: Stage, instance_id: int) -> bool:
    with stage.runtime.reading(stage.tenant) as session:
        instance = session.get(ProcessInstance, instance_id) if instance_id else None
    return instance is not None and instance.status is InstanceStatus.COMPLETED


def _task(stage: Stage, task: UserTask, instance_id: int) -> Told:
    actor = who_does(stage, task)
    return {
        "id": task.id,
        "element": task.element_id,
        "process": task.process_id,
        "is_own": task.instance_id == instance_id,
        "title": task.title_lv,
        "title_en": task.title_en,
        "role": task.role,
        "who": next((name for name, one in stage.cast.items() if one.user_id == actor.user_id), ""),
        "due": task.due_at,
        "form": _form(stage, actor, task.id),
    }


def _form(stage: Stage, actor: Actor, task_id: int) -> Told | None:
    """What the task's form is drawn with; None where the person may not open it."""
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
