"""Whoever starts the service as a role that no policy holds is told so; others hear nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import waitress
from click.testing import CliRunner

from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from tests.postgres import ROLE, PostgresServer
from web.command_line import asistents
from web.commands import serve

TOLD = "PostgreSQL nenodala pašvaldības lomai postgres"


def stopped(*_: object, **__: object) -> None:
    """Ctrl+C as soon as there is something to do."""
    raise KeyboardInterrupt


@pytest.fixture
def address(postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database with its tables, its name only; what serves it ends at once."""
    key_file = tmp_path / "house.key"
    monkeypatch.setenv("ASISTENTS_KEY_FILE", str(key_file))
    name = postgres.create()
    open_database(postgres.url(name), open_key_file(key_file, create=True)).close()
    ends = SimpleNamespace(
        run=stopped, wait=stopped, start=lambda: None, stop=lambda: None, close=lambda: None
    )
    monkeypatch.setattr(serve, "Metronome", lambda _runtime: ends)
    monkeypatch.setattr(serve, "create_app", lambda _runtime: None)
    monkeypatch.setattr(waitress, "create_server", lambda *_, **__: ends)
    monkeypatch.setattr(serve, "log_to_stderr", lambda _style: None)
    for signals in ("_stop_when_told", "_end_undisturbed"):
        monkeypatch.setattr(serve, signals, lambda: None)
    yield name
    postgres.drop(name)


@pytest.mark.parametrize("command", [["worker"], ["web", "--port", "0"]], ids=["worker", "web"])
def test_a_role_that_obeys_no_policy_is_told_at_the_start(
    address: str, postgres: PostgresServer, command: list[str]
) -> None:
    for role, is_told in (("postgres", True), (ROLE, False)):
        url = postgres.url(address, role=role)
        done = CliRunner().invoke(asistents, [*command, "--database", url, "--lang", "lv"])
        assert done.exit_code == 0, done.output
        assert (TOLD in done.output) is is_told
