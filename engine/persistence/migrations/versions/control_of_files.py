"""The office's own work, looked at again: the yearly sample with its checks, second assessments."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"control_of_files.{connection.dialect.name}.sql").read_text("utf-8")
    for statement in script.split("\n;\n"):
        if statement.strip():
            connection.exec_driver_sql(
                statement.replace("%", "%%") if connection.dialect.name != "sqlite" else statement
            )
