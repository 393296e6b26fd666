"""Running cases moved from one release to another: plans, and what became of each case."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "moves_of_cases")
