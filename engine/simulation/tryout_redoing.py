"""A step done as it is written in a scenario."""

from __future__ import annotations

import logging

from engine.jobs.worker import drain
from engine.scenarios.parts import Step
from engine.simulation.scenario_play import STEPS
from engine.simulation.tryout_stage import Playing
from engine.tasks.task_rights import Received

log = logging.getLogger("asistents.tryouts")


def redo(playing: Playing, step: Step) -> Step:
    """The step, done; raises EngineError where it is refused. What fails behind it is told as a trouble."""
    try:
        STEPS[type(step)](playing.stage, playing.begun, playing.head.process_id, step)
    except Received:
        log.info("answers_kept")
    settle(playing)
    return step


def settle(playing: Playing) -> None:
    """Whatever is due has been done."""
    drain(playing.stage.runtime)
