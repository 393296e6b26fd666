"""What an installation sets, and what it is told when it sets nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import settings
from engine.errors import Unusable
from engine.settings import (
    MailServer,
    SealKey,
    database_url,
    default_database,
    read_settings,
    seal_beside,
)


def test_a_path_means_sqlite_and_a_url_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert database_url("a.db") == f"sqlite:///{tmp_path}/a.db"
    assert database_url(tmp_path / "b c.db") == f"sqlite:///{tmp_path}/b c.db"
    assert database_url("postgresql+psycopg://host/name") == "postgresql+psycopg://host/name"


def test_the_option_goes_before_the_variable() -> None:
    environment = {"ASISTENTS_DATABASE_URL": "sqlite:////srv/one.db"}
    assert read_settings(environment).database_url == "sqlite:////srv/one.db"
    assert read_settings(environment, database="/srv/two.db").database_url == "sqlite:////srv/two.db"


def test_the_demo_is_used_where_no_other_database_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, demo = tmp_path / "own.db", tmp_path / "demo.db"
    monkeypatch.setattr(settings, "DEFAULT_DATABASE", own)
    monkeypatch.setattr(settings, "DEMO_DATABASE", demo)
    assert default_database() == own
    demo.touch()
    assert default_database() == demo
    own.touch()
    assert default_database() == own


def test_the_queue_suits_the_database() -> None:
    assert read_settings({}).queue == ""
    assert read_settings({"ASISTENTS_QUEUE": "table"}).queue == "table"
    on_server = {
        "ASISTENTS_DATABASE_URL": "postgresql+psycopg://host/name",
        "ASISTENTS_QUEUE": "procrastinate",
    }
    assert read_settings(on_server).queue == "procrastinate"
    with pytest.raises(Unusable, match="must be one of: table, procrastinate"):
        read_settings({"ASISTENTS_QUEUE": "celery"})
    with pytest.raises(Unusable, match="needs PostgreSQL"):
        read_settings({"ASISTENTS_QUEUE": "procrastinate"})


def test_the_owner_of_the_tables_is_named_for_the_same_database_only() -> None:
    owner = "postgresql+psycopg://asistents@host/name"
    given = {"ASISTENTS_OWNER_DATABASE_URL": owner}
    at = "postgresql+psycopg://worker@host/{}?sslmode=require"
    assert read_settings({}, database=at.format("name")).owner_database_url == ""
    assert read_settings(given, database=at.format("name")).owner_database_url == owner
    assert read_settings(given, database="/srv/a.db").owner_database_url == ""
    for other in (at.format("other"), at.format("")):
        with pytest.raises(Unusable, match="the same database"):
            read_settings(given, database=other)


def test_jobs_that_are_done_are_kept_for_days() -> None:
    assert read_settings({}).keep_done_days == 30
    assert read_settings({"ASISTENTS_KEEP_DONE_DAYS": "0"}).keep_done_days == 0
    for nonsense in ("-1", "x", "1.5", "999999"):
        with pytest.raises(Unusable, match="a whole number of days"):
            read_settings({"ASISTENTS_KEEP_DONE_DAYS": nonsense})


def test_the_keys_stand_beside_the_database_unless_somebody_says_otherwise() -> None:
    assert read_settings({}, database="/srv/a.db").key_file == Path("/srv/a.key")
    assert read_settings({"ASISTENTS_KEY_FILE": "/etc/keys"}, database="/srv/a.db").key_file == Path(
        "/etc/keys"
    )
    assert (
        read_settings({}, database="postgresql+psycopg://h/n").key_file
        == settings.ROOT / "var" / "asistents.key"
    )


def test_without_a_mail_server_letters_wait() -> None:
    assert read_settings({}).mail == MailServer("", 25, "asistents@localhost")


def test_a_mail_server_is_read_from_the_environment() -> None:
    environment = {
        "ASISTENTS_SMTP_HOST": "mail.ogre.example",
        "ASISTENTS_SMTP_PORT": "2525",
        "ASISTENTS_MAIL_FROM": "sd@ogre.example",
        "ASISTENTS_SECURE_COOKIES": "1",
    }
    found = read_settings(environment)
    assert found.mail == MailServer("mail.ogre.example", 2525, "sd@ogre.example")
    assert found.secure_cookies


def test_events_are_told_as_json_unless_a_person_reads_them() -> None:
    assert read_settings({}).log_style == read_settings({"ASISTENTS_LOG": ""}).log_style == "json"
    assert read_settings({"ASISTENTS_LOG": "plain"}).log_style == "plain"


@pytest.mark.parametrize("empty", ["", "0"])
def test_empty_means_not_set(empty: str) -> None:
    found = read_settings({"ASISTENTS_SECURE_COOKIES": empty, "ASISTENTS_SMTP_PORT": ""})
    assert (found.secure_cookies, found.mail.port) == (False, 25)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ASISTENTS_SMTP_PORT", "smtp"),
        ("ASISTENTS_SMTP_PORT", "0"),
        ("ASISTENTS_SMTP_PORT", "65536"),
        ("ASISTENTS_SECURE_COOKIES", "true"),
        ("ASISTENTS_SECURE_COOKIES", "yes"),
        ("ASISTENTS_LOG", "yaml"),
    ],
)
def test_nonsense_is_refused_by_the_name_of_the_variable(name: str, value: str) -> None:
    with pytest.raises(Unusable, match=name):
        read_settings({name: value})


def test_where_people_reach_the_pages() -> None:
    assert read_settings({}).public_address == ""
    told = read_settings({"ASISTENTS_PUBLIC_ADDRESS": " https://asistents.ogre.example/ "})
    assert told.public_address == "https://asistents.ogre.example"
    for nonsense in ("asistents.ogre.example", "ftp://a.example", "https://a.example/?q=1", "https://a b"):
        with pytest.raises(Unusable, match="ASISTENTS_PUBLIC_ADDRESS must be an address"):
            read_settings({"ASISTENTS_PUBLIC_ADDRESS": nonsense})


def test_the_seal_has_a_key_and_a_password_or_there_is_none(tmp_path: Path) -> None:
    both = {"ASISTENTS_SEAL_KEY_FILE": "/etc/seal.p12", "ASISTENTS_SEAL_PASSWORD_FILE": "/etc/seal.txt"}
    assert read_settings(both).seal == SealKey(Path("/etc/seal.p12"), Path("/etc/seal.txt"))
    with pytest.raises(Unusable, match="needs both"):
        read_settings({"ASISTENTS_SEAL_KEY_FILE": "/etc/seal.p12"})
    database = str(tmp_path / "own.db")
    assert read_settings({}, database=database).seal is None
    beside = seal_beside(database_url(database))
    beside.file.write_bytes(b"made by the installation itself")
    assert read_settings({}, database=database).seal == beside
