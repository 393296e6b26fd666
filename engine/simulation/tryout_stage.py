"""The stage of a test run: one founded installation for all, the releases that are tried out on it.

The installation is founded once for the process; a draft that was changed is published on it anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine.scenarios import Scenario
from engine.scenarios.parts import Step
from engine.simulation.scenario_founding import Founded, Packs, found, published
from engine.simulation.scenario_runs import apart
from engine.simulation.scenario_stage import Begun, Stage, set_up
from engine.simulation.scenario_starts import begin

MOST_PUBLISHED = 40  # releases on one installation; then the process is begun anew


@dataclass(slots=True)
class Ground:
    """Where releases are tried out."""

    folder: Path
    founded: Founded | None = None
    packs: Packs | None = None  # its dated numbers
    rooms: int = 0
    published: int = 0
    stages: int = 0

    def take(self, files: Mapping[str, bytes]) -> None:
        """From now on this release is played, with the rule packs beside it; Refused where it has errors."""
        release, packs = apart(files)
        if self.founded is None or packs != self.packs:
            self.founded = None
            self.founded, self.packs = found(release, packs, self._room()), packs
        else:
            self.founded = published(self.founded, release)
        self.published += 1

    def _room(self) -> Path:
        """A folder for one more installation."""
        self.rooms += 1
        room = self.folder / f"room{self.rooms}"
        room.mkdir()
        return room

    def stage(self, scenario: Scenario) -> Stage:
        """A new stage with the release; the file of the one before goes."""
        if self.founded is None:
            raise ValueError("no release was taken")
        for old in self.folder.glob("stage*"):
            old.unlink(missing_ok=True)
        self.stages += 1
        return set_up(self.founded, scenario, self.folder / f"stage{self.stages}.db")

    @property
    def release_id(self) -> int:
        """The release that is played; 0 before one was taken."""
        return 0 if self.founded is None else self.founded.release_id

    @property
    def is_worn(self) -> bool:
        """Whether too much has been published here."""
        return self.published >= MOST_PUBLISHED


@dataclass(slots=True)
class Playing:
    """A test run that goes on: what was played so far, on which stage."""

    head: Scenario  # without its steps
    stage: Stage
    begun: Begun
    steps: list[Step]
    course: list[Mapping[str, object]]  # what came of the beginning, then of each step

    def close(self) -> None:
        """The stage is not needed any more."""
        self.stage.runtime.database.close()


def begun(ground: Ground, scenario: Scenario) -> Playing:
    """The scenario on its first day; raises EngineError where it cannot begin."""
    stage = ground.stage(scenario)
    try:
        return Playing(replace(scenario, steps=()), stage, begin(stage, scenario), [], [])
    except BaseException:
        stage.runtime.database.close()
        raise
