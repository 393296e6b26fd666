"""A copy made by PostgreSQL's own tools holds every municipality's rows, or is refused; never a part."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from engine.persistence import rows
from engine.persistence.database import open_database
from engine.persistence.keys import KeyRing
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import EVERY, Tenant
from tests.persistence import builders
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


def test_a_dump_holds_all_rows_where_it_says_so_and_is_refused_where_not(
    postgres: PostgresServer, postgres_template: str, keys: KeyRing, tmp_path: Path
) -> None:
    with postgres.opened_copy(postgres_template, keys) as database:
        for tenant in (Tenant(1), Tenant(2)):
            with database.transaction(tenant) as session:
                builders.person(session)
        place = postgres.url(str(database.engine.url.database)).replace("+psycopg", "")
        dump = ("--format=custom", f"--file={tmp_path}/house.dump", place)
        assert "row-level security" in ran(postgres, "pg_dump", *dump)
        assert ran(postgres, "pg_dump", "--enable-row-security", *dump, said=EVERY_ROW) == ""
    name = postgres.create()
    target = postgres.url(name).replace("+psycopg", "")
    assert ran(postgres, "pg_restore", "--no-owner", f"--dbname={target}", f"{tmp_path}/house.dump") == ""
    restored = open_database(postgres.url(name), keys, create=False)
    found = []
    for tenant in (EVERY, Tenant(1), Tenant(2)):
        with restored.reading(tenant) as session:
            found.append(rows.count(session, Person))
    restored.close()
    postgres.drop(name)
    assert found == [2, 1, 1]
