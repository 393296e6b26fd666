"""A task of a test run answered by itself: as a scenario does it, else with the least that fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.errors import EngineError
from engine.inbox import task_pages
from engine.messages_catalogue import msg
from engine.persistence.tables.instances import UserTask
from engine.scenarios.parts import Complete, Step
from engine.simulation.scenario_rows import who_does
from engine.simulation.tryout_completing import complete, name_of
from engine.simulation.tryout_redoing import redo, settle
from engine.simulation.tryout_samples import Sample, least
from engine.simulation.tryout_stage import Playing

__all__ = ["Nothing", "Samples", "answered"]

Samples = Mapping[str, Sequence[Sample]]
"""Task → the ways in which scenarios answer it."""


class Nothing(EngineError):
    """There is nothing that a test run could do by itself."""


def answered(playing: Playing, task: UserTask, samples: Samples) -> Step:
    """The step that was done; raises EngineError with the last refusal where no answers fit."""
    last: EngineError = Nothing(msg("Nothing waits here any more."))
    for sample in samples.get(task.element_id, ()):
        try:
            return redo(playing, Complete(0, task.element_id, sample.actor, sample.answers))
        except EngineError as refused:
            last = refused
    stage = playing.stage
    actor = who_does(stage, task)
    page = task_pages.find(stage.runtime, actor, task.id)
    done: list[Complete] = []

    def judge(answers: Mapping[str, object]) -> None:
        done.append(complete(stage, task, name_of(stage, actor), {**page.start, **answers}))

    for _ in least(page, stage.today, judge):
        settle(playing)
        return done[0]
    raise last
