"""Other systems from the command line: a token is printed once, listed without it, and revoked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from engine.clock import SystemClock, local_day
from engine.integrations import tokens
from engine.runtime import open_runtime
from engine.settings import read_settings
from tests.commands.conftest import Typed, typed

SOPA = (
    "SOPA", "--purpose", "Lietu uzskaite", "--municipality", "ogre", "--role", "caseworker", "--scope",
    "cases:read",
)  # fmt: skip


@pytest.fixture
def in_a_month() -> str:
    return str(local_day(SystemClock().now()) + timedelta(days=30))


def integration(database: Path, *arguments: str | Path) -> Typed:
    return typed("integration", *arguments, "--database", database)


def counts(database: Path, token: str) -> bool:
    runtime = open_runtime(read_settings({}, database=str(database)))
    try:
        return tokens.caller(runtime, token) is not None
    finally:
        runtime.database.close()


def test_a_token_is_given_listed_and_revoked(database: Path, in_a_month: str) -> None:
    made = integration(database, "add", *SOPA, "--until", in_a_month, "--json").json
    assert counts(database, made["token"])
    listed = integration(database, "list", "--json")
    assert made["token"] not in listed.out
    [row] = listed.json["integrations"]
    assert (row["name"], row["scopes"], row["roles"], row["live"]) == (
        "SOPA",
        ["cases:read"],
        ["caseworker"],
        True,
    )
    assert integration(database, "revoke", str(made["integration_id"])).code == 0
    assert not counts(database, made["token"])
    assert integration(database, "list", "--json").json["integrations"][0]["live"] is False


def test_what_cannot_be_is_one_sentence(database: Path, in_a_month: str) -> None:
    ministry = ("M", "--purpose", "x", "--role", "ministry_officer", "--until", in_a_month)
    for arguments in [
        (*SOPA, "--until", "2001-01-01"),
        (*ministry, "--scope", "cases:read"),
        (*SOPA[:5], "--role", "finance", "--scope", "cases:read", "--until", in_a_month),
    ]:
        refused = integration(database, "add", *arguments)
        assert (refused.code, refused.err.count("\n")) == (1, 1), refused
    assert integration(database, "revoke", "99").code == 1
    assert integration(database, "add", "X", "--scope", "everything").code == 2
    assert integration(database, "add", *ministry, "--scope", "claims:read").code == 0
