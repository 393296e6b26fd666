"""The steps of a test run: a task completed as somebody, the clock moved, the next thing done by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from engine import task_pages, tasks
from engine.clock import RIGA
from engine.domain.rights import Actor
from engine.errors import EngineError, NotFound
from engine.jobs.tick import next_due
from engine.jobs.worker import drain
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import tasks as rows
from engine.persistence.tables.instances import UserTask
from engine.runtime import Tenant
from engine.scenarios.parts import Complete, Pass, Step
from engine.simulation.scenario_play import OFFICE_HOUR, STEPS
from engine.simulation.scenario_refusals import reason
from engine.simulation.scenario_rows import instance_of, open_tasks, who_does
from engine.simulation.scenario_stage import Stage
from engine.simulation.tryout_looks import look
from engine.simulation.tryout_now import timers
from engine.simulation.tryout_samples import Sample, least
from engine.simulation.tryout_stage import Playing

MOST_DAYS_AHEAD = 800
Samples = Mapping[str, list[Sample]]


class Nothing(EngineError):
    """There is nothing that a test run could do by itself."""


def redo(playing: Playing, step: Step) -> None:
    """A step as it is written; raises EngineError where it is refused."""
    STEPS[type(step)](playing.stage, playing.begun, playing.head.process_id, step)
    drain(playing.stage.runtime)


def complete(playing: Playing, task: UserTask, who: str, raw: Mapping[str, object]) -> Complete:
    """Somebody completes a task with what stands in the page's form; the step that does so again.

    Raises InvalidAnswers with the fields, another EngineError where it is refused.
    """
    stage = playing.stage
    actor = stage.cast[who] if who else who_does(stage, task)
    start = _start(stage, actor, task.id)
    try:
        tasks.complete(stage.runtime, actor, task.id, tasks.Sent(raw, task.version))
    except NotFound as refused:
        raise EngineError(msg("{who} may not do this task.", who=who)) from refused
    finally:
        drain(stage.runtime)
    return Complete(0, task.element_id, who, _written(stage, task.id, raw, start))


def _start(stage: Stage, actor: Actor, task_id: int) -> Mapping[str, object]:
    try:
        return task_pages.find(stage.runtime, actor, task_id).start
    except NotFound:
        return {}


def _written(
    stage: Stage, task_id: int, raw: Mapping[str, object], start: Mapping[str, object]
) -> dict[str, object]:
    """The answers for a scenario: typed, without what stood in the form already, people by their names."""
    with stage.runtime.reading(Tenant(stage.tenant.municipality_id)) as session:
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


def by_itself(playing: Playing, samples: Samples) -> Step:
    """The next thing: a waiting task with sample answers, else the clock goes to the next time."""
    trouble: Message | None = None
    for task in _mine(playing):
        try:
            return _answered(playing, task, samples.get(task.element_id, ()))
        except EngineError as refused:
            trouble = trouble or msg(
                "“{task}”: the sample answers do not fit. {why}", task=task.title_lv, why=reason(refused)
            )
    day = next_day(playing)
    if day is None:
        raise Nothing(trouble or msg("Nothing waits here any more."))
    step = Pass(0, until=day)
    redo(playing, step)
    return step


def _mine(playing: Playing) -> list[UserTask]:
    """The open tasks of the instance; while there is none, every open one."""
    every = open_tasks(playing.stage)
    own = instance_of(playing.stage, playing.begun, playing.head.process_id)
    return [one for one in every if not own or one.instance_id == own]


def _answered(playing: Playing, task: UserTask, samples: Iterator[Sample] | list[Sample] | tuple[()]) -> Step:
    stage = playing.stage
    last: EngineError = Nothing(msg("Nothing waits here any more."))
    for sample in samples:
        step = Complete(0, task.element_id, sample.actor, sample.answers)
        try:
            redo(playing, step)
        except EngineError as refused:
            last = refused
            continue
        return step
    actor = who_does(stage, task)
    page = task_pages.find(stage.runtime, actor, task.id)
    done: list[Complete] = []

    def judge(answers: Mapping[str, object]) -> None:
        done.append(complete(playing, task, _name(stage, actor), {**page.start, **answers}))

    for _ in least(page, stage.today, judge):
        return done[0]
    raise last


def _name(stage: Stage, actor: Actor) -> str:
    return next(name for name, one in stage.cast.items() if one.user_id == actor.user_id)


def next_day(playing: Playing) -> date | None:
    """The day on whose office hour the next time has come; None where nothing waits for a time."""
    stage = playing.stage
    own = look(stage, playing.begun, playing.head.process_id).instance_id
    waiting = timers(stage, own)
    found = waiting[0]["at"] if waiting else None if own else next_due(stage.runtime)
    if not isinstance(found, datetime):
        return None
    due = found.astimezone(RIGA)
    day = due.date() if due.time() <= OFFICE_HOUR else due.date() + timedelta(days=1)
    day = max(day, stage.today if _before_office_hour(stage) else stage.today + timedelta(days=1))
    return day if (day - stage.today).days <= MOST_DAYS_AHEAD else None


def _before_office_hour(stage: Stage) -> bool:
    return stage.clock.now().astimezone(RIGA).time() < OFFICE_HOUR
