"""Every element of the diagrams is visited: the scenarios beside them are played and looked into."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from engine import instances
from engine.gate.folders import read_room_files
from engine.persistence import rows
from engine.persistence.tables.instances import ProcessInstance
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY
from engine.scenarios import read_scenario
from engine.settings import ROOT
from engine.simulation.scenario_founding import Founded, found
from engine.simulation.scenario_play import play
from engine.simulation.scenario_stage import Stage, set_up
from tests.processes.month_roads import RATE_OF_2024

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


def test_every_element_is_visited_by_some_scenario(tmp_path: Path) -> None:
    files = read_room_files(ROOT)
    release = {name: data for name, data in files.items() if not name.startswith(PACKS)}
    scenarios = {name: data for name, data in release.items() if "/scenarios/" in name}
    founded = found(release, ROOT / PACKS, _folder(tmp_path, "usual"))
    visited = set(_visited(founded, scenarios))

    packs = tmp_path / "packs"
    shutil.copytree(ROOT / PACKS, packs)
    text = (packs / "proposed_2019.yaml").read_text("utf-8")
    assert RATE_OF_2024 in text
    ended = text.replace(RATE_OF_2024, f"{RATE_OF_2024}        in_force_to: 2026-01-31\n")
    (packs / "proposed_2019.yaml").write_text(ended, "utf-8")
    lacking = found(release, packs, _folder(tmp_path, "lacking"))
    name = "processes/monthly_confirmation/scenarios/without_rate.yaml"
    visited |= set(_visited(lacking, {name: WITHOUT_RATE.encode()}))

    assert sorted(_elements(founded) - visited) == []


def _folder(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


def _visited(founded: Founded, scenarios: Mapping[str, bytes]) -> Iterator[str]:
    """The elements that the scenarios passed or wait at, each played on its own copy."""
    for number, (name, data) in enumerate(sorted(scenarios.items())):
        scenario = read_scenario(data, name)
        stage = set_up(founded, scenario, founded.file.with_name(f"{number}.db"))
        try:
            play(stage, scenario)
            yield from _passed(stage)
        finally:
            stage.runtime.database.close()


def _passed(stage: Stage) -> Iterator[str]:
    with stage.runtime.reading(stage.tenant) as session:
        for event in rows.every(session, AuditEvent):
            yield from event.details.get("passed", ())
        for instance in rows.every(session, ProcessInstance):
            execution, _ = instances.look(stage.runtime, session, instance.id)
            yield from (one for one, how in execution.visited().items() if how != "cancelled")


def _elements(founded: Founded) -> set[str]:
    """Every element of the release's diagrams."""
    with founded.runtime.reading(EVERY) as session:
        release = founded.runtime.release(session, founded.release_id)
    return {element for one in release.definitions.values() for element in one.elements}
