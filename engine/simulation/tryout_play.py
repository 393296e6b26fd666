"""Plays a test run on: what is written already is played again where it must be, then one thing more."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from engine.errors import EngineError, InvalidAnswers
from engine.messages_catalogue import Message, msg
from engine.persistence.types import spread
from engine.scenarios import Scenario
from engine.scenarios.parts import Pass, Step
from engine.scenarios.writer import write_scenario
from engine.simulation import tryout_deeds
from engine.simulation.scenario_founding import Founded
from engine.simulation.scenario_refusals import reason
from engine.simulation.scenario_rows import open_tasks
from engine.simulation.scenario_troubles import troubles
from engine.simulation.tryout_looks import changed, look
from engine.simulation.tryout_now import now
from engine.simulation.tryout_stage import Ground, Playing, begun
from engine.task_rights import Received

MOST_STEPS = 60
MOST_SECONDS = 40.0  # of going on by itself
NOWHERE = 0

Told = dict[str, object]


@dataclass(slots=True)
class Player:
    """The test run at hand; another one takes its place."""

    ground: Ground
    playing: Playing | None = None
    release_id: int = NOWHERE
    samples: tryout_deeds.Samples = field(default_factory=dict)

    def play(self, founded: Founded, scenario: Scenario, more: Mapping[str, Any]) -> Told:
        """Play what is written, then `more`; the course, where it stands now and the scenario so far."""
        refused: Told | None = None
        try:
            playing = self._up_to(founded, scenario)
        except EngineError as trouble:
            return {"refused": _refused(trouble)}
        try:
            for act in self._wanted(playing, more):
                self._step(playing, act)
        except EngineError as trouble:
            refused = _refused(trouble)
        return {
            "scenario": write_scenario(replace(playing.head, steps=tuple(playing.steps))),
            "course": playing.course,
            "now": now(playing),
            "refused": refused,
        }

    def _up_to(self, founded: Founded, scenario: Scenario) -> Playing:
        """The stage on which exactly these steps were played."""
        head, steps = replace(scenario, steps=()), [replace(one, line=0) for one in scenario.steps]
        playing = self.playing
        known = playing is not None and playing.head == head and self.release_id == founded.release_id
        if playing is None or not known or playing.steps != steps[: len(playing.steps)]:
            playing = self._anew(founded, head)
        for step in steps[len(playing.steps) :]:
            self._step(playing, lambda step=step: _redone(playing, step))  # type: ignore[misc]
        return playing

    def _anew(self, founded: Founded, head: Scenario) -> Playing:
        self.forget()
        playing = begun(self.ground, founded, head)
        self.playing, self.release_id = playing, founded.release_id
        first = look(playing.stage, playing.begun, head.process_id)
        entry = changed(
            playing.stage,
            playing.begun,
            replace(first, values={}, states={}, ledger={}, letter=0, event=0),
            first,
        )
        playing.course.append({**entry, "troubles": _troubles(playing)})
        return playing

    def _step(self, playing: Playing, act: Callable[[], Step]) -> None:
        """One step, with what it changed; anything but a refusal spoils the stage."""
        process_id = playing.head.process_id
        before = look(playing.stage, playing.begun, process_id)
        with _spoiling(self):
            step = act()
            after = look(playing.stage, playing.begun, process_id)
            entry = changed(playing.stage, playing.begun, before, after)
        playing.steps.append(step)
        playing.course.append({**entry, "troubles": _troubles(playing)})

    def _wanted(self, playing: Playing, more: Mapping[str, Any]) -> Iterator[Callable[[], Step]]:
        """What is to be done now, one thing after another."""
        kind, until = more.get("do"), monotonic() + MOST_SECONDS
        if kind == "complete":
            yield lambda: _completed(playing, more)
        elif kind == "pass":
            yield lambda: _redone(playing, Pass(0, until=more["day"]))
        elif kind == "timer":
            yield lambda: _redone(playing, Pass(0, until=_next_day(playing)))
        elif kind == "step":
            yield lambda: tryout_deeds.by_itself(playing, self.samples)
        while kind == "end" and not _has_ended(playing):
            if len(playing.steps) >= MOST_STEPS or monotonic() > until:
                raise tryout_deeds.Nothing(
                    msg("It has not ended after {count} steps.", count=len(playing.steps))
                )
            yield lambda: tryout_deeds.by_itself(playing, self.samples)

    def forget(self) -> None:
        """The stage at hand is not gone on with."""
        if self.playing is not None:
            self.playing.close()
            self.playing = None


@contextmanager
def _spoiling(player: Player) -> Iterator[None]:
    """A refusal changes nothing; after any other failure the stage is thrown away."""
    try:
        yield
    except EngineError:
        raise
    except BaseException:
        player.forget()
        raise


def _redone(playing: Playing, step: Step) -> Step:
    try:
        tryout_deeds.redo(playing, step)
    except Received:  # the answers are kept, the step behind them failed: the trouble is told
        logging.getLogger(__name__).info("kept")
    return step


def _completed(playing: Playing, more: Mapping[str, Any]) -> Step:
    task = next((one for one in open_tasks(playing.stage) if one.id == more["task"]), None)
    if task is None:
        raise tryout_deeds.Nothing(msg("This task does not wait any more."))
    return tryout_deeds.complete(playing, task, more["who"], more["answers"])


def _next_day(playing: Playing) -> Any:
    day = tryout_deeds.next_day(playing)
    if day is None:
        raise tryout_deeds.Nothing(msg("Nothing waits for a time here."))
    return day


def _has_ended(playing: Playing) -> bool:
    return bool(now(playing)["ended"])


def _troubles(playing: Playing) -> list[object]:
    """What failed behind the scenes and was not told before."""
    told = [one for entry in playing.course for one in _listed(entry.get("troubles"))]
    return [kept for kept in (spread(one) for one in troubles(playing.stage)) if kept not in told]


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []


def _refused(trouble: EngineError) -> Told:
    fields = trouble.fields if isinstance(trouble, InvalidAnswers) else {}
    sentence: Message = reason(trouble)
    told = {"message": spread(sentence), "fields": {place: spread(said) for place, said in fields.items()}}
    return {**told, "element": element_of(trouble)}


def element_of(trouble: BaseException) -> str:
    """The element at which it failed; "" where that is not known."""
    notes = getattr(trouble, "__notes__", ())
    return next((one.removeprefix("element ") for one in notes if one.startswith("element ")), "")
