"""Plays a test run on: what is written already is played again where it must be, then one thing more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from engine.errors import EngineError
from engine.scenarios import Scenario
from engine.scenarios.writer import write_scenario
from engine.simulation.tryout_acts import Act, Samples, redo, wanted
from engine.simulation.tryout_looks import Look, changed, look
from engine.simulation.tryout_now import now
from engine.simulation.tryout_refusals import new_troubles, refusal
from engine.simulation.tryout_stage import Ground, Playing, begun

Told = dict[str, object]


@dataclass(slots=True)
class Player:
    """The test run at hand; another one takes its place."""

    ground: Ground
    playing: Playing | None = None
    release_id: int = 0
    samples: Samples = field(default_factory=dict)

    def play(self, scenario: Scenario, more: Mapping[str, Any]) -> Told:
        """Play what is written, then `more`; the course, where it stands now and the scenario so far.

        {"refused"} alone where what is written cannot be played.
        """
        refused: Told | None = None
        try:
            playing = self._up_to(scenario)
        except EngineError as trouble:
            return {"refused": refusal(trouble)}
        try:
            for act in wanted(playing, self.samples, more):
                self._step(playing, act)
        except EngineError as trouble:
            refused = refusal(trouble)
        return {
            "scenario": write_scenario(replace(playing.head, steps=tuple(playing.steps))),
            "course": playing.course,
            "now": now(playing),
            "refused": refused,
        }

    def _up_to(self, scenario: Scenario) -> Playing:
        """The stage on which exactly these steps were played."""
        head, steps = replace(scenario, steps=()), [replace(one, line=0) for one in scenario.steps]
        playing, is_same = self.playing, self.release_id == self.ground.release_id
        if (
            playing is None
            or not is_same
            or (playing.head, playing.steps) != (head, steps[: len(playing.steps)])
        ):
            playing = self._anew(head)
        for step in steps[len(playing.steps) :]:
            self._step(playing, lambda step=step: redo(playing, step))  # type: ignore[misc]
        return playing

    def _anew(self, head: Scenario) -> Playing:
        self.forget()
        playing = begun(self.ground, head)
        self.playing, self.release_id = playing, self.ground.release_id
        after = look(playing.stage, playing.begun, head.process_id)
        self._note(playing, Look(after.instance_id, {}, {}, {}, 0, 0), after)
        return playing

    def _step(self, playing: Playing, act: Act) -> None:
        """One step, with what it changed; anything but a refusal spoils the stage."""
        before = look(playing.stage, playing.begun, playing.head.process_id)
        with _spoiling(self):
            playing.steps.append(act())
            self._note(playing, before, look(playing.stage, playing.begun, playing.head.process_id))

    def _note(self, playing: Playing, before: Look, after: Look) -> None:
        entry = changed(playing.stage, playing.begun, before, after)
        playing.course.append({**entry, "troubles": new_troubles(playing)})

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
