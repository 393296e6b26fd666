"""Row-level security on PostgreSQL: a transaction sees and writes the rows of whom it speaks for."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Run the frozen statements of this database; SQLite has none."""
    run_frozen(op.get_bind(), "rows_of_municipalities")
