"""`import cases`: the columns, a dry run, a file with a bad row, the same file twice."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from engine.persistence import rows
from engine.persistence.tables.records import AuditEvent
from engine.persistence.tables.takeovers import Takeover
from engine.runtime import EVERY, open_runtime
from engine.settings import read_settings
from tests.commands.conftest import typed
from tests.processes.running_cases import ANNA, ELINA, csv_of

NOW = {"months_from": "2026-12-01", "valid_until": "2028-12-31"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two cases, sound."""
    path = tmp_path / "cases.csv"
    path.write_bytes(csv_of({**ANNA, **NOW}, {**ELINA, **NOW}))
    return path


def test_the_columns_are_printed_with_an_example() -> None:
    said = typed("import", "cases", "--columns", "--json").json
    assert {one["name"] for one in said["columns"] if one["required"]} >= {"decision_number", "months_from"}
    heading, example = csv.reader(said["example"].splitlines(), delimiter=";")
    assert heading == [one["name"] for one in said["columns"]]
    assert example[heading.index("recipient_given_name")] == "Anna"
    printed = typed("import", "cases", "--columns", "--lang", "lv").out
    assert "valid_until (obligāta): Lēmuma pēdējā diena." in printed


def test_without_a_file_it_says_so(database: Path) -> None:
    assert typed("import", "cases", "--database", database).code == 2
    assert typed("import", "cases", database.parent / "none.csv", "--database", database).code == 2
    bad = typed("import", "cases", database, "--database", database)
    assert (bad.code, bad.err) == (1, "This is neither CSV nor a workbook (.xlsx).\n")


def test_a_file_is_tried_taken_over_and_known_afterwards(database: Path, file: Path) -> None:
    tried = typed("import", "cases", file, "--dry-run", "--database", database, "--json")
    assert (tried.code, tried.json["sound"], tried.json["taken_over"]) == (0, 2, 0)
    done = typed("import", "cases", file, "--database", database, "--json")
    assert (done.code, done.json["taken_over"], done.json["bad"]) == (0, 2, [])
    again = typed("import", "cases", file, "--database", database)
    assert again.out == "Cases taken over: 0. Rows: 2; were here before: 2; to mend: 0.\n"
    assert typed("verify", "--database", database).code == 0
    runtime = open_runtime(read_settings({}, database=str(database)))
    with runtime.reading(EVERY) as session:
        events = rows.counts_by(session, AuditEvent, "action")
        assert rows.count(session, Takeover) == 2
    runtime.database.close()
    assert (events["case_taken_over"], events["cases_taken_over"]) == (2, 1)


def test_a_bad_row_comes_back_with_what_to_mend(database: Path, file: Path, tmp_path: Path) -> None:
    file.write_bytes(csv_of({**ANNA, **NOW}, {**ELINA, **NOW, "hours_per_month": "x"}))
    errors = tmp_path / "errors.csv"
    refused = typed("import", "cases", file, "--errors", errors, "--database", database)
    assert (refused.code, refused.out.splitlines()) == (
        1,
        [
            "Line 3: hours_per_month: Write a whole number from 1 to 744.",
            "Nothing was taken over. Rows: 2; could enter: 1; were here before: 0; to mend: 1.",
        ],
    )
    (row,) = csv.DictReader(errors.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (row["line"], row["error"]) == ("3", "hours_per_month: Write a whole number from 1 to 744.")
    partly = typed("import", "cases", file, "--good-rows", "--database", database, "--json")
    assert (partly.code, partly.json["taken_over"]) == (1, 1)
