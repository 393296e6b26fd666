"""What the hours of a corrected month are for, where hours are bound to purposes."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "correction_uses")
