"""The tables and functions of procrastinate, on PostgreSQL; SQLite keeps its jobs in our own table alone."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.queue_schema import procrastinate_schema

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run the schema that the locked version of procrastinate brings."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(procrastinate_schema().replace("%", "%%"))
