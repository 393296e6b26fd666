"""An installation to be examined, and every risk that can be planted in it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine.clock import VirtualClock
from engine.people import people
from engine.persistence import erasure_list, house_state
from engine.persistence.erasure_list import Listed
from engine.persistence.keys import open_key_file
from engine.runtime import Runtime, open_runtime
from engine.settings import MailServer, SealKey, Settings
from engine.sign_in_providers import Provider, Says
from engine.upkeep import backups, doctor, drill_notes, keeping_risks, vital_signs
from engine.upkeep.doctor import Examined
from engine.upkeep.drill_notes import DrillNote
from engine.upkeep.risks import Weight
from tests.small_house import BEGINS

DEMO = ("ilze", "parole-demo-2026")


@dataclass(slots=True)
class Patient:
    """An installation on the disk, and how it is examined."""

    settings: Settings
    clock: VirtualClock
    monkeypatch: pytest.MonkeyPatch

    @property
    def file(self) -> Path:
        """Its database."""
        return Path(self.settings.database_url.removeprefix("sqlite:///"))

    def examine(self) -> dict[str, Examined]:
        """Every check by name."""
        return {one.name: one for one in doctor.examine(self.settings, [DEMO], clock=self.clock)}

    def set(self, **changes: Any) -> None:
        """Other settings."""
        self.settings = replace(self.settings, **changes)

    def sql(self, statement: str, *values: str) -> None:
        """Somebody with the file in hand."""
        with sqlite3.connect(self.file) as raw:
            raw.execute(statement, values)
        raw.close()


def _provider(
    patient: Patient, *, issuer: str = "https://login.example", words: str = "s", mode: int = 0o600
) -> None:
    file = patient.file.with_name("entra.secret")
    file.write_text(words, "utf-8")
    file.chmod(mode)
    one = Provider("entra", "Microsoft", issuer, "asistents", file, "oid", Says.IDENTIFIER)
    patient.set(providers=(one,))


def _add_known_password(patient: Patient) -> None:
    runtime = open_runtime(patient.settings, clock=patient.clock)
    people.set_password(runtime, "dace", DEMO[1])
    runtime.database.close()


def _lag(patient: Patient, **signs: Any) -> None:
    was = vital_signs.read

    def read(runtime: Runtime) -> vital_signs.VitalSigns:
        return replace(was(runtime), **signs)

    patient.monkeypatch.setattr(vital_signs, "read", read)


def _behind(patient: Patient) -> None:
    patient.sql("UPDATE alembic_version SET version_num = '0022'")


def _erased(patient: Patient, *, on_list: bool) -> None:
    """A line on the list, or a row in the database, that the other does not know."""
    if on_list:
        keys = open_key_file(patient.settings.key_file)
        listed = Listed(patient.clock.now(), 1, "person", 1)
        erasure_list.append(patient.settings.erasure_list, keys, [listed])
    else:
        patient.sql(
            "INSERT INTO erasure (municipality_id, record, object_id, at, reason) "
            "VALUES (1, 'person', 1, ?, '')",
            "2026-03-01 00:00:00",
        )


def _drilled(patient: Patient, *, sound: bool) -> None:
    note = DrillNote(patient.clock.now(), patient.file, is_sound=sound)
    drill_notes.write(patient.settings, note)


def _later_clock(patient: Patient, **far: float) -> None:
    patient.clock.pass_time(timedelta(**far))


def _another_server(patient: Patient, **changes: str) -> None:
    """What a PostgreSQL server would answer."""
    sound = {
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "archive_mode": "on",
        "is_superuser": "off",
        "ssl": "on",
    }
    patient.monkeypatch.setattr(house_state, "kept_by", lambda _session: {**sound, **changes})
    patient.monkeypatch.setattr(keeping_risks, "SQLITE", "no such kind:")


def _drift(patient: Patient) -> None:
    now = patient.clock.now()
    patient.monkeypatch.setattr(house_state, "server_time", lambda _session: now + timedelta(seconds=90))


def _seal(patient: Patient) -> None:
    seal = SealKey(patient.file.with_suffix(".p12"), patient.file.with_suffix(".txt"))
    for file in (seal.file, seal.password_file):
        file.write_text("x")
    seal.password_file.chmod(0o640)
    seal.file.chmod(0o600)
    patient.set(seal=seal)


def _beside(patient: Patient) -> None:
    beside = patient.file.with_suffix(".key")
    shutil.move(patient.settings.key_file, beside)
    patient.set(key_file=beside)


def _disk(patient: Patient, free: int) -> None:
    patient.monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free))


def _open_doors(patient: Patient) -> None:
    patient.file.chmod(0o644)
    patient.file.parent.chmod(0o755)


def _unpublished(patient: Patient) -> None:
    (patient.settings.forms_folder / "errand" / "ask.json").write_text("{}")


ERROR, WARNING = Weight.ERROR, Weight.WARNING
PLANTED: Mapping[str, tuple[Callable[[Patient], object], str, Weight, str]] = {
    "key others may read": (
        lambda p: p.settings.key_file.chmod(0o640),
        "key_file_rights",
        ERROR,
        "chmod 600",
    ),
    "seal's password others may read": (_seal, "key_file_rights", ERROR, "house.txt"),
    "key of another user": (
        lambda p: p.monkeypatch.setattr(os, "geteuid", lambda: 4711),
        "key_file_rights",
        ERROR,
        "another user",
    ),
    "key beside the database": (_beside, "key_file_place", WARNING, "beside the database"),
    "no key": (lambda p: p.settings.key_file.unlink(), "key_file_place", ERROR, "There is no key file"),
    "folder of the key open": (
        lambda p: p.settings.key_file.parent.chmod(0o777),
        "key_file_folder",
        ERROR,
        "chmod go-w",
    ),
    "no public address": (
        lambda p: p.set(public_address=""),
        "public_address",
        WARNING,
        "ASISTENTS_PUBLIC_ADDRESS",
    ),
    "no TLS": (lambda p: p.set(public_address="http://x.lv"), "public_address", ERROR, "reads along"),
    "cookies without TLS": (
        lambda p: p.set(secure_cookies=False),
        "secure_cookies",
        ERROR,
        "SECURE_COOKIES=1",
    ),
    "any host": (lambda p: p.set(trusted_hosts=()), "proxy", WARNING, "by any name"),
    "own host missing": (lambda p: p.set(trusted_hosts=("x",)), "proxy", ERROR, "nobody gets in"),
    "proxy not known": (lambda p: p.set(trusted_proxy=""), "proxy", WARNING, "ASISTENTS_TRUSTED_PROXY"),
    "provider without TLS": (
        lambda p: _provider(p, issuer="http://login.example"),
        "sign_in_providers",
        ERROR,
        "without TLS",
    ),
    "provider without its secret": (lambda p: _provider(p, words=""), "sign_in_providers", ERROR, "missing"),
    "secret for everybody": (lambda p: _provider(p, mode=0o644), "sign_in_providers", WARNING, "0600"),
    "no mail": (lambda p: p.set(mail=MailServer()), "mail", WARNING, "outbox"),
    "made-up sender": (
        lambda p: p.set(mail=MailServer("mail.ogresnovads.lv")),
        "mail",
        ERROR,
        "asistents@localhost",
    ),
    "nobody watches": (lambda p: p.set(metrics_token=""), "metrics", WARNING, "/metrics"),
    "token to guess": (lambda p: p.set(metrics_token="secret"), "metrics", ERROR, "can be guessed"),
    "events told to the machine itself": (
        lambda p: p.set(events_to_loopback=True),
        "events",
        ERROR,
        "ASISTENTS_EVENTS_TO_LOOPBACK",
    ),
    "little room": (lambda p: _disk(p, 2**30), "disk_space", WARNING, "1024 MB"),
    "no room": (lambda p: _disk(p, 2**20), "disk_space", ERROR, "make room"),
    "database of an earlier version": (_behind, "migrations", ERROR, "revision 0022"),
    "no database": (lambda p: p.file.unlink(), "migrations", ERROR, "no database yet"),
    "keys of another house": (
        lambda p: p.settings.key_file.write_text(f"1 {'ab' * 32}\n"),
        "opening",
        ERROR,
        "does not belong",
    ),
    "synchronous off": (
        lambda p: p.monkeypatch.setattr(
            house_state, "kept_by", lambda _s: {"journal_mode": "delete", "synchronous": "0"}
        ),
        "durability",
        ERROR,
        "does not wait for the disk",
    ),
    "PostgreSQL without fsync": (
        lambda p: _another_server(p, fsync="off"),
        "durability",
        ERROR,
        "fsync = off",
    ),
    "PostgreSQL answers early": (
        lambda p: _another_server(p, synchronous_commit="off"),
        "durability",
        ERROR,
        "synchronous_commit = off",
    ),
    "superuser": (lambda p: _another_server(p, is_superuser="on"), "durability", ERROR, "superuser"),
    "PostgreSQL without archive": (
        lambda p: _another_server(p, archive_mode="off"),
        "backup",
        WARNING,
        "archive_mode = off",
    ),
    "database others may read": (_open_doors, "database_file", ERROR, "chmod 700"),
    "never backed up": (lambda p: p.file.with_suffix(".backed_up").unlink(), "backup", ERROR, "No backup"),
    "backup of the day before yesterday": (lambda p: _later_clock(p, days=2), "backup", WARNING, "49 hours"),
    "old backup": (lambda p: _later_clock(p, days=8), "backup", ERROR, "193 hours"),
    "backup on the same disk": (
        lambda p: backups.backup(p.settings, p.file.with_name("copy.db"), clock=p.clock),
        "backup",
        WARNING,
        "own disk",
    ),
    "backup that anybody can read": (
        lambda p: backups.backup(p.settings, p.file.with_name("copy.db"), plain=True, clock=p.clock),
        "backup_seal",
        WARNING,
        "not sealed",
    ),
    "never drilled": (lambda p: p.file.with_suffix(".drilled").unlink(), "drill", WARNING, "90 days"),
    "backup that could not be restored": (lambda p: _drilled(p, sound=False), "drill", ERROR, "for trial"),
    "old backup in use": (lambda p: _erased(p, on_list=True), "erasures", ERROR, "--reapply"),
    "list of erasures lost": (lambda p: _erased(p, on_list=False), "erasures", WARNING, "bring them back"),
    "list of erasures altered": (
        lambda p: p.settings.erasure_list.write_text("{}\n"),
        "erasures",
        ERROR,
        "not as it was written",
    ),
    "clocks apart": (_drift, "clock", ERROR, "90 seconds"),
    "clock set back": (
        lambda p: setattr(p, "clock", VirtualClock(BEGINS - timedelta(days=1))),
        "clock",
        ERROR,
        "not reached",
    ),
    "made for a demo": (
        lambda p: p.sql("UPDATE installation SET kind = 'demo'"),
        "made_up_data",
        ERROR,
        "made for demo",
    ),
    "municipality of a demo": (
        lambda p: p.sql("UPDATE municipality SET email = 'sd@ogre.example'"),
        "made_up_data",
        ERROR,
        "ogre.example",
    ),
    "password of the demo": (_add_known_password, "known_passwords", ERROR, "sign in as dace"),
    "no second factor": (
        lambda p: p.sql("DELETE FROM second_factor WHERE user_id = 1"),
        "second_factors",
        WARNING,
        "ilze",
    ),
    "role that is none": (lambda p: p.set(second_factor=("boss",)), "second_factors", ERROR, "boss"),
    "one administrator": (
        lambda p: p.sql("UPDATE user_account SET disabled_at = '2026-03-01' WHERE user_name = 'sandra'"),
        "administrators",
        WARNING,
        "Only 1",
    ),
    "slow worker": (lambda p: _lag(p, job_lag_seconds=300), "worker", WARNING, "5 minutes"),
    "no worker": (lambda p: _lag(p, timer_lag_seconds=3600), "worker", ERROR, "60 minutes"),
    "forbidden script": (
        lambda p: p.sql(
            "INSERT INTO policy_report (day, directive, page, blocked, times) "
            "VALUES ('2026-03-01', 'script-src-elem', '/cases/…', 'inline', 3)"
        ),
        "policy_reports",
        WARNING,
        "3 times",
    ),
    "incidents": (lambda p: _lag(p, open_incidents=3), "incidents", WARNING, "3 incidents"),
    "mail waits": (lambda p: _lag(p, waiting_mail=101), "incidents", WARNING, "101 letters"),
    "no release": (
        lambda p: p.sql("DELETE FROM municipality_release"),
        "municipalities",
        ERROR,
        "no release",
    ),
    "no bank account": (
        lambda p: p.sql("UPDATE municipality SET bank_account = ''"),
        "municipalities",
        WARNING,
        "bank account",
    ),
    "folders not published": (_unpublished, "folders", WARNING, "never published"),
}
"""What was planted → how, the check that names it, its weight, words of its sentence."""
