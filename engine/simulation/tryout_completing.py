"""A task of a test run completed with what stands in the page's form."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.rights import Actor
from engine.errors import EngineError, NotFound
from engine.inbox import task_pages
from engine.messages_catalogue import msg
from engine.persistence.queries import tasks as rows
from engine.persistence.tables.instances import UserTask
from engine.scenarios.parts import Complete
from engine.simulation.scenario_rows import who_does
from engine.simulation.scenario_stage import Stage
from engine.tasks import tasks

Values = Mapping[str, object]


def complete(stage: Stage, task: UserTask, who: str, raw: Values) -> Complete:
    """Complete it as `who` ("": whoever usually does it); the step of a scenario that does so again.

    Raises InvalidAnswers with the fields, another EngineError where it is refused. A failure behind the
    answers is told as a trouble of the stage.
    """
    actor = stage.cast[who] if who in stage.cast else who_does(stage, task)
    start = _start(stage, actor, task.id)
    try:
        tasks.complete(stage.runtime, actor, task.id, tasks.Sent(raw, task.version))
    except NotFound as refused:
        raise EngineError(msg("{who} may not do this task.", who=name_of(stage, actor))) from refused
    except tasks.Received:
        return Complete(0, task.element_id, who, dict(raw))
    return Complete(0, task.element_id, who, _written(stage, task.id, raw, start))


def name_of(stage: Stage, actor: Actor) -> str:
    """Their name in the cast."""
    return next(name for name, one in stage.cast.items() if one.user_id == actor.user_id)


def _start(stage: Stage, actor: Actor, task_id: int) -> Values:
    try:
        return task_pages.find(stage.runtime, actor, task_id).start
    except NotFound:
        return {}


def _written(stage: Stage, task_id: int, raw: Values, start: Values) -> dict[str, object]:
    """The answers for a scenario: typed, without what stood in the form already, people by their names."""
    with stage.runtime.reading(stage.tenant) as session:
        kept = rows.answers(session, task_id)
    typed = dict(raw) if kept is None else kept[0]
    with_times = {name.removesuffix("_times") for name in typed if name.endswith("_times")}
    found = {name: raw.get(name, value) if name in with_times else value for name, value in typed.items()}
    names = {one.person_id: name for name, one in stage.cast.items() if one.person_id}
    return {
        name: names.get(value, value) if name.endswith("_id") and isinstance(value, int) else value
        for name, value in found.items()
        if value != start.get(name) and not (name.endswith("_times") and raw.get(name) is None)
    }
