"""`export` of a table into a file; a folder of the same name is still the release."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.exports.office_exports import COLUMNS, ExportKind
from tests.commands.conftest import typed


@pytest.mark.parametrize("table", [str(kind) for kind in ExportKind])
def test_a_table_is_written_into_a_file(database: Path, tmp_path: Path, table: str) -> None:
    file = tmp_path / "table.csv"
    asked = ("--year", "2026", "--to", file, "--by", "valdis", "--database", database)
    done = typed("export", table, *asked, "--json")
    assert (done.code, done.json["table"], done.json["year"]) == (0, table, 2026)
    first = file.read_bytes()
    assert first.decode().splitlines()[0].split(",") == list(COLUMNS[ExportKind(table)])
    assert typed("export", table, *asked).code == 0
    assert file.read_bytes() == first


def test_its_columns_are_printed() -> None:
    said = typed("export", "counts", "--columns", "--lang", "lv")
    assert said.out.splitlines()[0] == "year: Kalendārais gads."


def test_without_a_file_it_says_so_and_a_folder_of_that_name_is_the_release(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = typed("export", "register", "--database", database)
    assert (refused.code, refused.err) == (
        2,
        "Say into which file: --to FILE. A folder of this name is written as ./register.\n",
    )
    assert typed("export", "./register", "--database", database).code == 0
    assert (tmp_path / "register" / "processes" / "assistant_service").is_dir()
