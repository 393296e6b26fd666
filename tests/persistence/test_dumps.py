"""A copy made by PostgreSQL's own tools holds every municipality's rows, or is refused; never a part."""

from __future__ import annotations

from pathlib import Path

from engine.persistence import rows
from engine.persistence.database import open_database
from engine.persistence.keys import KeyRing
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import EVERY, Tenant
from tests.persistence import builders
from tests.postgres import PostgresServer
from tests.postgres_tools import address, dump, ran, restore


def test_a_dump_holds_all_rows_where_it_says_so_and_is_refused_where_not(
    postgres: PostgresServer, postgres_template: str, keys: KeyRing, tmp_path: Path
) -> None:
    with postgres.opened_copy(postgres_template, keys) as database:
        for tenant in (Tenant(1), Tenant(2)):
            with database.transaction(tenant) as session:
                builders.person(session)
        name, file = str(database.engine.url.database), tmp_path / "house.dump"
        assert "row-level security" in ran(postgres, "pg_dump", f"--file={file}", address(postgres, name))
        dump(postgres, name, file)
    name = restore(postgres, file)
    restored = open_database(postgres.url(name), keys, create=False)
    found = []
    for tenant in (EVERY, Tenant(1), Tenant(2)):
        with restored.reading(tenant) as session:
            found.append(rows.count(session, Person))
    restored.close()
    postgres.drop(name)
    assert found == [2, 1, 1]
