"""Steps that were opened again, what had come of them, and the files that people send with their answers."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "reopened_steps")
