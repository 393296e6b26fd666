"""A backup taken under writes is whole and comes back; what is no backup of ours never replaces anything."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from engine.clock import VirtualClock
from engine.errors import Unusable
from engine.persistence import rows, sealed_files
from engine.persistence.keys import open_key_file
from engine.persistence.tables.installation import InstallationKind
from engine.persistence.tables.people import Person
from engine.runtime import EVERY, Runtime, Tenant, open_runtime
from engine.settings import Settings, read_settings
from engine.simulation.founding import add_municipality, found_installation
from engine.upkeep import backups
from tests.small_house import BEGINS, IN_USE_FROM


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A real installation with its key file, at rest."""
    folder = tmp_path_factory.mktemp("founded")
    settings = read_settings({}, database=str(folder / "house.db"))
    keys = open_key_file(settings.key_file, create=True)
    runtime = found_installation(
        settings, InstallationKind.TEST, clock=VirtualClock(BEGINS), keys=keys, durable=False
    )
    add_municipality(runtime, "ogre", "Ogres novads", from_day=IN_USE_FROM)
    runtime.database.close()
    return settings


@pytest.fixture
def settings(founded: Settings, tmp_path: Path) -> Settings:
    """A copy of its own."""
    own = read_settings({}, database=str(tmp_path / "house" / "house.db"))
    own.key_file.parent.mkdir()
    shutil.copy2(database_of(founded), database_of(own))
    shutil.copy2(founded.key_file, own.key_file)
    return own


def database_of(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


def add_somebody(runtime: Runtime, name: str) -> None:
    with runtime.transaction(Tenant(1)) as session:
        session.add(Person(given_name=name, family_name="Bērziņa"))


def names(settings: Settings) -> list[str]:
    runtime = open_runtime(settings)
    with runtime.reading(EVERY) as session:
        found = [one.given_name for one in rows.every(session, Person, order_by=["id"])]
    runtime.database.close()
    return found


def test_a_backup_under_writes_is_whole_and_comes_back(settings: Settings, tmp_path: Path) -> None:
    """Each backup holds everything committed before it began, nothing half written, and no gap in between."""
    runtime, stop, written = open_runtime(settings), threading.Event(), [0]
    more = threading.Condition()

    def _write() -> None:
        while not stop.is_set():
            add_somebody(runtime, f"Cits {written[0]}")
            with more:
                written[0] += 1
                more.notify_all()

    def _writes_on(after: int) -> int:
        with more:
            assert more.wait_for(lambda: written[0] > after, timeout=60)
        return written[0]

    writer = threading.Thread(target=_write)
    writer.start()
    spans: list[tuple[int, int]] = []  # what was written before a backup began, and after it had ended
    try:
        for number in range(3):
            begun = _writes_on(written[0])
            backups.backup(settings, tmp_path / f"backup-{number}.db")
            spans.append((begun, _writes_on(written[0])))
    finally:
        stop.set()
        writer.join()
    runtime.database.close()
    for number, (begun, ended) in enumerate(spans):
        checks = backups.restore(settings, tmp_path / f"backup-{number}.db")
        assert checks
        assert [check for check in checks if not check.ok] == []
        kept = names(settings)
        assert kept == [f"Cits {at}" for at in range(len(kept))]
        assert begun <= len(kept) <= ended


def test_what_happened_after_the_backup_is_gone_after_the_restore(settings: Settings, tmp_path: Path) -> None:
    runtime = open_runtime(settings)
    add_somebody(runtime, "Anna")
    backups.backup(settings, tmp_path / "b.db")
    add_somebody(runtime, "Vēlāka")
    runtime.database.close()
    backups.restore(settings, tmp_path / "b.db")
    assert names(settings) == ["Anna"]
    left = sorted(path.name for path in database_of(settings).parent.iterdir())
    assert left == ["house.backed_up", "house.db", "house.key"]  # the first: when it was backed up last


def test_a_restore_finds_the_way_to_a_machine_that_has_nothing_but_the_keys(
    settings: Settings, tmp_path: Path
) -> None:
    backups.backup(settings, tmp_path / "b.db")
    elsewhere = read_settings({}, database=str(tmp_path / "elsewhere" / "house.db"))
    elsewhere.key_file.parent.mkdir()
    shutil.copy2(settings.key_file, elsewhere.key_file)
    assert all(check.ok for check in backups.restore(elsewhere, tmp_path / "b.db"))
    assert names(elsewhere) == []


def refuses(settings: Settings, file: Path, match: str) -> None:
    """The restore is refused, and the database is byte for byte as it was."""
    before, beside = database_of(settings).read_bytes(), names_beside(settings)
    with pytest.raises(Unusable, match=match):
        backups.restore(settings, file)
    assert database_of(settings).read_bytes() == before
    assert names_beside(settings) == beside


def names_beside(settings: Settings) -> list[str]:
    return sorted(path.name for path in database_of(settings).parent.iterdir())


@pytest.mark.parametrize("plain", [False, True])
def test_a_damaged_backup_is_refused(settings: Settings, tmp_path: Path, plain: bool) -> None:
    backups.backup(settings, tmp_path / "b.db", plain=plain)
    data = bytearray((tmp_path / "b.db").read_bytes())
    data[8192:40960] = b"x" * 32768
    (tmp_path / "b.db").write_bytes(data)
    refuses(settings, tmp_path / "b.db", "damaged|cannot be used")


@pytest.mark.parametrize("plain", [False, True])
def test_half_a_backup_is_refused(settings: Settings, tmp_path: Path, plain: bool) -> None:
    backups.backup(settings, tmp_path / "b.db", plain=plain)
    data = (tmp_path / "b.db").read_bytes()
    (tmp_path / "b.db").write_bytes(data[: len(data) // 2])
    refuses(settings, tmp_path / "b.db", "damaged|cannot be used")


def test_a_file_that_is_no_database_is_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Labdien! " * 2000, "utf-8")
    refuses(settings, tmp_path / "letter.txt", "cannot be used")
    refuses(settings, tmp_path / "nothing.db", "cannot be used")


def test_a_database_of_another_program_is_refused(settings: Settings, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "music.db") as other:
        other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    refuses(settings, tmp_path / "music.db", "another program")


def test_an_empty_database_is_refused(settings: Settings, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "empty.db").close()
    (tmp_path / "empty.db").touch()
    refuses(settings, tmp_path / "empty.db", "no database yet")


def test_a_backup_of_other_keys_is_refused(settings: Settings, tmp_path: Path) -> None:
    backups.backup(settings, tmp_path / "b.db")
    backups.backup(settings, tmp_path / "plain.db", plain=True)
    settings.key_file.unlink()
    open_key_file(settings.key_file, create=True)
    refuses(settings, tmp_path / "b.db", "sealed with key 1 of another key file")
    refuses(settings, tmp_path / "plain.db", "key file does not belong")


def test_a_backup_is_sealed_unless_it_is_asked_for_plain(settings: Settings, tmp_path: Path) -> None:
    runtime = open_runtime(settings)
    add_somebody(runtime, "Anna")
    runtime.database.close()
    backups.backup(settings, tmp_path / "sealed")
    sealed = (tmp_path / "sealed").read_bytes()
    assert not any(word in sealed for word in (b"SQLite format", "Bērziņa".encode(), b"CREATE TABLE"))
    backups.backup(settings, tmp_path / "plain", plain=True)
    assert "Bērziņa".encode() in (tmp_path / "plain").read_bytes()
    assert {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir() if one.is_file()} == {0o600}
    for file in ("sealed", "plain"):
        assert all(check.ok for check in backups.restore(settings, tmp_path / file))
        assert names(settings) == ["Anna"]
    assert names_beside(settings) == ["house.backed_up", "house.db", "house.key"]


def test_a_backup_of_a_newer_version_is_refused(settings: Settings, tmp_path: Path) -> None:
    backups.backup(settings, tmp_path / "b.db", plain=True)
    with sqlite3.connect(tmp_path / "b.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = 'ffff'")
    newer.close()
    refuses(settings, tmp_path / "b.db", "newer version")


def test_nothing_is_restored_under_a_running_server(settings: Settings, tmp_path: Path) -> None:
    backups.backup(settings, tmp_path / "b.db")
    runtime = open_runtime(settings)
    add_somebody(runtime, "Anna")
    with pytest.raises(Unusable, match="stop the server first"):
        backups.restore(settings, tmp_path / "b.db")
    runtime.database.close()
    assert names(settings) == ["Anna"]


def test_the_database_is_never_its_own_backup(settings: Settings, tmp_path: Path) -> None:
    file = database_of(settings)
    link = tmp_path / "link.db"
    link.symlink_to(file)
    for same in (file, link):
        with pytest.raises(Unusable, match="the database itself"):
            backups.backup(settings, same)
        assert all(check.ok for check in backups.restore(settings, same))  # takes nothing away either
    assert names(settings) == []


def test_an_old_backup_stays_until_the_new_one_is_written(settings: Settings, tmp_path: Path) -> None:
    kept = tmp_path / "b.db"
    kept.write_text("the backup of yesterday", "utf-8")
    missing = replace(settings, database_url=f"sqlite:///{tmp_path}/nowhere.db")
    with pytest.raises(Unusable, match="no database"):
        backups.backup(missing, kept)
    assert kept.read_text("utf-8") == "the backup of yesterday"
    backups.backup(settings, kept)
    assert sealed_files.is_sealed(kept)
    backups.backup(settings, kept, plain=True)
    assert kept.read_bytes().startswith(b"SQLite format 3")


def test_a_folder_that_cannot_be_written_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(Unusable, match="could not be written"):
        backups.backup(settings, tmp_path / "file" / "b.db")


def test_a_restore_into_postgresql_is_refused_too(settings: Settings, tmp_path: Path) -> None:
    backups.backup(settings, tmp_path / "b.db")
    other = replace(settings, database_url="postgresql+psycopg://host/name")
    with pytest.raises(Unusable, match="pg_dump"):
        backups.restore(other, tmp_path / "b.db")
