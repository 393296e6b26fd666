"""publish plays the scenarios: a release whose scenario fails never goes live."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from engine.settings import ROOT
from tests.commands.conftest import typed

SCENARIO = "processes/assessment_questionnaire/scenarios/points_24.yaml"


def test_a_release_whose_scenario_fails_is_refused(database: Path, tmp_path: Path) -> None:
    rooms = tmp_path / "rooms"
    for name in ("processes", "forms"):
        shutil.copytree(ROOT / name, rooms / name)
    for other in set(rooms.glob("processes/*/scenarios/*.yaml")) - {rooms / SCENARIO}:
        other.unlink()  # one is enough to see whether any is played
    spoilt = (rooms / SCENARIO).read_text("utf-8").replace("score: 24", "score: 25")
    (rooms / SCENARIO).write_text(spoilt, "utf-8")
    refused = typed(
        "publish", rooms, "--by", "edgars", "--approved-by", "valdis", "--database", database, "--json"
    )
    assert refused.code == 1
    bad = [one for one in refused.json["findings"] if one["severity"] == "error"]
    assert [(one["file"], one["rule"]) for one in bad] == [(SCENARIO, "scenario_failed")]
    assert "score should be 25, but is 24." in bad[0]["sentence"]
    with sqlite3.connect(database) as raw:
        assert raw.execute("SELECT count(*) FROM release").fetchone() == (1,)
    raw.close()
