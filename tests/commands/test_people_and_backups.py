"""user, backup, restore, verify from the command line."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from engine.people import entrances, passwords, people
from engine.people.entrances import SignInRefused
from engine.persistence import rows
from engine.persistence.tables.districts import District
from engine.persistence.tables.installation import Municipality
from engine.runtime import EVERY, open_runtime
from engine.settings import read_settings
from tests.commands.conftest import PASSWORD, Typed, typed

NEW = "pavisam cita parole"


def user(database: Path, *arguments: str, **more: object) -> Typed:
    return typed("user", *arguments, "--database", database, **more)


def can_sign_in(database: Path, name: str, password: str) -> bool:
    runtime = open_runtime(read_settings({}, database=str(database)))
    try:
        entrances.sign_in(runtime, name, password, address="10.0.0.1")
    except SignInRefused:
        return False
    finally:
        runtime.database.close()
    return True


def test_somebody_is_added_changed_shut_out_and_let_in_again(database: Path) -> None:
    added = user(
        database, "add", "Ilze", "--name", "Ilze Ozola", "--municipality", "ogre", "--role", "caseworker",
        "--password", PASSWORD, "--json",
    )  # fmt: skip
    assert added.code == 0
    assert added.json.keys() == {"user_id", "user"}
    assert can_sign_in(database, "ilze", PASSWORD)
    changed = user(database, "roles", "ilze", "--role", "finance", "--role", "auditor", "--json")
    assert changed.json == {"user": "ilze", "roles": ["finance", "auditor"]}
    assert user(database, "password", "ilze", "--password", NEW).out == "ilze has a new password.\n"
    assert not can_sign_in(database, "ilze", PASSWORD)
    assert can_sign_in(database, "ilze", NEW)
    assert user(database, "disable", "ilze").code == 0
    assert not can_sign_in(database, "ilze", NEW)
    assert user(database, "enable", "ilze").code == 0
    assert can_sign_in(database, "ilze", NEW)


def test_roles_are_limited_to_districts_and_freed_again(database: Path) -> None:
    runtime = open_runtime(read_settings({}, database=str(database)))
    with runtime.transaction(EVERY) as session:
        house = rows.first(session, Municipality, code="ogre")
        assert house is not None
        session.add(District(municipality_id=house.id, code="IK", name="Ikšķile"))
    added = user(
        database, "add", "Zane", "--name", "Zane Ozola", "--municipality", "ogre", "--role", "caseworker",
        "--district", "IK", "--password", PASSWORD,
    )  # fmt: skip
    assert added.code == 0

    def limited() -> set[str]:
        return {role for role, _ in people.actor(runtime, "zane").districts}

    assert limited() == {"caseworker"}
    assert user(database, "roles", "zane", "--role", "caseworker", "--role", "finance").code == 0
    assert limited() == {"caseworker"}
    assert user(database, "roles", "zane", "--role", "caseworker", "--everywhere").code == 0
    assert limited() == set()
    assert user(database, "roles", "zane", "--role", "head_of_service", "--district", "IK").code == 0
    assert limited() == {"head_of_service"}
    assert user(database, "roles", "zane", "--role", "caseworker", "--district", "XX").code == 1
    both = user(database, "roles", "zane", "--role", "caseworker", "--district", "IK", "--everywhere")
    assert both.code == 2
    runtime.database.close()


def test_a_password_is_asked_for_twice_and_never_shown(database: Path) -> None:
    asked = user(database, "password", "gunta", input=f"{NEW}\n{NEW}\n")
    assert asked.code == 0
    assert NEW not in asked.out + asked.err
    assert can_sign_in(database, "gunta", NEW)


def test_what_people_get_wrong_is_one_sentence(database: Path) -> None:
    add = ("add", "ilze", "--name", "I", "--role", "caseworker", "--password")
    for arguments, words in [
        ((*add, "īsa"), "at least 12 characters"),
        ((*add, PASSWORD, "--municipality", "nowhere"), "no municipality with the code nowhere"),
        (("add", "gunta", "--name", "G", "--role", "finance", "--password", PASSWORD), "already taken"),
        (("disable", "nobody"), "There is no user nobody."),
    ]:
        refused = user(database, *arguments)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert words in refused.err
        assert words in user(database, *arguments, "--json").json["error"]
    assert user(database, "roles", "gunta", "--role", "king").code == 2
    assert user(database, "roles", "gunta").code == 2


def test_a_sound_house_is_verified(database: Path) -> None:
    verdict = typed("verify", "--database", database, "--json")
    assert verdict.code == 0
    assert verdict.json["ok"] is True
    assert verdict.json["checks"]
    for check in verdict.json["checks"]:
        assert check.keys() == {"name", "ok", "detail"}
    spoken = typed("verify", "--database", database, "--lang", "lv")
    assert len(spoken.out.splitlines()) == len(verdict.json["checks"])
    assert all(line.startswith("ok ") for line in spoken.out.splitlines())


def test_a_house_that_does_not_add_up_is_told(database: Path) -> None:
    with sqlite3.connect(database) as raw:  # somebody with the file in hand, and no scruples
        names = raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'"
        )
        for (name,) in names.fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE audit_event SET action = 'something_else' WHERE id = 1")
    raw.close()
    verdict = typed("verify", "--database", database, "--json")
    assert (verdict.code, verdict.json["ok"]) == (1, False)
    assert [check["name"] for check in verdict.json["checks"] if not check["ok"]] == ["audit_chain"]
    assert "BAD audit_chain" in typed("verify", "--database", database).out


def test_a_backup_goes_there_and_back(database: Path, tmp_path: Path) -> None:
    done = typed("backup", tmp_path / "b.db", "--database", database, "--json")
    assert (done.code, done.json) == (0, {"file": str(tmp_path / "b.db"), "sealed": True})
    user(database, "password", "gunta", "--password", NEW)
    restored = typed("restore", tmp_path / "b.db", "--database", database, "--json")
    assert restored.code == 0
    assert restored.json["ok"] is True
    assert can_sign_in(database, "gunta", PASSWORD)


def test_a_backup_that_cannot_be_is_one_sentence(database: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Labdien!", "utf-8")
    for arguments in [
        ("backup", database, "--database", database),
        ("backup", tmp_path / "letter.txt" / "b.db", "--database", database),
        ("restore", tmp_path / "letter.txt", "--database", database),
    ]:
        refused = typed(*arguments)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert typed("restore", tmp_path / "nothing.db", "--database", database).code == 2
    assert can_sign_in(database, "gunta", PASSWORD)


@pytest.fixture(autouse=True)
def _quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = type(passwords._hasher)(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", quick)


def test_a_drill_and_a_dry_run_say_what_they_found(database: Path, tmp_path: Path) -> None:
    typed("backup", tmp_path / "b.db", "--database", database, "--json")
    done = typed("drill", tmp_path / "b.db", "--database", database, "--json")
    assert (done.code, done.json["ok"], done.json["rows"]) == (0, True, done.json["rows_now"])
    looked = typed("retention", "--database", database, "--json")
    assert looked.code == 0
    assert all(one["due"] == {} for one in looked.json["municipalities"].values())
    fingerprint = looked.json["fingerprint"]
    wrong = typed("retention", "--erase", "0" * 16, "--reason", "Termiņš", "--database", database)
    assert wrong.code == 1
    none = typed("retention", "--erase", fingerprint, "--reason", "Termiņš", "--database", database, "--json")
    assert (none.code, none.json) == (0, {"erased": 0})
    assert typed("retention", "--erase", fingerprint, "--database", database).code == 1  # no reason
    again = typed("retention", "--reapply", "--database", database, "--json")
    assert again.json == {"erased": 0, "listed": 0}
    plain = typed("backup", tmp_path / "plain.db", "--plain", "--database", database)
    assert "not sealed" in plain.out
