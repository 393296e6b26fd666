"""The first schema: all tables, indexes and triggers, as frozen SQL per database."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "first_schema")
