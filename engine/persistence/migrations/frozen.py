"""Runs the SQL that a revision was frozen to."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

VERSIONS = Path(__file__).parent / "versions"


def run_frozen(connection: Connection, name: str) -> None:
    """Every statement of versions/NAME.DIALECT.sql; a line that is a semicolon alone ends one."""
    dialect = connection.dialect.name
    script = (VERSIONS / f"{name}.{dialect}.sql").read_text("utf-8")
    for statement in script.split("\n;\n"):
        if (
            statement.strip()
        ):  # a driver with parameters of the form %s reads a percent sign as their beginning
            connection.exec_driver_sql(statement if dialect == "sqlite" else statement.replace("%", "%%"))
