"""A port in use, a folder that cannot be written, somebody else's database: one sentence, exit 1."""

from __future__ import annotations

import shutil
import socket
import sqlite3
from pathlib import Path

import pytest

from engine.runtime import open_runtime
from engine.settings import read_settings
from tests.commands.conftest import Typed, typed

COMMANDS = [
    ("verify",),
    ("export", "OUT"),
    ("backup", "OUT"),
    ("user", "disable", "ilze"),
    ("worker",),
    ("web", "--port", "0"),
]


def refused_in_one_sentence(answer: Typed, words: str) -> None:
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    assert words in answer.err


def run(command: tuple[str, ...], database: Path, folder: Path) -> Typed:
    return typed(*(folder / "out" if one == "OUT" else one for one in command), "--database", database)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_database_that_is_not_there_is_not_made(command: tuple[str, ...], tmp_path: Path) -> None:
    refused_in_one_sentence(run(command, tmp_path / "deep" / "none.db", tmp_path), "There is no database at")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_database_without_its_keys_stays_closed(
    command: tuple[str, ...], database: Path, tmp_path: Path
) -> None:
    if command == ("backup", "OUT"):
        return  # a copy needs no keys: what is sealed stays sealed
    database.with_suffix(".key").unlink()
    refused_in_one_sentence(run(command, database, tmp_path), "key file")
    assert not database.with_suffix(".key").exists()


def test_keys_that_others_can_read_are_refused(database: Path, tmp_path: Path) -> None:
    database.with_suffix(".key").chmod(0o644)
    refused_in_one_sentence(run(("verify",), database, tmp_path), "chmod 600")


def test_keys_of_another_house_are_refused(database: Path, tmp_path: Path) -> None:
    database.with_suffix(".key").write_text(f"1 {'ab' * 32}\n", "ascii")
    refused_in_one_sentence(run(("verify",), database, tmp_path), "does not belong to this database")


def test_a_database_of_another_program_is_refused(database: Path, tmp_path: Path) -> None:
    music = tmp_path / "music.db"
    with sqlite3.connect(music) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    shutil.copy2(database.with_suffix(".key"), music.with_suffix(".key"))
    before = music.read_bytes()
    refused_in_one_sentence(run(("verify",), music, tmp_path), "another program")
    refused_in_one_sentence(typed("serve", "--port", "0", "--database", music), "another program")
    assert music.read_bytes()[100:] == before[100:]


def test_a_database_of_a_newer_version_is_refused(database: Path, tmp_path: Path) -> None:
    with sqlite3.connect(database) as newer:
        newer.execute("UPDATE alembic_version SET version_num = 'ffff'")
    newer.close()
    refused_in_one_sentence(run(("verify",), database, tmp_path), "newer version")
    refused_in_one_sentence(typed("serve", "--port", "0", "--database", database), "newer version")


def test_a_file_that_is_no_database_is_refused(database: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Labdien! " * 1000, "utf-8")
    shutil.copy2(database.with_suffix(".key"), letter.with_suffix(".key"))
    refused_in_one_sentence(run(("verify",), letter, tmp_path), "cannot be used")
    assert letter.read_text("utf-8").startswith("Labdien!")


def test_an_address_that_is_no_database_is_refused(tmp_path: Path) -> None:
    refused_in_one_sentence(typed("verify", "--database", "://"), "")
    refused_in_one_sentence(typed("verify", "--database", "sqlite://"), "")


@pytest.mark.parametrize("command", ["serve", "web"])
def test_a_port_in_use_is_told_before_anything_is_made(command: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = typed(command, "--port", port, "--database", tmp_path / "new.db")
    refused_in_one_sentence(answer, f"127.0.0.1:{port}")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    answer = typed("serve", "--port", "0", "--kind", "test", "--database", tmp_path / "file" / "house.db")
    refused_in_one_sentence(answer, str(tmp_path / "file"))


@pytest.mark.parametrize(
    ("name", "value"), [("ASISTENTS_SMTP_PORT", "twenty-five"), ("ASISTENTS_SECURE_COOKIES", "maybe")]
)
def test_a_setting_that_means_nothing_is_named(
    monkeypatch: pytest.MonkeyPatch, database: Path, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    refused_in_one_sentence(typed("verify", "--database", database), name)


def test_the_variable_names_the_database_too(monkeypatch: pytest.MonkeyPatch, database: Path) -> None:
    monkeypatch.setenv("ASISTENTS_DATABASE_URL", f"sqlite:///{database}")
    assert read_settings().database_url == f"sqlite:///{database}"
    assert typed("verify", "--json").json["ok"] is True


@pytest.fixture
def demo_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the demo would make its database."""
    place = tmp_path / "var" / "demo" / "asistents.db"
    monkeypatch.setattr("web.commands.playing.DEMO_DATABASE", place)
    return place


@pytest.mark.parametrize("in_the_way", ["var", "var/demo", "var/demo/asistents.db/inside"])
def test_a_demo_that_finds_something_in_its_way_says_so(
    demo_at: Path, tmp_path: Path, in_the_way: str
) -> None:
    obstacle = tmp_path / in_the_way
    obstacle.parent.mkdir(parents=True, exist_ok=True)
    obstacle.write_text("in the way", "utf-8")
    refused_in_one_sentence(typed("demo", "--no-serve"), str(demo_at.parent))
    assert obstacle.read_text("utf-8") == "in the way"


def test_a_demo_in_a_folder_that_cannot_be_written_says_so(
    demo_at: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def _refuse(**_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("engine.simulation.writable_folders.tempfile.TemporaryFile", _refuse)
    refused_in_one_sentence(typed("demo", "--no-serve"), f"{demo_at.parent} cannot be written")


def test_a_demo_is_not_made_anew_under_a_running_server(demo_at: Path, database: Path) -> None:
    demo_at.parent.mkdir(parents=True)
    for suffix in (".db", ".key"):
        shutil.copy2(database.with_suffix(suffix), demo_at.with_suffix(suffix))
    runtime = open_runtime(read_settings({}, database=str(demo_at)))
    try:
        refused_in_one_sentence(typed("demo", "--no-serve"), "is in use: stop the server first")
    finally:
        runtime.database.close()
    assert typed("verify", "--database", demo_at, "--json").json["ok"] is True


@pytest.mark.parametrize("place", ["file/inside", "file"])
def test_an_export_that_cannot_be_written_is_told_before_anything_is_played(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setattr("engine.simulation.simulate.found_trial", None)  # playing would fail loudly
    answer = typed("simulate", "--cases", "1", "--months", "1", "--export", tmp_path / place)
    refused_in_one_sentence(answer, f"{tmp_path / place} cannot be written")
