"""Scenarios are played: the service's own go as written and pass every element; a spoilt one is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from engine import instances
from engine.errors import Severity
from engine.persistence import rows
from engine.persistence.tables.instances import ProcessInstance
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY
from engine.scenarios import Scenario
from engine.settings import ROOT
from engine.simulation import scenario_runs
from engine.simulation.scenario_founding import Founded, found
from engine.simulation.scenario_play import play
from engine.simulation.scenario_runs import Result, failures, run_path
from engine.simulation.scenario_stage import Stage
from tests.processes.month_roads import RATE_OF_2024

KEPT = "points_24.yaml"  # the quickest scenario: an assessment by itself, without days that pass


PACKS = "processes/rule_packs/"
WITHOUT_RATE = """
title: Likmes nav
title_en: There is no rate
begins: 2026-02-02
start:
  contracts: {period: 2026-02, in_force: [{recipient: anna, assistant: janis, first_day: 2026-02-01}]}
steps:
  - on: 2026-02-28
  - complete: enter_month
    answers: {entries: {2026-02-03: 120}, signed: true}
  - complete: confirm_month
    answers: {verdict: confirmed}
  - expect: {waiting: [resolve_missing_rate]}
"""
"""The one way that no file beside the diagrams can tell: the numbers that lie there have every rate."""


@dataclass(slots=True)
class Played:
    """Every scenario of the service, played once and looked into."""

    results: list[Result] = field(default_factory=list)
    told: list[tuple[int, int]] = field(default_factory=list)
    release: Mapping[str, bytes] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)
    elements: set[str] = field(default_factory=set)

    def found(self, files: Mapping[str, bytes], packs: Path, folder: Path) -> Founded:
        """Found as a run does, and keep what the release draws."""
        founded = found(files, packs, folder)
        with founded.runtime.reading(EVERY) as session:
            release = founded.runtime.release(session, founded.release_id)
        self.release = files
        self.elements |= {element for one in release.definitions.values() for element in one.elements}
        return founded

    def play(self, stage: Stage, scenario: Scenario) -> None:
        """Play as a run does, and keep what was passed or is waited at."""
        play(stage, scenario)
        self.visited.update(_passed(stage))


def _passed(stage: Stage) -> Iterator[str]:
    with stage.runtime.reading(stage.tenant) as session:
        for event in rows.every(session, AuditEvent):
            yield from event.details.get("passed", ())
        for instance in rows.every(session, ProcessInstance):
            execution, _ = instances.look(stage.runtime, session, instance.id)
            yield from (one for one, how in execution.visited().items() if how != "cancelled")


@pytest.fixture(scope="module")
def played() -> Iterator[Played]:
    """The runs, with a witness at each."""
    played = Played()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scenario_runs, "found", played.found)
        patch.setattr(scenario_runs, "play", played.play)
        played.results = run_path(ROOT, lambda done, of: played.told.append((done, of)))
        yield played


@pytest.mark.early
def test_every_scenario_of_the_service_goes_as_written(played: Played) -> None:
    files = sorted((ROOT / "processes").glob("*/scenarios/*.yaml"))
    assert sorted(Path(one.file) for one in played.results) == files
    assert [(one.file, str(one.why)) for one in played.results if not one.ok] == []
    assert played.told == [(done, len(files)) for done in range(1, len(files) + 1)]
    assert all(one.name("lv") != one.name("en") for one in played.results)


@pytest.mark.early
def test_every_element_is_visited_by_some_scenario(played: Played, tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(ROOT / PACKS, packs)
    text = (packs / "proposed_2019.yaml").read_text("utf-8")
    assert RATE_OF_2024 in text
    ended = text.replace(RATE_OF_2024, f"{RATE_OF_2024}        in_force_to: 2026-01-31\n")
    (packs / "proposed_2019.yaml").write_text(ended, "utf-8")
    name = "processes/monthly_confirmation/scenarios/without_rate.yaml"
    (result,) = scenario_runs.run({**played.release, name: WITHOUT_RATE.encode()}, packs, [name])
    assert result.ok, result.why
    assert sorted(played.elements - played.visited) == []


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    """The results of a folder with a sound scenario and one that expects a point less."""
    rooms = tmp_path_factory.mktemp("rooms")
    for name in ("processes", "forms"):
        shutil.copytree(ROOT / name, rooms / name)
    folder = rooms / "processes" / "assessment_questionnaire" / "scenarios"
    sound = (folder / KEPT).read_text("utf-8")
    wrong = sound.replace("score: 24", "score: 23")
    assert wrong != sound
    (folder / "wrong.yaml").write_text(wrong, "utf-8")
    for other in set(folder.glob("points_*.yaml")) - {folder / KEPT}:
        other.unlink()
    return run_path(folder)


def test_a_spoilt_expectation_is_one_failure_that_says_expected_and_found(spoilt: list[Result]) -> None:
    assert [Path(one.file).name for one in spoilt] == [KEPT, "wrong.yaml"]
    sound, wrong = spoilt
    assert sound.ok
    assert str(wrong.why) == "Line 10: score should be 23, but is 24."


def test_it_is_an_error_for_the_gate(spoilt: list[Result]) -> None:
    (finding,) = failures(spoilt)
    assert (finding.rule, finding.severity) == ("scenario_failed", Severity.ERROR)
    assert finding.file.endswith("assessment_questionnaire/scenarios/wrong.yaml")
    assert "score should be 23, but is 24." in str(finding.message)


def test_a_scenario_far_from_its_diagram_cannot_be_played(tmp_path: Path) -> None:
    lonely = tmp_path / "lonely.yaml"
    lonely.write_text("title: Viens pats\n", "utf-8")
    (result,) = run_path(lonely)
    assert not result.ok
    assert "lies beside its diagram" in str(result.why)
