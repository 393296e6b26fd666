"""Test runs of drafts, and what the scenarios of a draft passed."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "tryouts_of_drafts")
