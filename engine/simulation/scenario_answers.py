"""What somebody writes into a form in a scenario."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.rights import Actor
from engine.errors import NotFound
from engine.inbox import task_pages
from engine.simulation.scenario_stage import Stage


def shown(stage: Stage, actor: Actor, task_id: int) -> Mapping[str, object]:
    """What stands in the form when its page is opened; nothing for somebody who may not open it."""
    try:
        return task_pages.find(stage.runtime, actor, task_id).start
    except NotFound:
        return {}


def with_ids(stage: Stage, answers: Mapping[str, object]) -> dict[str, object]:
    """The answers, with the ids of people in place of their names (`assistant_id: janis`)."""
    return {
        key: stage.cast[value].person_id
        if key.endswith("_id") and isinstance(value, str) and value in stage.cast
        else value
        for key, value in answers.items()
    }
