"""Scenarios are played: the service's own go as written, a spoilt one is told with both values."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.errors import Severity
from engine.settings import ROOT
from engine.simulation.scenario_runs import Result, failures, run_path

KEPT = "points_24.yaml"  # the quickest scenario: an assessment by itself, without days that pass


@pytest.mark.early
def test_every_scenario_of_the_service_goes_as_written() -> None:
    told: list[tuple[int, int]] = []
    results = run_path(ROOT, lambda done, of: told.append((done, of)))
    files = sorted((ROOT / "processes").glob("*/scenarios/*.yaml"))
    assert sorted(Path(one.file) for one in results) == files
    assert [(one.file, str(one.why)) for one in results if not one.ok] == []
    assert told == [(done, len(files)) for done in range(1, len(files) + 1)]
    assert all(one.name("lv") != one.name("en") for one in results)


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
