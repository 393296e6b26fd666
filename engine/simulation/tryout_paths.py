"""Which way an instance went, for the picture of a diagram."""

from __future__ import annotations

from engine.instances import instances
from engine.simulation.scenario_stage import Stage
from engine.simulation.tryout_looks import passed


def paths(stage: Stage, instance_id: int) -> tuple[list[str], list[str]]:
    """Elements of an instance that were passed, and those at which it waits."""
    if not instance_id:
        return [], []
    with stage.runtime.reading(stage.tenant) as session:
        execution, _ = instances.look(stage.runtime, session, instance_id)
    seen = execution.visited()
    gone = passed(stage, instance_id, 0)  # rounds and scopes that have ended leave the tree
    current = [one for one, how in seen.items() if how == "current"]
    found = {**dict.fromkeys(gone), **{one: None for one, how in seen.items() if how == "completed"}}
    return [one for one in found if one not in current], current
