"""Pages and work in processes of their own on one PostgreSQL, as several hosts would run them."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.persistence import rows
from engine.persistence.tables.instances import CycleRun
from engine.runtime import EVERY, Runtime, open_runtime
from engine.settings import Settings, read_settings
from engine.simulation.founding import add_municipality
from tests.commands.test_serving import LONGEST, end, fetch, started
from tests.postgres import PostgresServer
from web.command_line import asistents

pytestmark = pytest.mark.early


@pytest.fixture
def url(postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database on the server, and a key file that every process shares."""
    monkeypatch.setenv("ASISTENTS_KEY_FILE", str(tmp_path / "shared.key"))
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


def cycles_begun(runtime: Runtime) -> int:
    with runtime.reading(EVERY) as session:
        return rows.count(session, CycleRun)


def wait_until_work_is_done(settings: Settings) -> None:
    """The workers' ticks begin the periods of a municipality that has just joined."""
    runtime, patience = open_runtime(settings), threading.Event()
    for _ in range(LONGEST * 5):
        if cycles_begun(runtime):
            break
        patience.wait(0.2)
    assert cycles_begun(runtime) > 0
    runtime.database.close()


def test_one_founds_others_serve_and_work(url: str) -> None:
    with started("serve", "--port", "0", "--kind", "test", "--database", url) as (first, line):
        assert fetch(line, "/ready") == (200, "ready\n")
        end(first, signal.SIGTERM)
    settings = read_settings(dict(os.environ), database=url)
    with (
        started("web", "--port", "0", "--database", url) as (pages, line),
        started("web", "--port", "0", "--database", url) as (other_pages, other_line),
        started("worker", "--database", url) as (worker, _),
        started("worker", "--database", url) as (other_worker, _),
    ):
        runtime = open_runtime(settings)
        add_municipality(runtime, "ogre", "Ogres novads", from_day=date(2026, 1, 1))
        runtime.database.close()
        wait_until_work_is_done(settings)
        for served in (line, other_line):
            assert fetch(served, "/ready")[0] == 200
            assert fetch(served, "/sign-in")[0] == 200
        for process in (pages, other_pages, worker, other_worker):
            end(process, signal.SIGTERM)


def test_a_backup_of_postgresql_names_its_own_tools_and_writes_nothing(url: str, tmp_path: Path) -> None:
    with started("serve", "--port", "0", "--kind", "test", "--database", url) as (first, line):
        assert fetch(line, "/ready") == (200, "ready\n")
        done = CliRunner().invoke(asistents, ["backup", str(tmp_path / "b.db"), "--database", url])
        end(first, signal.SIGTERM)
    assert done.exit_code == 1, done.output
    told = done.output + done.stderr
    assert "pg_dump" in told
    assert "pg_basebackup" in told
    assert not (tmp_path / "b.db").exists()
