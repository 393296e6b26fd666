"""PostgreSQL's own tools on a database of the tests' server, used as the deployment's README tells."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.postgres import PostgresServer

EVERY_ROW = "-c asistents.tenant=every"


def ran(server: PostgresServer, tool: str, *options: str, said: str = "") -> str:
    """What the tool complained of; "" where all went well."""
    done = subprocess.run(  # noqa: S603 -- the server's own tools
        [f"{server.server.bin_path}/{tool}", *options],
        env={**os.environ, "PGOPTIONS": said},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode != 0) is bool(done.stderr)
    return done.stderr


def address(server: PostgresServer, name: str) -> str:
    """A database as the tools take it."""
    return server.url(name).replace("+psycopg", "")


def dump(server: PostgresServer, name: str, file: Path, *, form: str = "custom") -> None:
    """One consistent state of a database, with every municipality's rows, into a file."""
    options = ("--enable-row-security", f"--format={form}", f"--file={file}", address(server, name))
    assert ran(server, "pg_dump", *options, said=EVERY_ROW) == ""


def restore(server: PostgresServer, file: Path) -> str:
    """A dump into a fresh database; its name."""
    name = server.create()
    assert ran(server, "pg_restore", "--no-owner", f"--dbname={address(server, name)}", str(file)) == ""
    return name
