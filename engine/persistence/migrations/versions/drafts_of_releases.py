"""Drafts of releases: what process owners are changing, and the files in which it differs."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "drafts_of_releases")
