"""Years of the trail in files: the chain stays whole, nothing is lost, and no tampering goes unnoticed."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from engine import values_json
from engine.errors import Unusable
from engine.persistence import archive_files, archives, audit, rows
from engine.persistence.database import Database
from engine.persistence.tables.records import AuditArchive, AuditEvent
from engine.persistence.tenancy import EVERY
from engine.upkeep.archives import Archived
from tests.persistence.trail import (
    FILE,
    INSTALLATION,
    file_check,
    filed,
    happen,
    heads,
    here,
    move,
    problems,
    seal,
    tamper,
)


def test_a_year_goes_into_a_file_a_municipality_and_the_chain_stays_whole(
    years: Database, folder: Path
) -> None:
    known = heads(years)
    assert move(years, folder) == [
        Archived("installation", INSTALLATION, 2, 2),
        Archived("cesis", FILE, 10, 10),
    ]
    assert filed(folder / FILE) == list(range(1, 11))
    assert here(years) == [(0, 0), (1, 0), *((1, number) for number in range(11, 16))]  # 0: noted just now
    assert problems(years) == []
    seal(years)
    assert problems(years, known) == []
    assert file_check(years, folder) == (True, "12 looked at, all sound.")
    assert {one.stat().st_mode & 0o777 for one in folder.iterdir()} == {0o600}


def test_the_manifest_says_what_the_file_holds(years: Database, folder: Path) -> None:
    known = heads(years)
    move(years, folder)
    manifest = json.loads((folder / "asistents-cesis-2024.json").read_text("utf-8"))
    with years.reading(EVERY) as session:
        anchor = rows.every(session, AuditArchive, chain=1)[0]
    assert manifest["sha256"] == anchor.file_sha256 == archive_files.sha256_of(folder / FILE)
    assert manifest["mac"] == anchor.mac
    assert (manifest["rows"], manifest["first"]["number"], manifest["last"]["number"]) == (10, 1, 10)
    assert manifest["chain_head"] == {"number": known[1][0], "chain_mac": known[1][1]}


def test_the_years_go_one_after_another_and_the_second_hangs_on_the_first(
    years: Database, folder: Path
) -> None:
    with pytest.raises(Unusable, match="Archive 2024 first"):
        move(years, folder, 2025)
    move(years, folder)
    seal(years)
    assert [(one.of, one.events) for one in move(years, folder, 2025)] == [("cesis", 5)]
    assert problems(years) == []
    assert file_check(years, folder) == (True, "17 looked at, all sound.")
    assert move(years, folder, 2024) == [
        Archived("installation", INSTALLATION, 2, 0),
        Archived("cesis", FILE, 10, 0),
    ]
    assert move(years, folder, 2023) == []


def test_a_year_that_is_not_over_or_not_sealed_is_refused_in_a_sentence(
    years: Database, folder: Path
) -> None:
    with pytest.raises(Unusable, match="2025 is not over yet: only whole past years are archived"):
        move(years, folder, 2025, datetime(2025, 12, 31, 21, 59, tzinfo=UTC))  # 23.59 in Riga
    happen(years, 2024, 1)
    with pytest.raises(Unusable, match="Not every event of 2024 is sealed yet"):
        move(years, folder)
    assert not folder.exists()


def test_the_year_ends_at_midnight_in_riga(database: Database, folder: Path) -> None:
    with database.transaction(EVERY) as session:
        for minute in (59, 60):
            at = datetime(2024, 12, 31, 21, tzinfo=UTC) + timedelta(minutes=minute)
            audit.record(session, action="x", at=at, municipality_id=1, actor_user_id=None)
    seal(database)
    assert [one.events for one in move(database, folder)] == [1]
    assert here(database) == [(1, 0), (1, 2)]


def test_an_event_that_was_sealed_late_goes_with_the_next_year(database: Database, folder: Path) -> None:
    """The chain, not the instant, says what comes after what."""
    for year in (2024, 2025, 2024, 2025):
        happen(database, year, 1)
    seal(database)
    assert [one.events for one in move(database, folder)] == [1]
    seal(database)
    assert [one.events for one in move(database, folder, 2025)] == [3]
    assert problems(database) == []


def cut_off(monkeypatch: pytest.MonkeyPatch, name: str, at: int) -> None:
    """The at-th call of this function is the last thing that a run does."""
    real: Callable[..., object] = getattr(archives, name, None) or getattr(archive_files, name)
    room = archives if hasattr(archives, name) else archive_files
    calls = [0]

    def dying(*given: object) -> object:
        calls[0] += 1
        if calls[0] == at:
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(room, name, dying)


@pytest.mark.parametrize(
    ("name", "at"), [("move", 2), ("move", 3), ("append", 4), ("close", 2), ("sha256_of", 2)]
)
def test_a_run_that_was_cut_off_is_gone_on_with(
    years: Database, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: int
) -> None:
    with monkeypatch.context() as patch:
        cut_off(patch, name, at)
        with pytest.raises(KeyboardInterrupt):
            move(years, folder)
    assert problems(years) == []
    with pytest.raises(Unusable, match="Archive 2024 first"):
        move(years, folder, 2025)
    with (folder / FILE).open("ab") as file:
        file.write(b"\x1f\x8b torn")  # the beginning of a portion that never got to the disk
    assert move(years, folder)[1].events == 10
    assert filed(folder / FILE) == list(range(1, 11))
    assert problems(years) == []
    assert file_check(years, folder)[0]


def test_a_run_goes_on_only_in_the_folder_where_it_was_begun(
    years: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        cut_off(patch, "move", 3)
        with pytest.raises(KeyboardInterrupt):
            move(years, folder / "one")
    with pytest.raises(Unusable, match="does not hold what was moved into it before"):
        move(years, folder / "two")
    assert move(years, folder / "one")[1].events == 10


def test_a_file_of_another_database_is_never_overwritten(
    years: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    stranger = folder / FILE
    with years.reading(EVERY) as session:
        events = archives.next_events(session, 1, (0, ""), 3)
    archive_files.append(stranger, 0, [{**one, "mac": "0" * 64} for one in events])
    before = stranger.read_bytes()
    with pytest.raises(Unusable, match="holds events that this database does not"):
        move(years, folder)
    assert stranger.read_bytes() == before


def test_two_runs_at_once_are_told_apart(years: Database, folder: Path) -> None:
    with archive_files.folder_of_mine(folder), pytest.raises(Unusable, match=r"archiving into .* already"):
        move(years, folder)
    with years.reading(EVERY) as session:
        first = archives.next_events(session, 1, (0, ""), 2)
    one = archives.Anchor(1, 2024, 1, 2, "", first[1]["chain_mac"], "elsewhere", 10)
    with years.transaction(EVERY) as session:
        assert archives.move(session, None, one)
    with years.transaction(EVERY) as session:
        assert not archives.move(session, None, one)  # its run began before the other's commit


def test_a_trail_that_is_not_whole_is_not_moved(
    database_file: Path, database: Database, folder: Path
) -> None:
    happen(database, 2024, 5)
    seal(database)
    database.close()
    tamper(database_file, "UPDATE audit_event SET action = 'x' WHERE id = 3")
    with pytest.raises(Unusable, match="not whole at event 3: run verify"):
        move(database, folder)
    assert len(here(database)) == 5


def test_the_database_deletes_only_what_an_anchor_stands_for(years: Database, folder: Path) -> None:
    move(years, folder)
    changes: list[Callable[..., int]] = [
        lambda session: rows.remove(session, AuditEvent, municipality_id=1, sealed_seq=11),
        lambda session: rows.remove(session, AuditEvent, municipality_id=1, sealed_seq=None),
        lambda session: rows.remove(session, AuditArchive, chain=1),
        lambda session: rows.change(session, AuditArchive, {"last_seq": 99}, chain=1),
    ]
    for change in changes:
        with (
            pytest.raises(DatabaseError, match=r"append-only|chain whole|is closed"),
            years.transaction(EVERY) as session,
        ):
            change(session)


def test_a_year_comes_back_from_a_backup_and_is_archived_anew(
    database_file: Path, years: Database, folder: Path
) -> None:
    """The database of before the run beside the files of after it: the same events go into the same file."""
    years.close()
    with closing(sqlite3.connect(database_file)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = database_file.with_name("before.db")
    shutil.copy(database_file, before)
    move(years, folder)
    file = (folder / FILE).read_bytes()
    years.close()
    for side in ("-wal", "-shm"):
        Path(f"{database_file}{side}").unlink(missing_ok=True)
    shutil.copy(before, database_file)
    assert move(years, folder)[1].moved == 10
    assert (folder / FILE).read_bytes() == file
    assert problems(years) == []


def test_events_are_written_as_they_were_sealed(years: Database, folder: Path) -> None:
    move(years, folder)
    first = next(archive_files.events(folder / FILE))
    assert values_json.loads(values_json.dumps(first)) == first
    assert (first["action"], first["case_id"]) == ("complete_task", 1)
    assert first["at"] == datetime(2024, 3, 1, tzinfo=UTC)
