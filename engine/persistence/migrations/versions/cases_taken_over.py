"""Cases taken over while they were running: whence each came, and from which day its months are kept here."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"cases_taken_over.{connection.dialect.name}.sql").read_text("utf-8")
    for statement in script.split("\n;\n"):
        if statement.strip():
            connection.exec_driver_sql(
                statement.replace("%", "%%") if connection.dialect.name != "sqlite" else statement
            )
