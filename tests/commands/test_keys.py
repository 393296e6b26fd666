"""keys from the command line: listed, renewed, everything sealed by the newest; the same with --json."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from engine.errors import Unusable
from engine.messages_catalogue import say
from engine.persistence import masters
from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.persistence.masters import FileMasters, add_master, read_masters
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import OutboxKind, OutboxMessage
from engine.persistence.tenancy import EVERY
from tests.commands.conftest import typed
from tests.persistence import builders


@pytest.fixture
def told(database: Path) -> Path:
    """The house knows a personal code and has a message to send."""
    house = open_database(f"sqlite:///{database}", open_key_file(database.with_suffix(".key")))
    with house.transaction(EVERY) as session:
        builders.person(session, municipality_id=1, personal_code="010180-12345")
        session.add(
            OutboxMessage(
                municipality_id=1,
                key="k",
                kind=OutboxKind.EMAIL,
                recipient="anna@example.lv",
                payload={},
                next_at=builders.NOW,
            )
        )
    house.close()
    return database


def test_keys_are_listed_renewed_and_everything_sealed_by_the_newest(told: Path) -> None:
    before = typed("keys", "list", "--database", told, "--json").json
    town = {"name": "1", "municipality_id": 1, "is_newest": True, "wraps": 1}
    assert before == {
        "keys": [{"name": "1", "municipality_id": None, "is_newest": True, "wraps": 1}, town],
        "behind": [],
        "account_secrets_behind": 0,
    }
    for _ in range(2):  # a master that waits is not followed by another
        assert typed("keys", "rotate", "--prepare", "--database", told, "--json").json == {"master": 2}
    renewed = typed("keys", "rotate", "--database", told, "--json")
    assert renewed.json == {"master": 2, "municipality_keys": 1, "person_keys": 1, "values": 0}
    left = typed("keys", "list", "--database", told)
    assert "outbox.recipient: 0 values in the earlier format, 1 under an earlier key." in left.out
    assert "Master key 1: wraps 0 keys." in left.out
    done = typed("keys", "reseal", "--database", told, "--lang", "lv")
    assert (done.code, "outbox: 2 vērtības" in done.out) == (0, True)
    assert typed("keys", "reseal", "--database", told, "--json").json["values"] == 0
    key_file = told.with_suffix(".key")
    key_file.write_text(key_file.read_text("ascii").splitlines()[1] + "\n", "ascii")  # the first one goes
    assert "Everything is sealed by the newest keys." in typed("keys", "list", "--database", told).out
    assert typed("verify", "--database", told).code == 0
    house = open_database(f"sqlite:///{told}", open_key_file(key_file))
    with house.reading(EVERY) as session:
        assert session.get_one(Person, 1).personal_code == "010180-12345"
    house.close()


def test_a_new_master_is_in_the_file_at_once_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, link = tmp_path / "house.key", tmp_path / "link.key"
    open_key_file(path, create=True)
    path.chmod(0o400)
    link.symlink_to(path)
    held = FileMasters(link)
    before = path.read_text("ascii")

    def power_cut(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", power_cut)
        with pytest.raises(Unusable, match=r"The key file .*link\.key cannot be used: no room\."):
            held.renew()
    assert (path.read_text("ascii"), sorted(tmp_path.iterdir())) == (before, [path, link])
    assert add_master(link) == 2
    assert (link.is_symlink(), path.stat().st_mode & 0o777) == (True, 0o400)
    assert path.read_text("ascii").startswith(before)
    assert list(held.numbers()) == [1, 2]  # a process that runs already finds it
    number, wrapped = held.wrap(b"k" * 32, b"about")
    assert (number, held.unwrap(2, wrapped, b"about")) == (2, b"k" * 32)
    for wrong in ((1, wrapped, b"about"), (2, wrapped, b"other"), (3, wrapped, b"about")):
        with pytest.raises(ValueError, match=r"altered|not in the key file"):
            held.unwrap(*wrong)


def test_the_file_does_not_take_more_keys_than_it_can_number(tmp_path: Path) -> None:
    path = tmp_path / "house.key"
    open_key_file(path, create=True)
    path.write_text(path.read_text("ascii").replace("1 ", f"{masters.HIGHEST} ", 1), "ascii")
    with pytest.raises(Unusable) as refused:
        add_master(path)
    assert "holds as many keys as it can" in say(refused.value.message, "en")
    assert list(read_masters(path)) == [masters.HIGHEST]
