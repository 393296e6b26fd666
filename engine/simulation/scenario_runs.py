"""Runs the scenarios of a release: expected against found, each on its own copy of a fresh installation."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import Finding, Refused, Severity
from engine.gate.folders import read_room_files, rooms_at
from engine.gate.scenario_rules import FOLDER
from engine.messages_catalogue import Message, msg
from engine.scenarios import Scenario, read_scenario
from engine.settings import ROOT
from engine.simulation.scenario_founding import Founded, Packs, found
from engine.simulation.scenario_play import play
from engine.simulation.scenario_refusals import Missed
from engine.simulation.scenario_stage import Stage, set_up
from engine.simulation.scenario_witness import passed

RULE_PACKS = "processes/rule_packs/"
OWN_PACKS = ROOT / "processes" / "rule_packs"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one scenario."""

    file: str
    title: str
    title_en: str
    why: Message | None  # None: it went as written
    passed: Sequence[str] = ()  # ids of the elements that it passed or came to

    @property
    def ok(self) -> bool:
        """Whether everything went as written."""
        return self.why is None

    def name(self, language: str) -> str:
        """Its title; Latvian where English is missing."""
        return (self.title_en if language == "en" else self.title) or self.title


Tell = Callable[[int, int], None]
"""Told how many of how many are done."""


def _silent(done: int, of: int) -> None:
    """Tells nobody."""


def run_path(path: Path, tell: Tell = _silent) -> list[Result]:
    """Run every scenario that lies in the path, in the room around it."""
    rooms = rooms_at(path)
    if not rooms and path.suffix == ".yaml":
        sentence = msg("A scenario lies beside its diagram, in processes/<process>/scenarios/.")
        return [Result(path.as_posix(), path.stem, "", sentence)]
    results: list[Result] = []
    for room in rooms:
        files = read_room_files(room)
        release = {name: data for name, data in files.items() if not name.startswith(RULE_PACKS)}
        wanted = [name for name in _scenario_files(release) if _lies_in(room / name, path)]
        packs = room / RULE_PACKS
        found_here = run(release, packs if packs.is_dir() else OWN_PACKS, wanted, tell)
        results += [replace(one, file=(room / one.file).as_posix()) for one in found_here]
    return results


def apart(files: Mapping[str, bytes]) -> tuple[Mapping[str, bytes], Packs]:
    """The release, and the dated numbers beside it: recorded ones by name, else those of this program."""
    packs = {Path(name).stem: data for name, data in files.items() if name.startswith(RULE_PACKS)}
    return {name: data for name, data in files.items() if not name.startswith(RULE_PACKS)}, packs or OWN_PACKS


def run(
    release: Mapping[str, bytes], packs: Packs, names: Sequence[str], tell: Tell = _silent
) -> list[Result]:
    """Run the named scenario files of a release with these dated numbers, in the order given."""
    if not names:
        return []
    with tempfile.TemporaryDirectory(prefix="asistents-") as folder:
        try:
            founded = found(release, packs, Path(folder))
        except Refused as refused:
            return [_unplayed(name, refused) for name in names]
        results = []
        for done, name in enumerate(names, start=1):
            results.append(_run_file(founded, name, release[name], Path(folder) / f"{done}.db"))
            tell(done, len(names))
    return results


def rehearse(release: Mapping[str, bytes], packs: Packs = OWN_PACKS) -> list[Finding]:
    """Run all scenarios of a release for the gate: an error for each that does not go as written."""
    return failures(play_all(release, packs))


def play_all(release: Mapping[str, bytes], packs: Packs = OWN_PACKS) -> list[Result]:
    """Run all scenarios of a release."""
    return run(release, packs, _scenario_files(release))


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


def _unplayed(name: str, refused: Refused) -> Result:
    first = refused.findings[0]
    sentence = msg("It was not played: {file}: {what}", file=first.file, what=first.message)
    return Result(name, Path(name).stem, "", sentence)


def _run_file(founded: Founded, name: str, data: bytes, file: Path) -> Result:
    try:
        scenario = read_scenario(data, name)
    except Refused as refused:
        return _unplayed(name, refused)
    stage = set_up(founded, scenario, file)
    try:
        why = _played(stage, scenario)
        return Result(name, scenario.title, scenario.title_en, why, passed(stage))
    finally:
        stage.runtime.database.close()
        file.unlink(missing_ok=True)


def _played(stage: Stage, scenario: Scenario) -> Message | None:
    """What went otherwise; None where all went as written."""
    try:
        play(stage, scenario)
    except Missed as missed:
        return missed.message
    except Exception as trouble:  # noqa: BLE001 -- a scenario that breaks an operation has failed
        kind = f"{type(trouble).__name__}: {trouble}"[:200]
        return msg("A step failed for a technical reason ({kind}).", kind=kind)
    return None


__all__ = ["Result", "apart", "failures", "play_all", "rehearse", "run", "run_path"]
