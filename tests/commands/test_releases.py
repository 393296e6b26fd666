"""check, publish, export from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.settings import ROOT
from tests.commands.conftest import Typed, typed

FORM = ROOT / "forms" / "monthly_confirmation" / "confirm_month.json"
KEYS = {"file", "element", "rule", "severity", "sentence"}


def test_a_sound_file_is_clean() -> None:
    clean = typed("check", "--no-scenarios", "--json", FORM)
    assert (clean.code, clean.json) == (0, {"findings": []})
    spoken = typed("check", "--no-scenarios", FORM)
    assert (spoken.code, spoken.out) == (0, "No findings.\n")


def test_a_folder_without_anything_to_check_is_not_called_sound(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "README.md").write_text("# Photos", "utf-8")
    (tmp_path / "photos" / "house.jpg").write_bytes(b"...")
    found = typed("check", "--json", tmp_path)
    assert (found.code, [one["rule"] for one in found.json["findings"]]) == (1, ["nothing_to_check"])
    assert found.json["findings"][0]["file"] == str(tmp_path)
    spoken = typed("check", tmp_path)
    assert spoken.out.splitlines()[-1] == "Findings: 1; must be mended: 1."
    assert typed("check", tmp_path, "--lang", "lv").out.splitlines()[-1].startswith("Piezīmju skaits: 1;")


def test_a_broken_file_is_found_with_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "forms" / "monthly_confirmation" / "confirm_month.json"
    broken.parent.mkdir(parents=True)
    broken.write_text('{"type": "default", "id": "other"', "utf-8")
    found = typed("check", "--no-scenarios", "--json", broken)
    assert found.code == 1
    assert found.json["findings"]
    for finding in found.json["findings"]:
        assert finding.keys() == KEYS
        assert finding["file"].endswith("confirm_month.json")
    spoken = typed("check", "--no-scenarios", broken)
    assert spoken.code == 1
    assert spoken.out.splitlines()[0].startswith(f"{found.json['findings'][0]['file']}: ")
    assert "Traceback" not in spoken.out + spoken.err


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    missing = tmp_path / "nothing.bpmn"
    for command in ("check", "scenarios"):
        refused = typed(command, missing)
        assert (refused.code, refused.out) == (2, "")
        assert str(missing) in refused.err
        assert typed(command, missing, "--json").json.keys() == {"error"}
        assert typed(command).code == 2


@pytest.mark.parametrize("name", ["picture.bpmn", "table.dmn", "form.json", "pack.yaml", "letter.md"])
def test_rubbish_never_ends_in_a_traceback(tmp_path: Path, name: str) -> None:
    rubbish = tmp_path / name
    rubbish.write_bytes(bytes(range(256)) * 40)
    found = typed("check", "--no-scenarios", rubbish)
    assert found.code == 1
    assert name in found.out


def publish(
    folder: Path, database: Path, *more: str, by: str = "edgars", approved_by: str = "valdis"
) -> Typed:
    return typed("publish", folder, "--by", by, "--approved-by", approved_by, "--database", database, *more)


@pytest.fixture
def rooms(tmp_path: Path) -> Path:
    """The owners' rooms in a folder of their own, to be changed."""
    for name in ("processes", "forms"):
        shutil.copytree(ROOT / name, tmp_path / "rooms" / name)
    return tmp_path / "rooms"


@pytest.fixture(autouse=True)
def _without_rehearsal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scenarios have tests of their own and take long; here only what the command does with findings."""
    monkeypatch.setattr("engine.simulation.scenario_runs.rehearse", lambda *_args, **_named: [])


def test_what_is_in_force_already_is_published_without_a_change(rooms: Path, database: Path) -> None:
    done = publish(rooms, database, "--json")
    assert done.code == 0, done.out
    assert done.json.keys() == {"release_id", "sha256", "is_new", "rule_packs"}
    assert (done.json["release_id"], done.json["is_new"], done.json["rule_packs"]) == (1, False, [])


def test_a_changed_form_is_a_new_release(rooms: Path, database: Path) -> None:
    form = rooms / "forms" / "monthly_confirmation" / "confirm_month.json"
    form.write_text(
        form.read_text("utf-8").replace("Vai stundas ir pareizas?", "Vai stundas pareizas?"), "utf-8"
    )
    first = publish(rooms, database, "--json")
    assert first.code == 0, first.out
    assert (first.json["release_id"], first.json["is_new"]) == (2, True)
    again = publish(rooms, database)
    assert "published before; nothing changed" in again.out


def test_a_changed_number_is_recorded_with_it(rooms: Path, database: Path) -> None:
    pack = rooms / "processes" / "rule_packs" / "r316.yaml"
    pack.write_text(pack.read_text("utf-8") + "\n# piezīme\n", "utf-8")
    done = publish(rooms, database, "--json")
    assert (done.json["is_new"], done.json["rule_packs"]) == (False, ["r316"])
    assert publish(rooms, database, "--json").json["rule_packs"] == []


def test_one_person_cannot_do_both_and_nobody_unknown_anything(rooms: Path, database: Path) -> None:
    same = publish(rooms, database, by="edgars", approved_by="edgars")
    assert (same.code, same.out) == (1, "")
    assert same.err == "Author and approver of a release must be two people.\n"
    unknown = publish(rooms, database, "--json", approved_by="nobody")
    assert (unknown.code, unknown.json) == (1, {"error": "There is no user nobody."})


def test_a_release_that_the_gate_refuses_comes_back_with_its_findings(rooms: Path, database: Path) -> None:
    (rooms / "forms" / "monthly_confirmation" / "confirm_month.json").unlink()
    refused = publish(rooms, database, "--json")
    assert refused.code == 1
    assert refused.json["findings"]
    assert any("confirm_month" in one["sentence"] for one in refused.json["findings"])


def test_an_empty_folder_holds_no_release(tmp_path: Path, database: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused = publish(tmp_path / "empty", database)
    assert refused.code == 1
    assert "holds no processes/ and forms/" in refused.err
    assert publish(tmp_path / "nowhere", database).code == 2


def test_an_export_gives_folders_that_are_the_release(database: Path, tmp_path: Path) -> None:
    done = typed("export", tmp_path / "out", "--database", database, "--json")
    assert done.code == 0
    assert done.json.keys() == {"files", "folder"}
    found = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(found) == done.json["files"]
    for path in found:
        assert path.read_bytes() == (ROOT / path.relative_to(tmp_path / "out")).read_bytes()


def test_an_export_that_cannot_be_written_is_one_sentence(database: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    refused = typed("export", tmp_path / "file" / "inside", "--database", database)
    assert refused.code == 1
    assert refused.err.count("\n") == 1
    assert "cannot be written" in refused.err
    nobody = typed("export", tmp_path / "out", "--municipality", "nowhere", "--database", database)
    assert (nobody.code, nobody.err.count("\n")) == (1, 1)
