"""Writes the present tables and triggers as SQL: `python -m engine.persistence.migrations.freeze`.

Only until the first release; afterwards a change of a table is a new revision.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import create_mock_engine

from engine.persistence.migrations.triggers import TRIGGERS
from engine.persistence.tables import Base

VERSIONS = Path(__file__).parent / "versions"
END = "\n;\n\n"  # a semicolon on a line of its own: bodies of triggers hold semicolons too


def schema_sql(dialect: str) -> str:
    """The whole schema of the mapped tables for "sqlite" or "postgresql"."""
    statements: list[str] = []

    def collect(statement: Any, *_parameters: object, **_options: object) -> None:
        lines = str(statement.compile(dialect=engine.dialect)).strip().splitlines()
        statements.append("\n".join(line.rstrip() for line in lines))

    engine = create_mock_engine(f"{dialect}://", collect)
    Base.metadata.create_all(engine, checkfirst=False)
    return END.join([*statements, *TRIGGERS[dialect]]) + END


def first_schema_file(dialect: str) -> Path:
    """Where the first revision's SQL for this database stands."""
    return VERSIONS / f"first_schema.{dialect}.sql"


if __name__ == "__main__":
    for name in TRIGGERS:
        first_schema_file(name).write_text(schema_sql(name), encoding="utf-8")
