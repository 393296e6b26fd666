"""Years of the audit trail in files: the table of their anchors, and what may be deleted once one stands."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "archive_of_years")
