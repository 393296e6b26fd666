"""One scenario played for a page: step by step, expected beside found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import EngineError
from engine.jobs.worker import drain
from engine.messages_catalogue import Message
from engine.persistence.types import spread
from engine.scenarios import Scenario
from engine.scenarios.parts import Expect, Step
from engine.simulation.scenario_founding import Founded
from engine.simulation.scenario_play import STEPS
from engine.simulation.scenario_refusals import reason
from engine.simulation.scenario_rows import instance_of
from engine.simulation.scenario_troubles import troubles
from engine.simulation.scenario_witness import said, seen
from engine.simulation.tryout_looks import paths
from engine.simulation.tryout_stage import Ground, Playing, begun

Told = dict[str, Any]


def witnessed(ground: Ground, founded: Founded, scenario: Scenario) -> Mapping[str, object]:
    """Play it to its end, or to the first deed that does not go as written; what does not is told."""
    try:
        playing = begun(ground, founded, scenario)
    except EngineError as refused:
        return {"rows": [], "begin": spread(reason(refused)), "passed": [], "current": []}
    try:
        rows: list[Told] = []
        for step in scenario.steps:
            rows.append(_row(playing, step))
            if rows[-1]["why"] is not None:
                break
        own = instance_of(playing.stage, playing.begun, scenario.process_id)
        passed, current = paths(playing.stage, own)
        return {"rows": rows, "begin": None, "passed": passed, "current": current}
    finally:
        playing.close()


def _row(playing: Playing, step: Step) -> Told:
    """A step's line in the file, what went wrong with it, and what was seen."""
    row: Told = {"line": step.line, "at": playing.stage.clock.now(), "why": None, "seen": []}
    try:
        if isinstance(step, Expect):
            drain(playing.stage.runtime)
            row["seen"] = [
                [what, wanted, found, said(wanted) == said(found)]
                for what, wanted, found in seen(playing.stage, playing.begun, playing.head.process_id, step)
            ]
        else:
            STEPS[type(step)](playing.stage, playing.begun, playing.head.process_id, step)
    except EngineError as refused:
        row["why"] = spread(reason(refused))
    found: list[Message] = troubles(playing.stage)
    if found and row["why"] is None:
        row["why"] = spread(found[0])
    return {**row, "at": playing.stage.clock.now()}
