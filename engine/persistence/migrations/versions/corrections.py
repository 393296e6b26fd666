"""Corrections of months, what payments carry over, and the ministry's answer line by line."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "corrections")
