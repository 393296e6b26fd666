"""What a test run does by itself: the next thing that waits, else the clock goes to the next time."""

from __future__ import annotations

from engine.errors import EngineError
from engine.messages_catalogue import Message, msg
from engine.persistence.tables.instances import UserTask
from engine.scenarios.parts import Pass, Step
from engine.simulation.scenario_refusals import reason
from engine.simulation.scenario_rows import instance_of, open_tasks
from engine.simulation.tryout_answering import Nothing, Samples, answered
from engine.simulation.tryout_redoing import redo
from engine.simulation.tryout_stage import Playing
from engine.simulation.tryout_timers import next_day

__all__ = ["Nothing", "Samples", "by_itself", "to_next_time"]


def by_itself(playing: Playing, samples: Samples) -> Step:
    """A waiting task with sample answers, else the next time; raises Nothing where neither is there."""
    trouble: Message | None = None
    for task in _mine(playing):
        try:
            return answered(playing, task, samples)
        except EngineError as refused:
            why = reason(refused)
            trouble = trouble or msg(
                "“{task}”: the sample answers do not fit. {why}", task=task.title_lv, why=why
            )
    day = next_day(playing)
    if day is None:
        raise Nothing(trouble or msg("Nothing waits here any more."))
    return redo(playing, Pass(0, until=day))


def to_next_time(playing: Playing) -> Step:
    """The clock goes to the next time that is waited for; raises Nothing without one."""
    day = next_day(playing)
    if day is None:
        raise Nothing(msg("Nothing waits for a time here."))
    return redo(playing, Pass(0, until=day))


def _mine(playing: Playing) -> list[UserTask]:
    """The open tasks of the instance; while there is none, every open one."""
    every = open_tasks(playing.stage)
    own = instance_of(playing.stage, playing.begun, playing.head.process_id)
    return [one for one in every if not own or one.instance_id == own]
