"""A real installation from nothing: serve, a municipality, its people, and somebody signs in."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from engine.office import municipalities
from engine.runtime import open_runtime
from engine.settings import read_settings
from tests.commands.conftest import PASSWORD, Typed, typed
from tests.commands.test_serving import end, started
from tests.web.town import Guest
from web.application import create_app

CARD = {
    "--name": "Ogres novads",
    "--name-genitive": "Ogres novada",
    "--address": "Brīvības iela 33, Ogre",
    "--iban": "LV80 BANK 0000 4351 9500 1",
    "--from": "2026-01-01",
}


def add(database: Path, code: str, **other: str) -> Typed:
    card = {**CARD, **{f"--{name.replace('_', '-')}": value for name, value in other.items()}}
    options = [part for pair in card.items() for part in pair]
    return typed("municipality", "add", code, *options, "--database", database, "--json")


@pytest.mark.early
def test_a_real_installation_is_started_with_commands_alone(tmp_path: Path) -> None:
    database = tmp_path / "real.db"
    with started("serve", "--port", "0", "--database", database) as (process, line):
        assert "http" in line
        end(process, signal.SIGTERM)
    joined = add(database, "ogre")
    assert (joined.code, joined.json) == (0, {"municipality_id": 1, "code": "ogre", "from": "2026-01-01"})
    hired = typed(
        "user", "add", "ilze", "--name", "Ilze Ozola", "--municipality", "ogre", "--role", "caseworker",
        "--password", PASSWORD, "--database", database,
    )  # fmt: skip
    assert hired.code == 0, hired.err
    runtime = open_runtime(read_settings({}, database=str(database)))
    try:
        ilze = Guest(create_app(runtime).test_client())
        assert ilze.sign_in("ilze", PASSWORD).status == 303
        page = ilze.get("/tasks")
        assert page.status == 200
        assert "Ogres novada Sociālais dienests" in page.text
        assert municipalities.card(runtime, 1).kind == "production"
    finally:
        runtime.database.close()


def test_municipalities_are_listed_with_what_they_said(database: Path) -> None:
    assert add(database, "cesis", name="Cēsu novads", name_genitive="Cēsu novada", regime="r316").code == 0
    listed = typed("municipality", "list", "--database", database, "--json").json["municipalities"]
    assert [one["code"] for one in listed] == ["ogre", "cesis"]
    assert listed[1] == {
        "code": "cesis",
        "name": "Cēsu novads",
        "name_genitive": "Cēsu novada",
        "address": "Brīvības iela 33, Ogre",
        "bank_account": "LV80BANK0000435195001",
        "regime": "r316",
        "in_use_from": "2026-01-01",
    }
    spoken = typed("municipality", "list", "--database", database)
    assert spoken.out.splitlines()[1] == "cesis: Cēsu novads, r316, 2026-01-01"


@pytest.mark.parametrize(
    ("code", "other", "words"),
    [
        ("ogre", {}, "with the code ogre already"),
        ("Ogre", {}, "small letters"),
        ("o", {}, "small letters"),
        ("cesis", {"iban": "LV80BANK0000435195002"}, "not a valid account number"),
        ("cesis", {"name_genitive": " "}, "genitive"),
        ("cesis", {"regime": "r999"}, "There is no rule pack r999; there are: proposed_2019, r316, r942."),
    ],
)
def test_what_cannot_be_right_is_one_sentence(
    database: Path, code: str, other: dict[str, str], words: str
) -> None:
    refused = add(database, code, **other)
    assert refused.code == 1
    assert words in refused.json["error"]
    listed = typed("municipality", "list", "--database", database, "--json").json["municipalities"]
    assert [one["code"] for one in listed] == ["ogre"]


def test_a_day_that_is_none_is_wrong_usage(database: Path) -> None:
    assert typed("municipality", "add", "cesis", "--from", "tomorrow", "--database", database).code == 2
