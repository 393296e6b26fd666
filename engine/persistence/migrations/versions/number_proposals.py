"""Proposed changes of dated numbers, kept whatever became of them."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "number_proposals")
