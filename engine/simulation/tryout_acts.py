"""What somebody asks of a test run, as steps to be done one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from time import monotonic
from typing import Any

from engine.messages_catalogue import msg
from engine.scenarios.parts import Pass, Step
from engine.simulation.scenario_rows import open_tasks
from engine.simulation.tryout_completing import complete
from engine.simulation.tryout_deeds import Nothing, Samples, by_itself, to_next_time
from engine.simulation.tryout_redoing import redo, settle
from engine.simulation.tryout_stage import Playing
from engine.simulation.tryout_timers import has_ended

__all__ = ["Act", "Samples", "redo", "wanted"]

MOST_STEPS = 60
MOST_SECONDS = 40.0  # of going on by itself
Act = Callable[[], Step]


def wanted(playing: Playing, samples: Samples, more: Mapping[str, Any]) -> Iterator[Act]:
    """The steps; which one comes next is known when the one before is done."""
    kind = more.get("do")
    if kind == "complete":
        yield lambda: _completed(playing, more)
    elif kind == "pass":
        yield lambda: redo(playing, Pass(0, until=more["day"]))
    elif kind == "timer":
        yield lambda: to_next_time(playing)
    elif kind == "step":
        yield lambda: by_itself(playing, samples)
    elif kind == "end":
        yield from _to_the_end(playing, samples)


def _to_the_end(playing: Playing, samples: Samples) -> Iterator[Act]:
    until = monotonic() + MOST_SECONDS
    while not has_ended(playing):
        if len(playing.steps) >= MOST_STEPS or monotonic() > until:
            raise Nothing(msg("It has not ended after {count} steps.", count=len(playing.steps)))
        yield lambda: by_itself(playing, samples)


def _completed(playing: Playing, more: Mapping[str, Any]) -> Step:
    task = next((one for one in open_tasks(playing.stage) if one.id == more["task"]), None)
    if task is None:
        raise Nothing(msg("This task does not wait any more."))
    try:
        return complete(playing.stage, task, more["who"], more["answers"])
    finally:
        settle(playing)
