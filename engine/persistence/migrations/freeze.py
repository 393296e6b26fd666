"""Writes the present tables and triggers as SQL: `python -m engine.persistence.migrations.freeze`.

Only until the first release; afterwards a change of a table is a new revision.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_mock_engine

from engine.persistence.migrations.triggers import TRIGGERS
from engine.persistence.tables import Base

VERSIONS = Path(__file__).parent / "versions"
END = "\n;\n\n"  # a semicolon on a line of its own: bodies of triggers hold semicolons too


def schema_sql(dialect: str) -> str:
    """The whole schema of the mapped tables for "sqlite" or "postgresql"."""
    statements: list[str] = []

    def collect(statement: Any, *_parameters: object, **_options: object) -> None:
        statements.append(_in_order(str(statement.compile(dialect=engine.dialect)).strip()))

    engine = create_mock_engine(f"{dialect}://", collect)
    tables = MetaData(
        naming_convention=Base.metadata.naming_convention
    )  # a copy: making DDL marks the original
    for table in Base.metadata.sorted_tables:
        table.to_metadata(tables)
    tables.create_all(engine, checkfirst=False)
    indexes = sorted(one for one in statements if one.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX")))
    others = [one for one in statements if one not in indexes]
    return END.join([*others, *indexes, *TRIGGERS[dialect]]) + END


def _in_order(statement: str) -> str:
    """The statement with the constraints of a table sorted, so that the same schema is the same text."""
    lines = [line.rstrip().rstrip(",") for line in statement.splitlines()]
    constraints = sorted(line for line in lines if line.startswith("\tCONSTRAINT"))
    if not constraints:
        return "\n".join(line.rstrip() for line in statement.splitlines())
    head, *columns = [line for line in lines if line and not line.startswith("\tCONSTRAINT") and line != ")"]
    return head + "\n" + ",\n".join([*columns, *constraints]) + "\n)"


def first_schema_file(dialect: str) -> Path:
    """Where the first revision's SQL for this database stands."""
    return VERSIONS / f"first_schema.{dialect}.sql"


if __name__ == "__main__":
    for name in TRIGGERS:
        first_schema_file(name).write_text(schema_sql(name), encoding="utf-8")
