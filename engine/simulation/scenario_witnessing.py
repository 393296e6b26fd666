"""One scenario played for a page: step by step, expected beside found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import EngineError
from engine.scenarios import Scenario
from engine.scenarios.parts import Expect, Step
from engine.simulation.scenario_rows import instance_of
from engine.simulation.scenario_witness import said, seen
from engine.simulation.tryout_paths import paths
from engine.simulation.tryout_redoing import redo, settle
from engine.simulation.tryout_refusals import new_troubles, refusal
from engine.simulation.tryout_stage import Ground, Playing, begun

Told = dict[str, Any]


def witnessed(ground: Ground, scenario: Scenario) -> Mapping[str, object]:
    """Play it to its end, or to the first deed that does not go as written; what does not is told."""
    try:
        playing = begun(ground, scenario)
    except EngineError as refused:
        return {"refused": refusal(refused)}
    try:
        rows: list[Told] = []
        for step in scenario.steps:
            is_over = bool(rows) and (rows[-1]["why"] is not None or rows[-1]["at"] is None)
            rows.append(_unreached(step) if is_over else _row(playing, step))
        own = instance_of(playing.stage, playing.begun, scenario.process_id)
        passed, current = paths(playing.stage, own)
        return {"rows": rows, "passed": passed, "current": current}
    finally:
        playing.close()


def _unreached(step: Step) -> Told:
    return {"line": step.line, "at": None, "why": None, "seen": []}


def _row(playing: Playing, step: Step) -> Told:
    """A step's line in the file, what went wrong with it, and what was seen."""
    row: Told = {"line": step.line, "at": playing.stage.clock.now(), "why": None, "seen": []}
    try:
        if isinstance(step, Expect):
            settle(playing)
            row["seen"] = [
                [what, wanted, found, said(wanted) == said(found)]
                for what, wanted, found in seen(playing.stage, playing.begun, playing.head.process_id, step)
            ]
        else:
            redo(playing, step)
    except EngineError as refused:
        row["why"] = refusal(refused)["message"]
    row["why"] = next(iter([] if row["why"] else new_troubles(playing)), row["why"])
    return {**row, "at": playing.stage.clock.now()}
