"""The repository's own rooms are sound, whole and file by file, and are judged quickly."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.errors import Severity
from engine.gate import check_one, check_path, check_release, process_titles
from engine.gate.folders import read_room_files, rooms_at
from engine.settings import ROOT
from web.command_line import asistents

FILES = read_room_files(ROOT)
SECONDS = 10.0  # of processor time for everything


def test_nothing_is_to_be_mended() -> None:
    assert [f"{one.file}: {one.element}: {one.message}" for one in check_path(ROOT)] == []


def test_the_whole_room_is_judged_in_time() -> None:
    begun = time.thread_time()
    check_path(ROOT)
    assert time.thread_time() - begun < SECONDS


@pytest.mark.parametrize("path", sorted(FILES))
def test_each_file_is_sound_by_itself(path: str) -> None:
    assert [str(one.message) for one in check_one(path, FILES[path])] == []


@pytest.mark.parametrize("inside", ["processes", "forms", "processes/ministry_claim", "processes/rule_packs"])
def test_a_part_of_the_room_is_judged_within_the_room(inside: str) -> None:
    assert check_path(ROOT / inside) == []


def test_a_file_of_the_room_is_judged_within_the_room(tmp_path: Path) -> None:
    """Beside its forms a diagram is sound; taken away, only what it names is told, as warnings."""
    diagram = "processes/monthly_confirmation/monthly_confirmation.bpmn"
    assert check_path(ROOT / diagram) == []
    alone = tmp_path / "monthly_confirmation.bpmn"
    shutil.copy(ROOT / diagram, alone)
    found = check_path(alone)
    assert {one.severity for one in found} == {Severity.WARNING}
    assert {one.rule for one in found} == {"no_form"}
    assert {one.file for one in found} == {str(alone)}


def test_a_relative_path_is_named_as_it_was_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "processes", tmp_path / "processes")
    shutil.copytree(ROOT / "forms", tmp_path / "forms")
    (tmp_path / "forms" / "ministry_claim" / "review_claim.json").unlink()
    monkeypatch.chdir(tmp_path)
    for given in (Path(), Path("processes"), Path("processes/ministry_claim/ministry_claim.bpmn")):
        found = check_path(given)
        assert {one.file for one in found} == {"processes/ministry_claim/ministry_claim.bpmn"}
        assert [(one.element, one.rule) for one in found] == [
            ("review_claim", "no_form"),
            ("flow_06", "unknown_name"),  # what the missing form would have asked
        ]
    assert check_path(Path("forms")) == []


def test_rooms_are_found_from_above_from_inside_and_at_their_root(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name / "processes" / "x").mkdir(parents=True)
    assert rooms_at(tmp_path) == [tmp_path / "first", tmp_path / "second"]
    assert rooms_at(tmp_path / "first") == [tmp_path / "first"]
    assert rooms_at(tmp_path / "first" / "processes" / "x") == [tmp_path / "first"]
    assert rooms_at(tmp_path / "first" / "processes") == [tmp_path / "first"]
    assert rooms_at(tmp_path / "elsewhere") == []


def test_the_same_release_is_judged_once() -> None:
    files = {path: data for path, data in FILES.items() if not path.startswith("processes/rule_packs/")}
    check_release(files)
    begun = time.thread_time()
    assert check_release(dict(reversed(files.items()))) == []
    assert time.thread_time() - begun < 0.2
    changed = {**files, "forms/ministry_claim/review_claim.json": b"{}"}
    assert check_release(changed) != []
    assert check_release(files) == []


def test_the_processes_are_named() -> None:
    titles = process_titles(FILES)
    assert titles["monthly_confirmation"]
    assert set(titles) == {path.split("/")[1] for path in FILES if path.endswith(".bpmn")}


def test_the_command_says_nothing_about_a_sound_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(asistents, ["check", "processes", "forms", "--no-scenarios", "--json"])
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"findings": []}), done.output


def test_a_changed_file_is_judged_anew_and_what_was_said_belongs_to_who_asked() -> None:
    path = "forms/assistant_service/check_application.json"
    first = check_one(path, b"{")
    said = list(first)
    first.clear()
    assert check_one(path, b"{") == said != []
    assert [str(one.message) for one in check_one(path, FILES[path])] == []
