"""The doctor: a sound house passes, and every planted risk is named by the check that is there for it."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pyotp
import pytest

from engine.clock import VirtualClock
from engine.domain.rights import Role
from engine.people import people, second_factor
from engine.people.people import NewAccount
from engine.persistence import rows
from engine.persistence.keys import open_key_file
from engine.persistence.tables.installation import Municipality
from engine.runtime import EVERY, Runtime
from engine.settings import MailServer, Settings, read_settings
from engine.upkeep import backups, doctor, drill_notes
from engine.upkeep.doctor import INSIDE, OUTSIDE
from engine.upkeep.drill_notes import DrillNote
from engine.upkeep.risks import InstallationKind, Weight
from tests.front_door.planted_risks import PLANTED, Patient
from tests.small_house import BEGINS, FILES, OGRE, PASSWORD, found_small


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory, quick_hashing: None) -> Path:
    """A folder with a sound production installation: data/, keys/, the owners' folders."""
    folder = tmp_path_factory.mktemp("healthy")
    for name in ("data", "keys"):
        (folder / name).mkdir(mode=0o700)
    for path, content in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    settings = settings_in(folder)
    runtime = found_small(settings, open_key_file(settings.key_file, create=True))
    people.add(runtime, OGRE, NewAccount("sandra", "Sandra", PASSWORD, frozenset({Role.ADMINISTRATOR})))
    for name in ("ilze", "dace", "valdis", "edgars", "gunta", "sandra"):
        give_factor(runtime, name)
    with runtime.transaction(EVERY) as session:
        real = {"email": "sd@ogresnovads.lv", "bank_account": "LV80BANK0000435195001"}
        rows.change(session, Municipality, real, id=1)
    runtime.database.close()
    with sqlite3.connect(folder / "data" / "house.db") as raw:
        raw.execute("UPDATE installation SET kind = 'production'")
    raw.close()
    (folder / "data" / "house.db").chmod(0o600)
    return folder


def give_factor(runtime: Runtime, name: str) -> None:
    actor = people.actor(runtime, name)
    second_factor.begin(runtime, actor)
    setup = second_factor.setup(runtime, actor)
    assert setup is not None
    second_factor.confirm(runtime, actor, pyotp.TOTP(setup.secret.replace(" ", "")).at(runtime.clock.now()))


def settings_in(folder: Path) -> Settings:
    return replace(
        read_settings({}, database=str(folder / "data" / "house.db")),
        key_file=folder / "keys" / "house.key",
        mail=MailServer("mail.ogresnovads.lv", 25, "asistents@ogresnovads.lv"),
        secure_cookies=True,
        metrics_token="n" * 32,
        public_address="https://asistents.ogresnovads.lv",
        trusted_hosts=("asistents.ogresnovads.lv", "127.0.0.1"),
        trusted_proxy="10.0.0.5",
        second_factor=("must",),
        processes_folder=folder / "processes",
        forms_folder=folder / "forms",
    )


@pytest.fixture
def patient(healthy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patient:
    """A copy of its own, backed up an hour ago to another disk, and restored for trial."""
    folder = tmp_path / "house"
    shutil.copytree(healthy, folder)
    found = Patient(settings_in(folder), VirtualClock(BEGINS), monkeypatch)
    backups.backup(found.settings, tmp_path / "elsewhere" / "backup.db", clock=found.clock)
    drill_notes.write(found.settings, DrillNote(found.clock.now(), tmp_path, is_sound=True))
    (tmp_path / "elsewhere" / "backup.db").unlink()  # carried away to another machine
    found.clock.pass_time(timedelta(hours=1))
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=50 * 2**30))
    return found


def test_a_sound_house_passes_every_check(patient: Patient) -> None:
    found = patient.examine()
    assert {name: one.risks for name, one in found.items() if one.risks} == {}
    assert list(found) == [*OUTSIDE, "migrations", *INSIDE]
    assert doctor.is_sound(found.values())


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_risk_is_named(patient: Patient, name: str) -> None:
    plant, check, weight, words = PLANTED[name]
    plant(patient)
    found = patient.examine()
    named = [(risk.weight, str(risk.sentence)) for risk in found[check].risks]
    assert [one for one, sentence in named if words in sentence] == [weight], named
    assert doctor.is_sound(found.values()) == (weight is Weight.WARNING)


def test_every_check_has_a_planted_risk() -> None:
    assert {check for _, check, _, _ in PLANTED.values()} - {"migrations", "opening"} == {*OUTSIDE, *INSIDE}


def test_looking_changes_nothing_and_upgrades_nothing(patient: Patient) -> None:
    PLANTED["database of an earlier version"][0](patient)
    before = patient.file.read_bytes()
    found = patient.examine()
    assert set(INSIDE).isdisjoint(found)  # what stands in the database is not asked of an earlier version
    assert patient.file.read_bytes() == before
    assert not patient.file.with_name("house.db-wal").exists()


def test_a_demo_is_told_from_a_test(patient: Patient) -> None:
    for kind in (InstallationKind.DEMO, InstallationKind.TEST):
        patient.sql("UPDATE installation SET kind = ?", kind.value)
        (risk,) = patient.examine()["made_up_data"].risks
        assert f"made for {kind}" in str(risk.sentence)
