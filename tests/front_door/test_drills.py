"""A backup is restored for trial: what would be lost, whether it is the same history, nothing left behind."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from engine.clock import VirtualClock
from engine.errors import Unusable
from engine.persistence import audit
from engine.persistence.keys import open_key_file
from engine.persistence.tables.installation import InstallationKind
from engine.runtime import EVERY, Runtime
from engine.settings import Settings, read_settings
from engine.simulation.founding import add_municipality, found_installation
from engine.upkeep import backups, drill_notes, drills
from tests.small_house import BEGINS, IN_USE_FROM


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation with a sealed event in its trail, and money booked."""
    settings = read_settings({}, database=str(tmp_path_factory.mktemp("founded") / "house.db"))
    keys = open_key_file(settings.key_file, create=True)
    runtime = found_installation(
        settings, InstallationKind.TEST, clock=VirtualClock(BEGINS), keys=keys, durable=False
    )
    add_municipality(runtime, "ogre", "Ogres novads", from_day=IN_USE_FROM)
    happens(runtime)
    runtime.database.close()
    return settings


@pytest.fixture
def settings(founded: Settings, tmp_path: Path) -> Settings:
    """A copy of its own."""
    shutil.copytree(database_of(founded).parent, tmp_path / "house")
    return read_settings({}, database=str(tmp_path / "house" / "house.db"))


def happens(runtime: Runtime) -> None:
    with runtime.transaction(EVERY) as session:
        at = runtime.clock.now()
        audit.record(session, action="x", at=at, municipality_id=1, actor_user_id=None, object_id="1")
    with runtime.transaction(EVERY) as session:
        audit.seal(session)


def database_of(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


@pytest.mark.parametrize("plain", [False, True])
def test_a_drill_says_what_a_restore_would_give_and_leaves_nothing(
    settings: Settings, tmp_path: Path, plain: bool
) -> None:
    clock = VirtualClock(BEGINS + timedelta(minutes=90))
    backups.backup(settings, tmp_path / "b", plain=plain, clock=clock)
    before = database_of(settings).read_bytes()
    found = drills.drill(settings, tmp_path / "b", clock=clock)
    assert [one for one in found.checks if not one.ok] == []
    assert {"ledger_total", "audit_chain", "same_ledger", "same_audit_chain"} <= {
        one.name for one in found.checks
    }
    assert found.lost == timedelta(minutes=90)
    assert found.history.rows == found.rows_now
    assert database_of(settings).read_bytes() == before
    left = sorted(one.name for one in database_of(settings).parent.iterdir())
    assert left == ["house.backed_up", "house.db", "house.drilled", "house.key"]
    note = drill_notes.last(settings)
    assert note is not None
    assert (note.at, note.is_sound) == (clock.now(), True)


def test_a_backup_of_another_history_is_told(settings: Settings, tmp_path: Path) -> None:
    backups.backup(settings, tmp_path / "b")
    with sqlite3.connect(database_of(settings)) as raw:  # another event where the backup has its own
        triggers = raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'"
        )
        for (name,) in triggers.fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE audit_event SET chain_mac = 'ff' WHERE sealed_seq IS NOT NULL")
    raw.close()
    found = drills.drill(settings, tmp_path / "b")
    assert [one.name for one in found.checks if not one.ok] == ["same_audit_chain"]
    assert not found.is_sound
    assert json.loads(database_of(settings).with_suffix(".drilled").read_text())["sound"] is False


def test_a_backup_that_cannot_be_opened_is_noted(settings: Settings, tmp_path: Path) -> None:
    backups.backup(settings, tmp_path / "b")
    (tmp_path / "b").write_bytes((tmp_path / "b").read_bytes()[:-1])
    with pytest.raises(Unusable, match="damaged"):
        drills.drill(settings, tmp_path / "b")
    note = drill_notes.last(settings)
    assert note is not None
    assert not note.is_sound
    assert not list(database_of(settings).parent.glob(".drill*"))
