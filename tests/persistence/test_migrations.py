"""The frozen schema is the schema of the tables, on both databases."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from engine.persistence.database import Database
from engine.persistence.migrations.freeze import (
    END,
    FROZEN,
    made_by,
    newest_sql,
    schema_sql,
    sql_file,
)
from engine.persistence.migrations.triggers import TRIGGERS
from engine.persistence.tables import Base


@pytest.mark.parametrize("dialect", TRIGGERS)
def test_the_revisions_make_the_tables_as_they_are_mapped(dialect: str) -> None:
    mapped = {one for one in schema_sql(dialect).split(END) if one}
    assert set(made_by(FROZEN, dialect)) == mapped, "run: python -m engine.persistence.migrations.freeze"


@pytest.mark.parametrize("dialect", TRIGGERS)
def test_freezing_again_changes_nothing_and_drops_what_another_version_of_it_replaces(dialect: str) -> None:
    assert newest_sql(dialect) == sql_file(FROZEN[-1], dialect).read_text("utf-8")
    trigger = "refuse_17_audit_event"
    assert sum(trigger in one for one in made_by(FROZEN[:1], dialect)) == 1
    assert sum(trigger in one for one in made_by(FROZEN, dialect)) == 1


def test_nothing_differs_between_a_made_database_and_the_mapped_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": False, "include_name": lambda name, *_: _is_ours(name)}
        )
        assert compare_metadata(context, Base.metadata) == []


def _is_ours(name: str | None) -> bool:
    return not (name or "").startswith("procrastinate_")


def test_every_mapped_table_and_every_trigger_is_there(database_file: Path) -> None:
    with sqlite3.connect(database_file) as raw:
        made = {kind: {n for (n,) in raw.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,))}
                for kind in ("table", "trigger")}  # fmt: skip
    raw.close()
    assert made["table"] - {"sqlite_sequence", "alembic_version"} == set(Base.metadata.tables)
    assert len(made["trigger"]) == len(TRIGGERS["sqlite"])
