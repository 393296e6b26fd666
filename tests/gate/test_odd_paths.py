"""What can be handed to `check` beside a sound file: pipes, devices, huge and unreadable files, odd names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.errors import Finding
from engine.gate import check_path, folders
from tests.bpmn import drawing as draw


def rules(found: list[Finding]) -> set[str]:
    return {one.rule for one in found}


NOTHING = {"nothing_to_check"}


def a_diagram(process_id: str) -> bytes:
    body = draw.start() + draw.script("note", "x = 1") + draw.end() + draw.chain("begun", "note", "finished")
    return draw.diagram(process_id, body)


def test_an_empty_folder_is_not_called_sound(tmp_path: Path) -> None:
    assert rules(check_path(tmp_path)) == NOTHING


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.bpmn")
    assert rules(check_path(tmp_path)) == NOTHING


def test_a_huge_file_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    for name in ("huge.bpmn", "huge.dmn", "huge.json", "huge.lv.md"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(3_000_000_000)  # a hole; nothing is written
    found = check_path(tmp_path)
    assert {Path(one.file).name for one in found} == {"huge.bpmn", "huge.dmn", "huge.json", "huge.lv.md"}
    assert rules(found) == {"xml_too_large", "not_json", "letter_head"}


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.bpmn").write_bytes(a_diagram("secret"))

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(folders, "_bytes", refused)
    (found,) = check_path(tmp_path / "secret.bpmn")
    assert (found.rule, str(found.message)) == ("unreadable", "The file cannot be read: Permission denied.")


def test_a_folder_that_leads_back_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "note.bpmn").write_bytes(a_diagram("note"))
    assert {Path(one.file).name for one in check_path(tmp_path)} == {"note.bpmn"}


def test_a_name_that_is_no_text_can_be_told(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.bpmn"))
    path.write_bytes(b"<")
    (found,) = check_path(tmp_path)
    assert found.rule == "xml_broken"
    found.file.encode("utf-8")


def test_other_files_in_a_folder_are_left_alone_but_one_that_is_named_is_not(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "README.md").write_text("Sveiki")
    assert rules(check_path(tmp_path)) == NOTHING
    assert rules(check_path(tmp_path / "photo.png")) == {"unknown_file"}


def test_hidden_folders_are_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "broken.bpmn").write_text("<")
    assert rules(check_path(tmp_path)) == NOTHING


def test_too_many_files_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MOST_FILES", 3)
    for number in range(5):
        (tmp_path / f"form_{number}.json").write_text("{}")
    assert rules(check_path(tmp_path)) == {"too_many_files"}


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("pack.yaml", "name: r316\nnumbers: {}\n", "unknown_file"),
        ("instrument.yaml", "name: x\nitems: []\n", "wrong_id"),
        ("story.yaml", "title: x\nsteps: []\n", "missing_key"),
        ("else.yaml", "hello: world\n", "unknown_file"),
    ],
)
def test_a_yaml_file_outside_its_folder_is_known_by_its_keys(
    tmp_path: Path, name: str, text: str, rule: str
) -> None:
    (tmp_path / name).write_text(text)
    assert rule in rules(check_path(tmp_path / name))
