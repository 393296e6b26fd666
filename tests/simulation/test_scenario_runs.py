"""Scenarios are played: the service's own go as written and pass every element; a spoilt one is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from engine.errors import Severity
from engine.instances import instances
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
CAP_OF_WORK = """  purpose_hours_work:
    unit: hours_per_week
    values:
      - value: 20
        in_force_from: 2013-01-01
        in_force_to: 2021-12-31
        status: confirmed
"""  # as the pack writes it
WAGE_OF_2021 = "- value: 500\n        in_force_from: 2021-01-01\n        in_force_to: 2021-12-31\n"


@dataclass(frozen=True, slots=True)
class Lacking:
    """A road that no file beside the diagrams can tell: the numbers that lie there have what it lacks."""

    scenario: str  # where it would lie
    told: str
    pack: str
    number: str  # as the pack writes it
    instead: str


WITHOUT = (
    Lacking(
        "monthly_confirmation/scenarios/without_rate.yaml",
        """
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
""",
        "proposed_2019.yaml",
        RATE_OF_2024,
        f"{RATE_OF_2024}        in_force_to: 2026-01-31\n",
    ),
    Lacking(
        "monthly_report_r942/scenarios/without_rate.yaml",
        """
title: Likmes nav
title_en: There is no rate
begins: 2021-02-01
order: r942
start:
  contracts:
    period: 2021-02
    in_force: [{recipient: anna, assistant: janis, first_day: 2021-02-01, weekly: {work: 8}}]
steps:
  - on: 2021-02-28
  - complete: enter_report
    answers: {entries_work: {2021-02-03: 120}, signed: true}
  - complete: confirm_report
    answers: {verdict: confirmed}
  - expect: {waiting: [resolve_report_rate]}
""",
        "r942.yaml",
        WAGE_OF_2021,
        WAGE_OF_2021.replace("2021-12-31", "2021-01-31"),
    ),
    Lacking(
        "assessment_r942/scenarios/without_cap.yaml",
        """
title: Skaitļa nav
title_en: A number is not set
begins: 2021-01-11
order: r942
start:
  values:
    recipient: anna
    given: {birth_date: 1960-05-01, disability_group: I, application_day: 2021-01-11, age_group: adult, declared_here: true, special_care_opinion: false, reassessment_id: null}
steps:
  - complete: check_opinion
    answers: {residence: declared_here, opinion_kind: assistant, opinion_criterion: mental, opinion_issued_on: 2020-03-02}
  - complete: assess_activities
    answers: {assessment_outcome: needed, hours_work: 8, loss_of_vision: false, activities_note: Strādā trīs dienas nedēļā.}
  - expect: {waiting: [resolve_missing_cap]}
""",  # noqa: E501 -- as such files are written
        "r942.yaml",
        CAP_OF_WORK,
        CAP_OF_WORK.replace("20\n", "null\n").replace("confirmed", "unset"),
    ),
)


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
    for number, lacking in enumerate(WITHOUT):
        packs = tmp_path / str(number)
        shutil.copytree(ROOT / PACKS, packs)
        text = (packs / lacking.pack).read_text("utf-8")
        assert lacking.number in text
        (packs / lacking.pack).write_text(text.replace(lacking.number, lacking.instead), "utf-8")
        name = f"processes/{lacking.scenario}"
        (result,) = scenario_runs.run({**played.release, name: lacking.told.encode()}, packs, [name])
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
