"""archive from the command line: a year into files, a case out of them, and `verify --archive`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.clock import SystemClock, local_day
from engine.persistence import audit, rows
from engine.persistence.database import Database, open_database
from engine.persistence.keys import open_key_file
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import AuditEvent
from engine.persistence.tenancy import EVERY, TenantSession
from tests.commands.conftest import Typed, typed

NUMBER = "2024-000001"
HAPPENED = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
FILE = "asistents-cesis-2024.jsonl.gz"


def opened(database: Path) -> Database:
    return open_database(f"sqlite:///{database}", open_key_file(database.with_suffix(".key")))


def case_of(session: TenantSession, code: str) -> tuple[int, int]:
    """A new municipality with one case of 2024; their ids."""
    municipality = Municipality(code=code, name=code.capitalize())
    session.add(municipality)
    session.flush()
    person = Person(given_name="Anna", family_name="Bērziņa", municipality_id=municipality.id)
    session.add(person)
    session.flush()
    case = ServiceCase(
        municipality_id=municipality.id,
        case_number=NUMBER,
        regime="r316",
        recipient_id=person.id,
        opened_on=HAPPENED.date(),
    )
    session.add(case)
    session.flush()
    return municipality.id, case.id


def happen(session: TenantSession, municipality_id: int, case_id: int | None, action: str) -> None:
    audit.record(
        session,
        action=action,
        at=HAPPENED,
        municipality_id=municipality_id,
        actor_user_id=None if case_id is None else 1,
        case_id=case_id,
    )


@pytest.fixture
def old(database: Path) -> Path:
    """The house with Cēsis, whose one case was opened and held in 2024."""
    house = opened(database)
    with house.transaction(EVERY) as session:
        municipality_id, case_id = case_of(session, "cesis")
        for case, action in ((case_id, "case_opened"), (None, "user_added"), (case_id, "case_held")):
            happen(session, municipality_id, case, action)
        audit.seal(session)
    house.close()
    return database


def archive(database: Path, *words: str | Path) -> Typed:
    return typed("archive", *words, "--database", database, "--json")


def test_a_year_is_archived_and_verified_and_a_case_read_out_again(old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    done = archive(old, "2024", "--to", folder)
    assert done.code == 0, done.err
    assert done.json == {
        "year": 2024,
        "folder": str(folder),
        "moved": 3,
        "files": [{"of": "cesis", "file": FILE, "events": 3, "moved": 3}],
    }
    assert json.loads((folder / "asistents-cesis-2024.json").read_text("utf-8"))["rows"] == 3
    verdict = typed("verify", "--archive", folder, "--database", old, "--json")
    assert verdict.json["ok"] is True
    assert verdict.json["checks"][-1]["name"] == "audit_archive"
    shown = archive(old, "--show", NUMBER, "--from", folder)
    assert shown.code == 0
    assert [one["action"] for one in shown.json["events"]] == ["case_opened", "case_held"]
    assert shown.json["events"][0]["by"] == "edgars"
    again = typed("archive", "--show", NUMBER, "--from", folder, "--database", old)
    assert again.out.splitlines()[0].startswith("2024-05-06 07:08:09 UTC  edgars  case_opened")
    house = opened(old)
    with house.reading(EVERY) as session:
        assert rows.count(session, AuditEvent, action="archive_read") == 2
        assert rows.count(session, AuditEvent, action="year_archived") == 1
    house.close()


def test_a_file_that_was_changed_or_is_not_there_is_told(old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    archive(old, "2024", "--to", folder)
    file = folder / FILE
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert "is not as it was archived" in archive(old, "--show", NUMBER, "--from", folder).json["error"]
    verdict = typed("verify", "--archive", folder, "--database", old, "--json")
    assert (verdict.code, verdict.json["checks"][-1]["ok"]) == (1, False)
    file.unlink()
    shown = archive(old, "--show", NUMBER, "--from", folder)
    assert (shown.code, shown.json["events"], shown.json["missing"]) == (1, [], [FILE])
    file.mkdir()
    assert typed("verify", "--archive", folder, "--database", old, "--json").json["ok"] is False


def test_what_cannot_be_archived_or_shown_is_one_sentence(old: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", "utf-8")
    this_year = str(local_day(SystemClock().now()).year)
    for words, said in [
        ((this_year, "--to", tmp_path / "a"), f"{this_year} is not over yet"),
        (("2024", "--to", file / "a"), "cannot be written"),
        (("--show", "2024-999999", "--from", tmp_path), "There is no case 2024-999999."),
    ]:
        refused = typed("archive", *words, "--database", old)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1), refused.err
        assert said in refused.err
    for words in ((), ("2024",), ("2024", "--from", tmp_path), ("--show", NUMBER), ("24", "--to", tmp_path)):
        assert typed("archive", *words, "--database", old).code == 2
    nothing = typed("archive", "2001", "--to", tmp_path / "b", "--database", old)
    assert (nothing.code, nothing.out) == (0, "There are no events of 2001.\n")


def test_a_number_that_two_municipalities_have_needs_a_code(old: Path, tmp_path: Path) -> None:
    house = opened(old)
    with house.transaction(EVERY) as session:
        happen(session, *case_of(session, "talsi"), "case_opened")
        audit.seal(session)
    house.close()
    archive(old, "2024", "--to", tmp_path / "archive")
    words = ("--show", NUMBER, "--from", tmp_path / "archive")
    assert "name one of cesis, talsi" in archive(old, *words).json["error"]
    shown = archive(old, *words, "--municipality", "talsi")
    assert [one["action"] for one in shown.json["events"]] == ["case_opened"]
    assert shown.json["files"] == ["asistents-talsi-2024.jsonl.gz"]
