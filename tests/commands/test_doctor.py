"""doctor from the command line: sentences for people, one object for scripts, exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.settings import ROOT
from tests.commands.conftest import typed


def test_every_risk_is_one_line_with_its_weight_and_its_check(database: Path) -> None:
    told = typed("doctor", "--database", database)
    assert (told.code, told.err) == (1, "")
    lines = told.out.splitlines()
    assert {line.split()[0] for line in lines} == {"ok", "error", "warning"}
    (key,) = [line for line in lines if "key_file_place" in line]
    assert key.startswith("warning key_file_place: The key file lies beside the database")
    (kind,) = [line for line in lines if "made_up_data" in line]
    assert kind.startswith("error   made_up_data: This installation is made for test")


def test_scripts_get_every_check_by_name(database: Path) -> None:
    found = typed("doctor", "--database", database, "--json", "--lang", "lv")
    assert (found.code, found.json["ok"]) == (1, False)
    checks = {one["name"]: one for one in found.json["checks"]}
    assert checks["durability"] == {"name": "durability", "ok": True, "risks": []}
    assert checks["backup"]["risks"] == [
        {"weight": "error", "sentence": checks["backup"]["risks"][0]["sentence"]}
    ]
    assert checks["backup"]["risks"][0]["sentence"].startswith("Ar `asistents backup` vēl nav")
    assert typed("backup", database.with_name("copy.db"), "--database", database).code == 0
    again = typed("doctor", "--database", database, "--json").json["checks"]
    (backup,) = [one for one in again if one["name"] == "backup"]
    assert [risk["weight"] for risk in backup["risks"]] == ["warning"]  # on the same disk


def test_a_house_without_a_database_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    told = typed("doctor", "--database", tmp_path / "none.db", "--json")
    assert told.code == 1
    names = [one["name"] for one in told.json["checks"] if one["risks"]]
    assert {"key_file_place", "migrations"} <= set(names)
    assert not (tmp_path / "none.db").exists()
