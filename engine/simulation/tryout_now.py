"""Where a test run stands: open tasks with what their forms need, timers, the path, as plain values."""

from __future__ import annotations

from engine.persistence.tables.instances import UserTask
from engine.simulation.scenario_rows import open_tasks, who_does
from engine.simulation.scenario_stage import Stage
from engine.simulation.tryout_looks import letters, look
from engine.simulation.tryout_paths import paths
from engine.simulation.tryout_sheets import sheet
from engine.simulation.tryout_stage import Playing
from engine.simulation.tryout_timers import has_ended, timers

Told = dict[str, object]


def now(playing: Playing) -> Told:
    """Everything that a page of the test run shows beside its course."""
    stage, begun = playing.stage, playing.begun
    found = look(stage, begun, playing.head.process_id)
    passed, current = paths(stage, found.instance_id)
    return {
        "at": stage.clock.now(),
        "instance": found.instance_id,
        "ended": has_ended(playing),
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
        "form": sheet(stage, actor, task.id),
    }
