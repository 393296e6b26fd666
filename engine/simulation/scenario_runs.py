"""Runs the scenarios of a release: expected against found, each on its own copy of a fresh installation."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import Finding, Refused, Severity
from engine.gate.folders import read_room_files, rooms_at
from engine.gate.scenario_rules import FOLDER
from engine.messages_catalogue import Message, msg
from engine.scenarios import Scenario, read_scenario
from engine.settings import ROOT
from engine.simulation.scenario_founding import Founded, found
from engine.simulation.scenario_play import play
from engine.simulation.scenario_refusals import Missed
from engine.simulation.scenario_stage import set_up

RULE_PACKS = "processes/rule_packs/"
OWN_PACKS = ROOT / "processes" / "rule_packs"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one scenario."""

    file: str
    title: str
    title_en: str
    why: Message | None  # None: it went as written

    @property
    def ok(self) -> bool:
        """Whether everything went as written."""
        return self.why is None


Tell = Callable[[int, int], None]
"""Told how many of how many are done."""


def run_path(path: Path, tell: Tell = lambda done, of: None) -> list[Result]:
    """Run every scenario that lies in the path, in the room around it.

    Raises Refused with the findings where the room itself or a scenario file is not sound.
    """
    results: list[Result] = []
    for room in rooms_at(path):
        files = read_room_files(room)
        release = {name: data for name, data in files.items() if not name.startswith(RULE_PACKS)}
        wanted = [name for name in _scenario_files(release) if _lies_in(room / name, path)]
        packs = room / RULE_PACKS
        results += run(release, packs if packs.is_dir() else OWN_PACKS, wanted, tell)
    return results


def run(
    release: Mapping[str, bytes], packs: Path, names: Sequence[str], tell: Tell = lambda done, of: None
) -> list[Result]:
    """Run the named scenario files of a release with the dated numbers of a folder."""
    scenarios = [read_scenario(release[name], name) for name in names]
    if not scenarios:
        return []
    results = []
    with tempfile.TemporaryDirectory(prefix="asistents-") as folder:
        founded = found(release, packs, Path(folder))
        for done, scenario in enumerate(scenarios, start=1):
            results.append(_run_one(founded, scenario, Path(folder) / f"{done}.db"))
            tell(done, len(scenarios))
    return results


def rehearse(release: Mapping[str, bytes], packs: Path = OWN_PACKS) -> list[Finding]:
    """Run all scenarios of a release for the gate: an error for each that does not go as written."""
    return failures(run(release, packs, _scenario_files(release)))


def failures(results: Iterable[Result]) -> list[Finding]:
    """The scenarios that did not go as written, as findings."""
    return [
        Finding(one.file, "", "scenario_failed", Severity.ERROR, _said(one)) for one in results if not one.ok
    ]


def _said(result: Result) -> Message:
    return msg("The scenario “{title}” does not go as written. {why}", title=result.title, why=result.why)


def _scenario_files(release: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in release if FOLDER in name and name.endswith(".yaml"))


def _lies_in(file: Path, path: Path) -> bool:
    return file.resolve().is_relative_to(path.resolve())


def _run_one(founded: Founded, scenario: Scenario, file: Path) -> Result:
    stage = set_up(founded, scenario, file)
    why: Message | None = None
    try:
        play(stage, scenario)
    except Missed as missed:
        why = missed.message
    except Exception as trouble:  # noqa: BLE001 -- a scenario that breaks an operation has failed
        kind = f"{type(trouble).__name__}: {trouble}"[:200]
        why = msg("A step failed for a technical reason ({kind}).", kind=kind)
    finally:
        stage.runtime.database.close()
        file.unlink(missing_ok=True)
    return Result(scenario.file, scenario.title, scenario.title_en, why)


__all__ = ["Refused", "Result", "failures", "rehearse", "run", "run_path"]
