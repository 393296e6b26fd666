"""The stage of a test run: one founded installation for all, the releases that are tried out on it.

The installation is founded once for the process; a draft that was changed is published on it anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine import deployments
from engine.persistence.database import open_database
from engine.runtime import EVERY
from engine.scenarios import Scenario
from engine.scenarios.parts import Step
from engine.settings import database_url
from engine.simulation.scenario_founding import Founded, found
from engine.simulation.scenario_runs import OWN_PACKS
from engine.simulation.scenario_stage import Begun, Stage, set_up
from engine.simulation.scenario_starts import begin

MOST_KEPT = 40  # releases published on one installation; then the process is begun anew


@dataclass(slots=True)
class Ground:
    """Where releases are tried out."""

    folder: Path
    founded: Founded | None = None
    published: int = 0
    stages: int = 0

    def take(self, files: Mapping[str, bytes]) -> Founded:
        """The installation with this release; raises Refused where the gate finds errors."""
        self.founded = (
            found(files, OWN_PACKS, self.folder) if self.founded is None else published(self.founded, files)
        )
        self.published += 1
        return self.founded

    def stage(self, founded: Founded, scenario: Scenario) -> Stage:
        """A new stage; its file goes when the next one is made."""
        for old in self.folder.glob("stage*"):
            old.unlink(missing_ok=True)
        self.stages += 1
        return set_up(founded, scenario, self.folder / f"stage{self.stages}.db")

    @property
    def is_worn(self) -> bool:
        """Whether too much has been published here."""
        return self.published >= MOST_KEPT


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


def published(founded: Founded, files: Mapping[str, bytes]) -> Founded:
    """The installation with one release more."""
    runtime = founded.runtime
    runtime.database = open_database(database_url(founded.file), founded.keys, durable=False)
    try:
        release_id = deployments.publish(runtime, files, author=None, approver=None).release_id
        with runtime.reading(EVERY) as session:
            runtime.release(session, release_id)
    finally:
        runtime.database.close()
    return replace(founded, release_id=release_id)


def begun(ground: Ground, founded: Founded, scenario: Scenario) -> Playing:
    """The scenario on its first day; raises EngineError where it cannot begin."""
    stage = ground.stage(founded, scenario)
    try:
        return Playing(replace(scenario, steps=()), stage, begin(stage, scenario), [], [])
    except BaseException:
        stage.runtime.database.close()
        raise
