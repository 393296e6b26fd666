"""The first schema: all tables, indexes and triggers, as frozen SQL per database."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the frozen statements of this database."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"first_schema.{connection.dialect.name}.sql").read_text("utf-8")
    for statement in script.split("\n;\n"):
        if statement.strip():
            connection.exec_driver_sql(
                statement.replace("%", "%%") if connection.dialect.name != "sqlite" else statement
            )
